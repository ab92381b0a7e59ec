"""A year's notice of holidays, typed in or pasted: which days are off and which are worked."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dandang.terms.refusal import Refusal

_DAY = r"(?:(\d{4})\s*[年.\-/])?\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?"
_SPAN = re.compile(rf"{_DAY}(?:\s*(?:至|到|~|～)\s*(?:{_DAY}|(\d{{1,2}})\s*日?))?")
_FILLING = re.compile(r"[\s、，,；;。：:（）()放假上补共天周星期一二三四五六日0-9]*")
_SATURDAY = 5


def read_notice(text: str, *, year: int) -> dict[date, bool]:
    """The days of `year` that differ from the usual week: True is worked, False is off.

    One line holds days or spans of days and one of 休 or 班: `休 2月15日至21日`, `班 2月14日、2月28日`.
    Refused by its number: a line that cannot be read, a day said both ways, a working day called 班.
    """
    found: dict[date, bool] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        working = _kind(line, number)
        for day in _days(line, number, year):
            if found.get(day, working) != working:
                raise Refusal("organisation.notice_both_ways", line=number, day=day)
            if working and day.weekday() < _SATURDAY:
                raise Refusal("organisation.notice_usual_day", line=number, day=day)
            found[day] = working
    kept = {day: working for day, working in found.items() if working != (day.weekday() < 5)}
    if not kept:
        raise Refusal("organisation.notice_empty")
    return dict(sorted(kept.items()))


def _kind(line: str, number: int) -> bool:
    off, on = "休" in line or "放假" in line, "班" in line
    if off == on:
        raise Refusal("organisation.notice_line", line=number, said=line.strip())
    return on


def _days(line: str, number: int, year: int) -> Iterator[date]:
    unread = Refusal("organisation.notice_line", line=number, said=line.strip())
    spans = list(_SPAN.finditer(line))
    rest = _SPAN.sub("", line).replace("休", "").replace("班", "")
    if not spans or not _FILLING.fullmatch(rest):
        raise unread
    for span in spans:
        first = _day(span[1], span[2], span[3], year, unread)
        last = first
        if span[5]:
            last = _day(span[4], span[5], span[6], year, unread)
        elif span[7]:
            last = _day(None, span[2], span[7], year, unread)
        if last < first or (last - first).days > 15:
            raise unread
        for step in range((last - first).days + 1):
            yield first + timedelta(days=step)


def _day(said: str | None, month: str, day: str, year: int, unread: Refusal) -> date:
    try:
        found = date(int(said) if said else year, int(month), int(day))
    except ValueError as error:
        raise unread from error
    if found.year != year:
        raise unread
    return found
