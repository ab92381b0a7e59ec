"""复审、复核 of an administrative sanction (政务处分): its clocks, and that it suspends nothing."""

from collections.abc import Mapping
from datetime import date

from dandang.career.field import Field
from dandang.days import PartialDate
from dandang.policy.clocks import CLOCK_PARAMETERS, kept
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, day, partial, term, yes_no
from dandang.terms.restraints import RemedyStep

DOCUMENT = "administrative_sanctions_law"
SUSPENDS = "administrative_sanctions_law.review_suspends"
CLOCKS: Mapping[RemedyStep, str] = {
    RemedyStep.SANCTION_REVIEW_ASKED: "administrative_sanctions_law.review_asked_months",
    RemedyStep.SANCTION_REVIEW_DECIDED: "administrative_sanctions_law.review_decided_months",
    RemedyStep.SECOND_REVIEW_ASKED: "administrative_sanctions_law.second_review_asked_months",
    RemedyStep.SECOND_REVIEW_DECIDED: "administrative_sanctions_law.second_review_decided_months",
}


@rule(
    "remedies.supervision",
    zh="政务处分复审、复核的期限",
    en="the time limits of reviewing an administrative sanction",
    document=DOCUMENT,
    parameters=(*CLOCKS.values(), *CLOCK_PARAMETERS),
)
def supervision(
    step: RemedyStep, start: Field[PartialDate], done: Field[date], *, on: date, local: Local
) -> Verdict:
    """Met when the step was taken in time, or time is left; the answer is the last day."""
    begins = lack("remedies.runs_from", step=step)
    return kept(CLOCKS[step], start, done, begins=begins, on=on, local=local)


@rule(
    "remedies.sanction_stands",
    zh="复审、复核期间是否停止执行处分",
    en="whether reviewing a sanction suspends it",
    document=DOCUMENT,
    parameters=(SUSPENDS,),
)
def sanction_stands(asked: bool | None, *, on: date, local: Local) -> Verdict:
    """Met when the sanction is suspended, not met while it goes on being carried out."""
    if asked is None:
        return unknown("remedies.not_told", missing=[lack("remedies.asked")])
    suspends = value(SUSPENDS, on, local)
    say = met if asked and suspends.flag else not_met
    return say("remedies.suspended" if say is met else "remedies.goes_on", suspends)


STEP = Word("环节", term(RemedyStep))
START = Word("起算日", partial)
DONE = Word("办理日", day)
ASKED = Word("已申请救济", yes_no)


@question(
    "政务处分复审、复核是否在期限内",
    en="Is the review of an administrative sanction in time",
    words=(STEP, START, DONE),
)
def _supervision(facts: Facts, on: date, local: Local) -> Verdict:
    step, start = facts.needed(STEP), facts.of(START)
    return supervision(step, start, facts.of(DONE), on=on, local=local)


@question(
    "复审、复核期间是否停止执行处分", en="Does reviewing a sanction suspend it", words=(ASKED,)
)
def _sanction_stands(facts: Facts, on: date, local: Local) -> Verdict:
    return sanction_stands(facts.known(ASKED), on=on, local=local)
