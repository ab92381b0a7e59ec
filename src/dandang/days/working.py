"""The working-day calendar: published holidays, the organisation's corrections, deadlines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from chinese_calendar import constants

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限: the last day, and whether it rests on a year whose holidays are not yet published."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """工作日历: days off on weekdays, days of work at weekends, and until when both are known."""

    holidays: frozenset[date]
    workdays: frozenset[date]
    known_until: date
    known_from: date = date(2004, 1, 1)

    @classmethod
    def published(
        cls, corrections: Mapping[date, bool] | None = None, years: Iterable[int] = ()
    ) -> Self:
        """The State Council's holidays as published; `corrections` says day by day what differs.

        A correction True makes the day a working day, False a day off. `years` are later years
        whose holidays stand whole in the corrections: they count as known, one after the other.
        """
        off, on = set(constants.holidays), set(constants.workdays)
        last = max(day.year for day in off)
        for year in sorted(years):
            last += year == last + 1
        known_until = date(last, 12, 31)
        for day, working in (corrections or {}).items():
            (on if working else off).add(day)
            (off if working else on).discard(day)
        return cls(frozenset(off), frozenset(on), known_until)

    def is_working(self, day: date) -> bool | None:
        """Whether `day` is a working day; None when its year's holidays are not known."""
        if day in self.holidays:
            return False
        if day in self.workdays:
            return True
        if not self.known_from <= day <= self.known_until:
            return None
        return day.weekday() < _SATURDAY

    def deadline(self, start: date, working_days: int) -> Deadline:
        """The last day of a time limit of `working_days`; `start`, the day of service, is day 0.

        Past the known table only weekends count as days off and the deadline is provisional.
        """
        if working_days < 0:
            raise ValueError("a time limit cannot be negative")
        day, left, provisional = start, working_days, False
        while left:
            day += timedelta(days=1)
            working = self.is_working(day)
            if working is None:
                provisional = True
                working = day.weekday() < _SATURDAY
            left -= working
        return Deadline(day, provisional)
