"""Easing the grassroots (为基层减负): caps on documents, meetings, speeches and checks."""

from datetime import date

from dandang.policy.parameters import Local, value
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, all_of, fact, lack, met, not_met, unknown

DOCUMENT = "easing_the_grassroots"


def _id(code: str) -> str:
    return f"{DOCUMENT}.{code}"


@rule(
    "burden.length",
    zh="文件篇幅",
    en="length of a document",
    document=DOCUMENT,
    parameters=(_id("general_length"), _id("special_length")),
)
def length(*, characters: int | None, special: bool | None, on: date, local: Local) -> Verdict:
    """Whether a document is short enough: less for one that deploys a special task (`special`)."""
    if characters is None:
        return unknown("burden.length_unknown", missing=[lack("burden.lacks_length")])
    general = value(_id("general_length"), on, local)
    narrow = value(_id("special_length"), on, local)
    said = [fact("burden.characters", count=characters)]
    if special is None and narrow.whole < characters <= general.whole:
        missing = [lack("burden.lacks_kind")]
        return unknown("burden.length_unknown", general, narrow, missing=missing, facts=said)
    # Where the kind is not known, it makes no difference here: both caps answer alike.
    cap = narrow if special else general
    answer = met if characters <= cap.whole else not_met
    code = "burden.short_enough" if answer is met else "burden.too_long"
    return answer(code, cap, facts=said, cap=cap.whole, answer=cap.whole)


@rule(
    "burden.documents",
    zh="全年发文数只减不增",
    en="documents of a year do not grow",
    document=DOCUMENT,
    parameters=(_id("fewer_than_last_year"),),
)
def documents(
    *, this_year: int | None, last_year: int | None, explained: bool, on: date, local: Local
) -> Verdict:
    """Whether an office issues no more documents than last year, or has explained why in writing."""
    if this_year is None or last_year is None:
        missing = [lack("burden.lacks_documents")]
        return unknown("burden.documents_unknown", missing=missing)
    allowed = value(_id("fewer_than_last_year"), on, local)
    facts = [fact("burden.counts", this_year=this_year, last_year=last_year)]
    more = this_year - last_year
    if more <= allowed.whole:
        return met("burden.no_more_documents", allowed, facts=facts)
    if explained:
        facts.append(fact("burden.explained"))
        return met("burden.more_but_explained", allowed, facts=facts, more=more)
    return not_met("burden.more_documents", allowed, facts=facts, more=more)


@rule(
    "burden.meetings",
    zh="同一系统综合性会议次数",
    en="comprehensive meetings of one system",
    document=DOCUMENT,
    parameters=(_id("comprehensive_meetings"),),
)
def meetings(*, held: int | None, on: date, local: Local) -> Verdict:
    """Whether one more comprehensive meeting (综合性会议) may be held, after `held` this year."""
    if held is None:
        return unknown("burden.meetings_unknown", missing=[lack("burden.lacks_meetings")])
    cap = value(_id("comprehensive_meetings"), on, local)
    facts = [fact("burden.meetings_held", count=held)]
    answer = met if held < cap.whole else not_met
    code = "burden.one_more_meeting" if answer is met else "burden.no_more_meetings"
    return answer(code, cap, facts=facts, cap=cap.whole, answer=cap.whole)


@rule(
    "burden.speech",
    zh="主要讲话时长",
    en="length of the main speech",
    document=DOCUMENT,
    parameters=(_id("main_speech"),),
)
def speech(*, minutes: int | None, on: date, local: Local) -> Verdict:
    """Whether the main speech of a meeting is short enough."""
    if minutes is None:
        return unknown("burden.speech_unknown", missing=[lack("burden.lacks_speech")])
    cap = value(_id("main_speech"), on, local)
    facts = [fact("burden.minutes", minutes=minutes)]
    answer = met if minutes <= cap.whole * 60 else not_met
    code = "burden.speech_in_time" if answer is met else "burden.speech_too_long"
    return answer(code, cap, facts=facts, hours=cap.whole)


@rule(
    "burden.check",
    zh="督查检查考核的计划与项数",
    en="plan and number of inspections and assessments",
    document=DOCUMENT,
    parameters=(_id("checks_planned"), _id("checks_a_year")),
)
def check(*, planned: bool | None, held: int | None, on: date, local: Local) -> Verdict:
    """Whether an office may hold one more inspection: planned and filed, and not above the number."""
    return all_of(_planned(planned, on, local), _few_enough(held, on, local))


def _planned(planned: bool | None, on: date, local: Local) -> Verdict:
    if planned is None:
        return unknown("burden.plan_unknown", missing=[lack("burden.lacks_plan")])
    asked = value(_id("checks_planned"), on, local)
    facts = [fact("burden.in_plan") if planned else fact("burden.not_in_plan")]
    answer = met if planned else not_met
    return answer("burden.planned" if planned else "burden.unplanned", asked, facts=facts)


def _few_enough(held: int | None, on: date, local: Local) -> Verdict:
    if held is None:
        return unknown("burden.checks_unknown", missing=[lack("burden.lacks_checks")])
    cap = value(_id("checks_a_year"), on, local)
    facts = [fact("burden.checks_held", count=held)]
    answer = met if held < cap.whole else not_met
    code = "burden.one_more_check" if answer is met else "burden.no_more_checks"
    return answer(code, cap, facts=facts, cap=cap.whole)


@rule(
    "burden.issue",
    zh="发文前作一致性评估",
    en="consistency review before issue",
    document=DOCUMENT,
    parameters=(_id("consistency_review"),),
)
def reviewed(*, reviewed: bool | None, on: date, local: Local) -> Verdict:
    """Whether a document was reviewed for consistency (一致性评估) before it is issued."""
    if reviewed is None:
        return unknown("burden.review_unknown", missing=[lack("burden.lacks_review")])
    asked = value(_id("consistency_review"), on, local)
    answer = met if reviewed else not_met
    return answer("burden.reviewed" if reviewed else "burden.not_reviewed", asked)
