"""复核、申诉 of a civil servant: their clocks, and that they suspend nothing."""

from collections.abc import Mapping
from datetime import date

from dandang.career.field import Field
from dandang.days import PartialDate
from dandang.policy.career_words import AUTHORITY, REGIME
from dandang.policy.clocks import CLOCK_PARAMETERS, kept
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.remedies.supervision import ASKED, DONE, START, STEP
from dandang.policy.rules import Subject, rule_of_person
from dandang.policy.verdict import Verdict, lack, met, not_met, unknown
from dandang.policy.words import Facts
from dandang.terms.restraints import RemedyStep

DOCUMENT = "civil_servants_law"
APPEAL_DECIDED = "civil_servants_law.appeal_decided_days"
NOT_SUSPENDED = "civil_servants_law.not_suspended"
# The clock of each step, and the numbers of its table.
CLOCKS: Mapping[RemedyStep, tuple[str, tuple[str, ...]]] = {
    RemedyStep.REVIEW_ASKED: ("civil_servants_law.review_asked_days", ()),
    RemedyStep.REVIEW_DECIDED: ("civil_servants_law.review_decided_days", ()),
    RemedyStep.APPEAL_DIRECT: ("civil_servants_law.appeal_direct_days", ()),
    RemedyStep.APPEAL_AFTER_REVIEW: ("civil_servants_law.appeal_after_review_days", ()),
    RemedyStep.APPEAL_DECIDED: (APPEAL_DECIDED, ("一般",)),
    RemedyStep.APPEAL_EXTENDED: (APPEAL_DECIDED, ("一般", "延长")),
}


@rule_of_person(
    "remedies.civil_service",
    zh="公务员复核、申诉的期限",
    en="the time limits of a civil servant's review and appeal",
    document=DOCUMENT,
    parameters=(*dict.fromkeys(id for id, _ in CLOCKS.values()), *CLOCK_PARAMETERS),
)
def civil_service(
    person: Subject,
    step: RemedyStep,
    start: Field[PartialDate],
    done: Field[date],
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when the step was taken in time, or time is left; the answer is the last day.

    It runs from the day the person learnt of the decision, or the organ received the request.
    """
    id, keys = CLOCKS[step]
    begins = lack("remedies.runs_from", step=step)
    return kept(id, start, done, begins=begins, on=on, local=local, keys=keys)


@rule_of_person(
    "remedies.decision_stands",
    zh="复核、申诉期间是否停止执行人事处理",
    en="whether a review or an appeal suspends the decision",
    document=DOCUMENT,
    parameters=(NOT_SUSPENDED,),
)
def decision_stands(person: Subject, asked: bool | None, *, on: date, local: Local) -> Verdict:
    """Met when the decision is suspended, not met while it goes on being carried out."""
    if asked is None:
        return unknown("remedies.not_told", missing=[lack("remedies.asked")])
    stands = value(NOT_SUSPENDED, on, local)
    say = not_met if not asked or stands.flag else met
    return say("remedies.suspended" if say is met else "remedies.goes_on", stands)


@question(
    "公务员复核、申诉是否在期限内",
    en="Is a civil servant's review or appeal in time",
    words=(REGIME, AUTHORITY, STEP, START, DONE),
)
def _civil_service(facts: Facts, on: date, local: Local) -> Verdict:
    person = Subject(facts.needed(REGIME), facts.needed(AUTHORITY))
    step, start = facts.needed(STEP), facts.of(START)
    return civil_service(person, step, start, facts.of(DONE), on=on, local=local)


@question(
    "复核、申诉期间是否停止执行人事处理",
    en="Does a review or an appeal suspend the decision",
    words=(REGIME, AUTHORITY, ASKED),
)
def _decision_stands(facts: Facts, on: date, local: Local) -> Verdict:
    person = Subject(facts.needed(REGIME), facts.needed(AUTHORITY))
    return decision_stands(person, facts.known(ASKED), on=on, local=local)
