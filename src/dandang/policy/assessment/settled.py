"""补定等次 after a case is closed, and the grade of whoever refuses to be assessed."""

from datetime import date

from dandang.policy.assessment.circumstances import DOCUMENT, limit_named
from dandang.policy.assessment.words import PERSON, subject_of
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import Subject, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown, waived
from dandang.policy.words import Facts, Word, text, yes_no

MADE_UP_FOR = f"{DOCUMENT}.made_up_for"
REFUSAL = f"{DOCUMENT}.refusal"

RESULT = Word("结案处理", text)
REFUSED = Word("经教育仍拒绝参加", yes_no)
REASON = Word("有正当理由", yes_no)


@rule_of_person(
    "assessment.made_up",
    zh="结案后补定等次",
    en="A grade made up after the case",
    document=DOCUMENT,
    parameters=(MADE_UP_FOR,),
)
def made_up(person: Subject, result: str | None, *, on: date, local: Local) -> Verdict:
    """Met when the case ended without a sanction or with the lightest one; unknown while it is open."""
    results = value(MADE_UP_FOR, on, local)
    if result is None:
        missing = [lack("assessment.result_of_case")]
        return unknown("assessment.case_not_closed", results, missing=missing)
    facts = [fact("assessment.case_closed", result=result)]
    if result in results.words:
        return met("assessment.made_up", results, facts=facts)
    return not_met("assessment.not_made_up", results, facts=facts)


@question("结案后能否补定等次", en="Is the grade made up after the case", words=(*PERSON, RESULT))
def _made_up(facts: Facts, on: date, local: Local) -> Verdict:
    return made_up(subject_of(facts), facts.known(RESULT), on=on, local=local)


@rule_of_person(
    "assessment.refusal",
    zh="拒绝参加考核的等次",
    en="The grade of whoever refuses",
    document=DOCUMENT,
    parameters=(REFUSAL,),
)
def refusal(
    person: Subject, refused: bool | None, reason: bool | None, *, on: date, local: Local
) -> Verdict:
    """Met, with the grade, when a person without good reason refuses even after being reasoned with."""
    rule = value(REFUSAL, on, local)
    if refused is False:
        return waived("assessment.not_refused", rule)
    if reason is True:
        return waived("assessment.reason_for_refusal", rule)
    if refused is None or reason is None:
        missing = []
        if refused is None:
            missing.append(lack("assessment.record_of_refusal"))
        if reason is None:
            missing.append(lack("assessment.ground_of_refusal"))
        return unknown("assessment.refusal_unclear", rule, missing=missing)
    return met("assessment.refused", rule, answer=limit_named(rule.text))


@question(
    "拒绝参加年度考核的如何定等次",
    en="What grade for refusing to be assessed",
    words=(*PERSON, REFUSED, REASON),
)
def _refusal(facts: Facts, on: date, local: Local) -> Verdict:
    refused, reason = facts.known(REFUSED), facts.known(REASON)
    return refusal(subject_of(facts), refused, reason, on=on, local=local)
