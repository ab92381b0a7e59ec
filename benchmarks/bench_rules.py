"""What grade at most: the rules asked of 50,000 synthetic careers in one process."""

import random
import time
from datetime import date, timedelta

from benchmarks import Figure
from dandang.career import Career, StatusPeriod, YearGrade
from dandang.policy.assessment.ceiling import ceiling
from dandang.policy.parameters import Local
from dandang.terms.grading import GradeLimit
from dandang.terms.people import Authority, Regime, StatusKind

NAME = "What grade at most, asked of synthetic careers"

PEOPLE = 50_000
FEW = 5_000
LIMIT_S = 10
STEADY = 1.25
SEED = 20261125
YEAR = 2026
ON = date(2026, 12, 31)
SANCTIONS = ("政务警告", "记过", "记大过", "降级", "撤职", "党内警告", "党内严重警告", "")
NOTES = {
    StatusKind.PROBATION: ("新录用", "任职试用", ""),
    StatusKind.SANCTION: SANCTIONS,
}
GRADES = ("优秀", "称职", "称职", "称职", "基本称职")


def run() -> list[Figure]:
    """Seconds for all of them, and whether a career costs the same among few and among many."""
    careers = _careers(PEOPLE)
    local = Local()
    _asked(careers[:100], local)
    few, _ = _asked(careers[:FEW], local)
    many, found = _asked(careers, local)
    assert len(found) > 4, "the careers of the bench are all alike"
    each = (many / PEOPLE) / (few / FEW)
    return [
        Figure(f"{PEOPLE:,} careers", many, "s", LIMIT_S),
        Figure("one career", many / PEOPLE * 1_000_000, "µs"),
        Figure(f"one of {PEOPLE:,} against one of {FEW:,}", each, "×", STEADY),
    ]


def _asked(careers: list[Career], local: Local) -> tuple[float, set[GradeLimit | None]]:
    found = set()
    begun = time.perf_counter()
    for career in careers:
        answer = ceiling(career, YEAR, on=ON, local=local).answer
        found.add(answer if isinstance(answer, GradeLimit) else None)
    return time.perf_counter() - begun, found


def _careers(count: int) -> list[Career]:
    chance = random.Random(SEED)
    return [_career(chance, place) for place in range(count)]


def _career(chance: random.Random, place: int) -> Career:
    periods = tuple(_period(chance) for _ in range(chance.choice((0, 0, 1, 1, 2, 3))))
    return Career(
        name=f"虚{place}",
        authority=chance.choice(tuple(Authority)),
        regime=chance.choice((Regime.CIVIL_SERVANT, Regime.AS_CIVIL_SERVANT)),
        unit="虚构县/虚构局",
        status_periods=periods,
        year_grades=tuple(YearGrade(year, chance.choice(GRADES)) for year in range(2016, 2026)),
    )


def _period(chance: random.Random) -> StatusPeriod:
    kind = chance.choice(
        [kind for kind in StatusKind if kind not in {StatusKind.RETIRED, StatusKind.DIED}]
    )
    first = date(2024, 1, 1) + timedelta(days=chance.randrange(1090))
    last = first + timedelta(days=chance.randrange(20, 400)) if chance.random() < 0.8 else None
    return StatusPeriod(kind, first, last, chance.choice(NOTES.get(kind, ("",))))
