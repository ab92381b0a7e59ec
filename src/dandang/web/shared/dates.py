"""Days as pages write them."""

from datetime import date, datetime
from typing import Any

from dandang.days import Month, PartialDate
from dandang.kit.clock import BEIJING

_ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def partial(day: Any) -> PartialDate | None:
    """A date, moment, month, partial date or its text as a partial date; None when it is none."""
    if isinstance(day, PartialDate):
        return day
    if isinstance(day, datetime):
        return PartialDate.of(day.astimezone(BEIJING).date())
    if isinstance(day, date):
        return PartialDate.of(day)
    if isinstance(day, Month):
        return PartialDate(day.year, day.month)
    if isinstance(day, str):
        try:
            return PartialDate.parse(day)
        except ValueError:
            return None
    return None


def in_words(day: PartialDate, language: str) -> str:
    """`1984年7月1日` or `1 July 1984`, as far as it is known."""
    if language.startswith("en"):
        month = _ENGLISH[day.month - 1] if day.month else ""
        return " ".join(part for part in (str(day.day or ""), month, str(day.year)) if part)
    return (
        f"{day.year}年"
        + (f"{day.month}月" if day.month else "")
        + (f"{day.day}日" if day.day else "")
    )
