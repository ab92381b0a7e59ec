"""Three rounds: one open for rating, one with the panel, one published and objected to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from random import Random

from dandang.apps.ballots import casting
from dandang.apps.ballots import queries as boxes
from dandang.apps.ballots.actions import Slip
from dandang.apps.ballots.questionnaire import Questionnaire
from dandang.apps.letters.served import Served
from dandang.apps.permits.actor import Actor
from dandang.apps.rounds.actions import conducting, deciding, objecting, preparing, serving, telling
from dandang.apps.rounds.queries import running
from dandang.demo import OPEN_UNIT, PANEL_UNIT, PUBLISHED_UNIT, SEED
from dandang.demo.store import Stored
from dandang.terms.rounds import AssessmentKind, RateeRule, ServiceWay

SLIPS_TO_TRY = 3

_OBJECTION = (
    "本人对“绩”的评价有异议：2026年上半年牵头的低保核查工作已按期完成，并经市级抽查验收，"
    "请复核测评时是否知悉这一情况。（虚构）"
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A slip that nobody has used: its round and its code."""

    round_number: int
    code: str


def make_rounds(stored: Stored, actors: Mapping[str, Actor], *, now: datetime) -> list[Tried]:
    """Run the three rounds as far as they go; gives slips of the open one to try."""
    officer = actors["officer"]
    rng = Random(SEED)
    _published(stored, actors, rng, now)
    _rated(stored, PANEL_UNIT, officer, rng, now - timedelta(days=6))
    return _open(stored, officer, rng, now - timedelta(days=1))


def _prepared(stored: Stored, unit: str, by: Actor, at: datetime) -> tuple[int, tuple[Slip, ...]]:
    """A round with its roster frozen, its raters chosen and its slips printed."""
    number = preparing.create(
        title=f"{unit}领导班子成员2026年度考核（虚构）",
        kind=AssessmentKind.ANNUAL,
        year=2026,
        unit=stored.unit(unit),
        by=by,
        at=at,
    )
    later = at + timedelta(hours=2)
    preparing.freeze_roster(number=number, on=at.date(), ratee_rule=RateeRule.TEAM, by=by, at=later)
    preparing.choose_raters(number=number, by=by, at=later)
    slips = conducting.print_slips(number=number, by=by, at=later + timedelta(hours=1))
    conducting.open_round(number=number, by=by, at=later + timedelta(hours=2))
    return number, slips


def _open(stored: Stored, by: Actor, rng: Random, at: datetime) -> list[Tried]:
    number, slips = _prepared(stored, OPEN_UNIT, by, at - timedelta(hours=4))
    order = rng.sample(slips, len(slips))
    # The slips to try bring the box over its quorum of two thirds.
    count = ceil(len(slips) * 2 / 3) - SLIPS_TO_TRY + 1
    _cast(rng, number, order[SLIPS_TO_TRY : SLIPS_TO_TRY + count])
    return [Tried(number, slip.code) for slip in order[:SLIPS_TO_TRY]]


def _rated(stored: Stored, unit: str, by: Actor, rng: Random, at: datetime) -> int:
    """A round whose box is closed and whose scores wait for the panel."""
    number, slips = _prepared(stored, unit, by, at)
    by_class: dict[str, list[Slip]] = defaultdict(list)
    for slip in slips:
        by_class[slip.rater_class].append(slip)
    attendance, cast = {}, []
    for rater_class, held in by_class.items():
        present = len(held) - len(held) // 8
        attendance[rater_class] = (present, present)
        cast += held[: present - present // 10]
    _cast(rng, number, rng.sample(cast, len(cast)))
    later = at + timedelta(days=1)
    conducting.close(number=number, by=by, at=later)
    conducting.compute(number=number, attendance=attendance, by=by, at=later)
    return number


def _published(stored: Stored, actors: Mapping[str, Actor], rng: Random, now: datetime) -> None:
    officer, panel = actors["officer"], actors["panel2"]
    number = _rated(stored, PUBLISHED_UNIT, officer, rng, now - timedelta(days=14))
    decided = now - timedelta(days=6)
    rows = running.ratees(officer, number).rows
    best = next((row for row in rows if row.proposal == "优秀"), rows[0])
    deciding.decide(
        ratee=best.number,
        grade="称职" if best.proposal == "优秀" else "基本称职",
        reason="民政资金专项检查中发现的两项问题整改未完成，评审组集体研究后调整。（虚构）",
        by=panel,
        at=decided,
    )
    deciding.confirm_all(number=number, by=panel, at=decided)
    telling.publish(number=number, by=officer, at=now - timedelta(days=3))
    _tell(actors, number, now)


def _tell(actors: Mapping[str, Actor], number: int, now: datetime) -> None:
    """Serve some letters; one cadre objects, and somebody who took no part is to answer."""
    officer, objector = actors["officer"], actors["cadre2"]
    served = now - timedelta(days=2)
    rows = running.ratees(officer, number).rows
    # The first and the last letter stay with the unit, so that its personnel officer has work.
    for row in rows[1:-1]:
        serving.serve(
            ratee=row.number,
            served=Served(ServiceWay.SIGNATURE, served.date()),
            by=actors["personnel"],
            at=served,
        )
    own = next(row for row in rows if row.person == objector.person)
    filed = now - timedelta(days=1)
    case = objecting.object_to_result(ratee=own.number, text=_OBJECTION, by=objector, at=filed)
    answerer = actors["officer2"].account
    assert answerer is not None
    objecting.assign(case=case, account=answerer, by=officer, at=filed + timedelta(hours=3))


def _cast(rng: Random, number: int, slips: Sequence[Slip]) -> None:
    """Cast a ballot for each slip: mostly good, some blanks, some that do not know."""
    asked = boxes.questionnaire(number)
    merit = {ratee.key: rng.uniform(0.2, 0.9) for ratee in asked.ratees}
    for slip in slips:
        casting.cast(number, slip.code, _answers(rng, asked, merit))


def _answers(
    rng: Random, asked: Questionnaire, merit: Mapping[str, float]
) -> dict[str, dict[str, str]]:
    severity = rng.gauss(0, 0.18)
    answers: dict[str, dict[str, str]] = {}
    for ratee in asked.ratees:
        sheet = answers.setdefault(ratee.key, {})
        for aspect in asked.aspects:
            chance = rng.random()
            if chance < 0.02:
                continue
            if chance < 0.06:
                sheet[aspect.code] = "unknown"
                continue
            liking = merit[ratee.key] + severity + rng.gauss(0, 0.2)
            places = (0.45, 0.05, -0.25)
            place = sum(liking < least for least in places)
            sheet[aspect.code] = asked.choices[place].code
    return answers
