"""A calendar month."""

from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """年月: a month of a year; months are ordered and can be counted. ValueError for month 13."""

    year: int
    month: int

    def __post_init__(self) -> None:
        """Refuse a month that no calendar has."""
        date(self.year, self.month, 1)

    def __str__(self) -> str:
        """As printed in rosters: `1984.07`."""
        return f"{self.year:04d}.{self.month:02d}"

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that holds `day`."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        if self == Month(date.max.year, 12):
            return date.max
        return date.fromordinal(self.plus(1).first_day.toordinal() - 1)

    def plus(self, months: int) -> Self:
        """The month that many months later; earlier when negative."""
        years, rest = divmod(self.year * 12 + self.month - 1 + months, 12)
        return type(self)(years, rest + 1)

    def until(self, later: "Month") -> int:
        """How many months lie from this month to `later`; negative when `later` is earlier."""
        return (later.year - self.year) * 12 + later.month - self.month
