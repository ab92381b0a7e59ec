"""Words that the examples of this chapter share."""

from datetime import date
from typing import NamedTuple

from dandang.career.career import Career
from dandang.career.parts import StatusPeriod
from dandang.policy.career_words import AUTHORITY, GRADES, REGIME
from dandang.policy.rules import Subject
from dandang.policy.words import Facts, Word, text, whole
from dandang.terms.people import StatusKind

YEAR = Word("年度", whole)
GRADE = Word("等次", text)
PERSON = (REGIME, AUTHORITY)


def subject_of(facts: Facts) -> Subject:
    """The person of whom regime and authority are told."""
    return Subject(facts.needed(REGIME), facts.needed(AUTHORITY))


def grades_of(facts: Facts) -> dict[int, str]:
    """Grades by year, as told."""
    return dict(facts.known(GRADES) or {})


class Span(NamedTuple):
    """From a day to a day, both counted."""

    first: date
    last: date


def year_of(year: int) -> Span:
    """The year that is assessed."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def spans(
    career: Career, kinds: frozenset[StatusKind], year: int, on: date
) -> list[tuple[StatusPeriod, Span]]:
    """Status periods of these kinds that touch the year; one that still lasts is counted to `on`."""
    first, last = year_of(year)
    found = []
    for period in career.status_periods:
        if period.kind not in kinds:
            continue
        ends = period.last_day or min(on, last)
        if period.first_day <= last and ends >= first:
            found.append((period, Span(max(period.first_day, first), min(ends, last))))
    return found
