"""Time limits (期限): how long a public notice runs, and by when something has to be done."""

from datetime import date, timedelta
from typing import TypeAlias

from dandang.days import PartialDate
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.rules import rule
from dandang.policy.verdict import Saying, Verdict, fact, lack, met, not_met, unknown
from dandang.terms.limits import LimitKind, NoticeKind
from dandang.terms.rules import ParameterUnit

START = "conventions_of_time.start_day"
SAME_DAY = "same_day"

NOTICES = {
    NoticeKind.POST: "selection_of_leading_cadres.notice_days",
    NoticeKind.RANK: "posts_and_ranks.notice_days",
    NoticeKind.EXCELLENT: "assessment_of_civil_servants.notice_days",
    NoticeKind.REWARD: "rewards_of_civil_servants.notice",
}
# Several parameters of one limit are added up.
LIMITS = {
    LimitKind.PETITION_HANDLED: ("petitions.handled_within",),
    LimitKind.PETITION_TOLD: ("petitions.told_within",),
    LimitKind.TRANSFER_OBJECTION: ("petitions.transfer_objection",),
    LimitKind.PETITION_ENDED: ("petitions.ended_within",),
    LimitKind.PETITION_ENDED_LONGER: ("petitions.ended_within", "petitions.ended_longer_by"),
    LimitKind.REVIEW_ASKED: ("petitions.review_asked_within",),
    LimitKind.REVIEW_ANSWERED: ("petitions.review_answered_within",),
    LimitKind.SECOND_REVIEW_ASKED: ("petitions.second_review_asked_within",),
    LimitKind.SECOND_REVIEW_ANSWERED: ("petitions.second_review_answered_within",),
}

# First and last day that the end may be, and whether it rests on holidays not yet published.
End: TypeAlias = tuple[date, date, bool]


@rule(
    "limits.notice",
    zh="公示期满",
    en="a public notice has run its time",
    document="selection_of_leading_cadres",
    parameters=(START, *NOTICES.values()),
)
def notice(kind: NoticeKind, *, first: PartialDate | None, on: date, local: Local) -> Verdict:
    """Whether a notice (公示) shown since `first` has run its time on a day; the answer is its last day."""
    held = (value(NOTICES[kind], on, local), value(START, on, local))
    if first is None:
        return unknown("limit.start_unknown", *held, missing=[lack("limit.lacks_start")])
    facts = [fact("limit.notice_since", kind=kind, day=first)]
    first_end, last_end, provisional = _end(first, held[:1], held[1], local)
    if on <= first_end or on > last_end:
        answer = not_met if on <= first_end else met
        code = "limit.notice_running" if answer is not_met else "limit.notice_over"
        if not provisional:
            last = _one(first, last_end)
            return answer(code, *held, facts=facts, day=last_end, answer=last)
    return _unsure(held, facts, first, last_end, provisional)


@rule(
    "limits.done",
    zh="办理期限",
    en="done within the time limit",
    document="petitions",
    parameters=(START, *(each for ids in LIMITS.values() for each in dict.fromkeys(ids))),
)
def within(
    kind: LimitKind,
    *,
    start: PartialDate | None,
    done: date | None,
    on: date,
    local: Local,
) -> Verdict:
    """Whether something was done in time, or still may be on a day; the answer is the last day."""
    spans = tuple(value(each, on, local) for each in LIMITS[kind])
    held = (*spans, value(START, on, local))
    if start is None:
        return unknown("limit.start_unknown", *held, missing=[lack("limit.lacks_start")])
    facts: list[Saying] = [fact("limit.runs_since", kind=kind, day=start)]
    facts.append(fact("limit.done_on", day=done) if done else fact("limit.not_done"))
    first_end, last_end, provisional = _end(start, spans, held[-1], local)
    when = done or on
    if (when <= first_end or when > last_end) and not provisional:
        answer = met if when <= first_end else not_met
        state = "done" if done else "open"
        code = f"limit.{state}_in_time" if answer is met else f"limit.{state}_too_late"
        return answer(code, *held, facts=facts, day=last_end, answer=_one(start, last_end))
    return _unsure(held, facts, start, last_end, provisional)


def _one(start: PartialDate, last: date) -> date | None:
    return last if start.day else None


def _unsure(
    held: tuple[Parameter, ...],
    facts: list[Saying],
    start: PartialDate,
    last: date,
    provisional: bool,
) -> Verdict:
    if provisional:
        missing = [lack("limit.lacks_holidays")]
        answer = _one(start, last)
        code = "limit.provisional"
        return unknown(code, *held, missing=missing, facts=facts, day=last, answer=answer)
    missing = [lack("limit.lacks_start_day", known=start)]
    return unknown("limit.start_unknown", *held, missing=missing, facts=facts)


def _end(
    start: PartialDate, spans: tuple[Parameter, ...], convention: Parameter, local: Local
) -> End:
    first, unsure = _last_day(start.earliest, spans, convention, local)
    last, unsure_too = _last_day(start.latest, spans, convention, local)
    return first, last, unsure or unsure_too


def _last_day(
    start: date, spans: tuple[Parameter, ...], convention: Parameter, local: Local
) -> tuple[date, bool]:
    day_before = start - timedelta(days=convention.text == SAME_DAY)
    span = sum(each.whole for each in spans)
    if spans[0].declared.unit is ParameterUnit.WORKING_DAYS:
        found = local.calendar.deadline(day_before, span)
        return found.day, found.provisional
    return day_before + timedelta(days=span), False
