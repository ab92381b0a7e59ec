"""The county in its full size: as many teams, and as many sent down, as the documents tell of."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import product
from random import Random

from dandang.career import StatusPeriod
from dandang.demo import AS_OF
from dandang.demo.draft import Draft
from dandang.demo.plans import UnitSeed
from dandang.terms.people import Authority, StatusKind, UnitKind

PEOPLE = 10_400
TEAMS = 392
SENT_DOWN = 8_246

# A team of a village: its three kinds of post and how many people it takes.
VILLAGE_SIZE = 5
GRASS_ROOTS = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})
_FIRST, _SECOND = "上下东西南北前后大小新老", "坪岗河塘沟坡店寨林庄溪湾"
_YEARS = 4


def village_paths(townships: Sequence[str], taken: Iterable[str]) -> Iterator[str]:
    """Villages that do not exist yet, one township after the other, in a fixed order."""
    known = set(taken)
    for first, second in product(_FIRST, _SECOND):
        for township in townships:
            path = f"{township}/{first}{second}村"
            if path not in known:
                yield path


def send_down(rng: Random, people: Sequence[Draft], units: Sequence[UnitSeed]) -> None:
    """下沉: 8,246 cadres were sent to villages and communities for a time, some are there today.

    They keep their post: each has a period of secondment (挂职) to the village. Whoever works in a
    village already, is in proceedings or away is not sent.
    """
    villages = [unit for unit in units if unit.kind in GRASS_ROOTS]
    free = [
        draft
        for draft in people
        if draft.in_service
        and not draft.periods
        and draft.authority is not Authority.CITY
        and draft.unit.kind not in GRASS_ROOTS
    ]
    there = sum(_was_sent(draft, villages) for draft in people)
    for draft in rng.sample(free, SENT_DOWN - there):
        to, days = rng.choice(villages), rng.randrange(60, 400)
        first = AS_OF - timedelta(days=rng.randrange(10, _YEARS * 365))
        first = max(first, draft.work_start + timedelta(days=1))
        draft.periods.append(
            StatusPeriod(
                StatusKind.SECONDMENT,
                first,
                first + timedelta(days=days),
                note="下沉村（社区）",
                document=f"清组〔{first.year}〕{rng.randrange(1, 90)}号（虚构）",
                unit=to.path,
            )
        )


def _was_sent(draft: Draft, villages: Sequence[UnitSeed]) -> bool:
    paths = {unit.path for unit in villages}
    return any(one.kind is StatusKind.SECONDMENT and one.unit in paths for one in draft.periods)
