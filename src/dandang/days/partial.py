"""A date known to the day, to the month or only to the year."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Self

from dandang.days.month import Month

_SEPARATED = re.compile(
    r"(\d{4})(?:年|[.。·/\-－–—])(?:(\d{1,2})(?:月|[.。·/\-－–—])?(?:(\d{1,2})日?)?)?"
)
_SOLID = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
_MIDNIGHT = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.0+)?)?$")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """不完整日期: year, perhaps month, perhaps day. Compared with a day the answer may be unknown.

    ValueError for a day without a month and for a date that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has."""
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """As printed in rosters: `1984`, `1984.07` or `1984.07.01`."""
        return ".".join(
            [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        )

    @classmethod
    def of(cls, day: date) -> Self:
        """The same day as a date known to the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read any form that rosters and forms use: 1984.07, 1984.7, 198407, 1984年7月, 1984/7/1 …

        Full-width figures, blanks and a time of midnight are read over. ValueError otherwise.
        """
        plain = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", text).strip())
        plain = re.sub(r"\s", "", plain)
        found = _SEPARATED.fullmatch(plain) or _SOLID.fullmatch(plain)
        if found is None or not 1900 <= int(found[1]) <= 2200:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if 0 in (month, day):
            raise ValueError(f"not a date: {text!r}")
        return cls(year, month, day)

    @property
    def in_month(self) -> Month | None:
        """Its month, or None when only the year is known."""
        return Month(self.year, self.month) if self.month else None

    @property
    def earliest(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it may mean."""
        if self.month and self.day:
            return date(self.year, self.month, self.day)
        return Month(self.year, self.month or 12).last_day

    def before(self, day: date) -> bool | None:
        """Whether it lies before `day`; None when the known part does not tell."""
        if self.latest < day:
            return True
        return False if self.earliest >= day else None

    def after(self, day: date) -> bool | None:
        """Whether it lies after `day`; None when the known part does not tell."""
        if self.earliest > day:
            return True
        return False if self.latest <= day else None
