"""Year grades from 2021 to 2025, within the cap on excellent."""

from collections.abc import Iterable
from datetime import date
from random import Random

from dandang.career import YearGrade
from dandang.demo.draft import Draft
from dandang.terms.people import Regime, StatusKind

YEARS = range(2021, 2026)
_CIVIL_SERIES = ("优秀", "称职", "基本称职", "不称职")
_OTHER_SERIES = ("优秀", "合格", "基本合格", "不合格")
_EXCELLENT_SHARE = 0.2
_AWAY = {StatusKind.SICK_LEAVE, StatusKind.STUDY, StatusKind.MATERNITY_LEAVE}


def give_grades(rng: Random, unit: Iterable[Draft]) -> None:
    """Give the people of one unit a grade for each year they worked; at most a fifth excellent."""
    people = list(unit)
    for year in YEARS:
        rated = [draft for draft in people if _rated(draft, year)]
        clean = [draft for draft in rated if _clean(draft, year)]
        excellent = rng.sample(clean, min(len(clean), int(len(rated) * _EXCELLENT_SHARE)))
        best = {id(draft) for draft in excellent}
        for draft in rated:
            draft.grades.append(YearGrade(year, _grade(rng, draft, year, id(draft) in best)))


def _series(draft: Draft) -> tuple[str, ...]:
    other = draft.regime in {Regime.INSTITUTION, Regime.ENTERPRISE}
    return _OTHER_SERIES if other else _CIVIL_SERIES


def _rated(draft: Draft, year: int) -> bool:
    last = draft.stages[-1].last
    if draft.work_start > date(year, 12, 1) or (last is not None and last < date(year, 12, 31)):
        return False
    return not any(_days_in(draft, kind, year) > 183 for kind in _AWAY)


def _days_in(draft: Draft, kind: StatusKind, year: int) -> int:
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = 0
    for period in draft.periods:
        if period.kind is kind:
            begin, end = max(first, period.first_day), min(last, period.last_day or last)
            days += max(0, (end - begin).days + 1)
    return days


def _clean(draft: Draft, year: int) -> bool:
    bad = {StatusKind.SANCTION, StatusKind.ADMONITION, StatusKind.INVESTIGATION}
    return draft.work_start.year < year and not any(_days_in(draft, kind, year) for kind in bad)


def _grade(rng: Random, draft: Draft, year: int, excellent: bool) -> str:
    best, good, fair, poor = _series(draft)
    if excellent:
        return best
    if draft.work_start.year == year or _days_in(draft, StatusKind.INVESTIGATION, year):
        return "不确定等次"
    if _days_in(draft, StatusKind.SANCTION, year):
        return rng.choice((fair, fair, poor))
    return fair if rng.random() < 0.006 else good
