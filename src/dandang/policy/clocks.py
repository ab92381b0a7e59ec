"""Time limits (期限): on which day one ends, and whether what was done kept it."""

from datetime import date, timedelta
from typing import Any

from dandang.career.field import Absent, Field
from dandang.days import PartialDate
from dandang.days.corresponding import corresponding_day
from dandang.days.working import Deadline
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.verdict import Saying, Verdict, fact, lack, met, not_met, unknown
from dandang.terms.rules import ParameterUnit

START_DAY = "conventions_of_time.start_day"
CLOCK_PARAMETERS = (START_DAY,)
SAME_DAY = "same_day"


def last_day(
    start: date, limit: Parameter, convention: Parameter, local: Local, keys: tuple[str, ...] = ()
) -> Deadline:
    """The last day of a limit in days, working days or months, counted as the county counts.

    `keys` are those numbers of a table that are added up; without them it is one number.
    Provisional where it rests on holidays that are not yet published.
    """
    length = sum(limit.whole_of(key) for key in keys) if keys else limit.whole
    earlier = timedelta(days=convention.text == SAME_DAY)
    if limit.declared.unit is ParameterUnit.WORKING_DAYS:
        return local.calendar.deadline(start - earlier, length)
    if limit.declared.unit is ParameterUnit.MONTHS:
        return Deadline(corresponding_day(start, length) - earlier, False)
    return Deadline(start - earlier + timedelta(days=length), False)


def kept(
    id: str,
    start: Field[PartialDate],
    done: Field[date],
    *,
    begins: Saying,
    on: date,
    local: Local,
    keys: tuple[str, ...] = (),
) -> Verdict:
    """Whether a limit was kept; the answer is its last day, where the day it runs from is known.

    Done in time, or not done while it still runs, is met; done late, or stated not to be done once
    it is over, is not met. `begins` says what the limit runs from.
    """
    if isinstance(start, Absent):
        return unknown("clocks.start_unknown", missing=[begins])
    held = (value(id, start.earliest, local), value(START_DAY, start.earliest, local))
    first = last_day(start.earliest, *held, local, keys)
    last = last_day(start.latest, *held, local, keys)
    rests: dict[str, Any] = {
        "facts": [fact("clocks.runs_from", day=start)],
        "answer": last.day if first == last else None,
        "last": last.day,
    }
    if last.provisional:
        return unknown("clocks.provisional", *held, missing=[lack("clocks.holidays")], **rests)
    until = on if isinstance(done, Absent) else done
    if until <= first.day:
        return met(_code(done, "still_runs", "in_time"), *held, **rests)
    if until <= last.day:
        return unknown("clocks.border", *held, missing=[begins], first=first.day, **rests)
    if done is Absent.UNKNOWN:
        missing = [lack("clocks.day_done")]
        return unknown("clocks.over_unless_done", *held, missing=missing, **rests)
    return not_met(_code(done, "not_done", "too_late"), *held, **rests)


def _code(done: Field[date], open_: str, closed: str) -> str:
    return f"clocks.{open_ if isinstance(done, Absent) else closed}"
