"""A month as weeks, with what falls on its days."""

from calendar import SATURDAY, Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that falls on a day; `late` when its day has passed and it is not done."""

    day: date
    title: str
    address: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the sheet: whether it lies in the month, is today, is off work, and its entries."""

    day: date
    inside: bool
    today: bool
    off: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month as weeks from Monday, and its entries in the order of their days."""

    first: date
    weeks: tuple[tuple[DayCell, ...], ...]
    agenda: tuple[Entry, ...]


def sheet(
    first: date, entries: Iterable[Entry], *, on: date, off: frozenset[date] | None = None
) -> MonthSheet:
    """The month of `first`; `off` are its days off work, by default Saturdays and Sundays."""
    known = sorted(entries, key=lambda entry: entry.day)
    by_day: dict[date, list[Entry]] = {}
    for entry in known:
        by_day.setdefault(entry.day, []).append(entry)

    def cell(day: date) -> DayCell:
        free = day.weekday() >= SATURDAY if off is None else day in off
        inside = (day.year, day.month) == (first.year, first.month)
        return DayCell(day, inside, day == on, free, tuple(by_day.get(day, ())))

    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return MonthSheet(
        first=first.replace(day=1),
        weeks=tuple(tuple(cell(day) for day in week) for week in weeks),
        agenda=tuple(e for e in known if (e.day.year, e.day.month) == (first.year, first.month)),
    )
