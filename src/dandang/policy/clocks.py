"""Time limits: on which day one ends, and whether what was done kept it."""

from datetime import date, timedelta

from dandang.career.field import Absent, Field
from dandang.days import PartialDate
from dandang.days.corresponding import corresponding_day
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.verdict import Saying, Verdict, fact, lack, met, not_met, unknown
from dandang.terms.rules import ParameterUnit


def last_day(start: date, limit: Parameter, local: Local, *, keys: tuple[str, ...] = ()) -> date:
    """The last day of a limit in days, working days or months; the day of service is not counted.

    `keys` are those numbers of a table that are added up; without them it is one number.
    """
    length = sum(limit.whole_of(key) for key in keys) if keys else limit.whole
    if limit.declared.unit is ParameterUnit.WORKING_DAYS:
        return local.calendar.deadline(start, length).day
    if limit.declared.unit is ParameterUnit.MONTHS:
        return corresponding_day(start, length)
    return start + timedelta(days=length)


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
    limit = value(id, start.earliest, local)
    first, last = (last_day(day, limit, local, keys=keys) for day in (start.earliest, start.latest))
    facts = [fact("clocks.runs_from", day=start)]
    answer = last if first == last else None
    until = on if isinstance(done, Absent) else done
    if until <= first:
        code = "clocks.still_runs" if isinstance(done, Absent) else "clocks.in_time"
        return met(code, limit, facts=facts, answer=answer, last=last)
    if until <= last:
        return unknown(
            "clocks.border", limit, missing=[begins], facts=facts, first=first, last=last
        )
    if done is Absent.UNKNOWN:
        missing = [lack("clocks.day_done")]
        return unknown(
            "clocks.over_unless_done", limit, missing=missing, facts=facts, answer=answer, last=last
        )
    code = "clocks.not_done" if isinstance(done, Absent) else "clocks.too_late"
    return not_met(code, limit, facts=facts, answer=answer, last=last)
