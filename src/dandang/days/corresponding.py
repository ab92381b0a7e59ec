"""The corresponding day (对应日) some months later, and the last day of a period of months."""

from datetime import date, timedelta

from dandang.days.month import Month


def corresponding_day(day: date, months: int) -> date:
    """The same day of the month that many months later; the month's last day where it has none."""
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, month.last_day.day))


def last_day_of_months(start: date, months: int, *, day_before: bool, days: int = 0) -> date:
    """The last day of a period that begins on `start` and lasts `months` and then `days`.

    It ends the day before the corresponding day where `day_before`, else on that day.
    """
    return corresponding_day(start, months) + timedelta(days=days - day_before)
