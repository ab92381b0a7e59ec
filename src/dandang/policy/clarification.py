"""澄清: starting the clarification of a false report, the forms that go together, its scope."""

from datetime import date

from dandang.career.field import Absent, Field
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, all_of, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, text, texts, yes_no

DOCUMENT = "clarifying_false_reports"
FORMS = "clarifying_false_reports.forms"
TOGETHER = "clarifying_false_reports.together_with_written"
STARTS = "clarifying_false_reports.starts"
CASES = "clarifying_false_reports.cases"
ONLY = "clarifying_false_reports.only_the_matter"
DUTY = "administrative_sanctions_law.false_report_cleared"
WRITTEN = "书面"


@rule(
    "clarification.forms",
    zh="澄清的方式",
    en="the forms of a clarification",
    document=DOCUMENT,
    parameters=(FORMS, TOGETHER),
)
def forms(chosen: Field[tuple[str, ...]], *, on: date, local: Local) -> Verdict:
    """Met when the forms are among the known ones and go with a written one where they must."""
    known, together = value(FORMS, on, local), value(TOGETHER, on, local)
    if isinstance(chosen, Absent):
        return unknown("clarification.forms_unknown", known, missing=[lack("clarification.form")])
    facts = [fact("clarification.chosen", forms=chosen)]
    if other := tuple(each for each in chosen if each not in known.words):
        return not_met("clarification.no_such_form", known, facts=facts, forms=other)
    if WRITTEN in chosen or not set(chosen) & set(together.words):
        return met("clarification.forms_fit", known, together, facts=facts)
    return not_met("clarification.written_too", known, together, facts=facts)


@rule(
    "clarification.starting",
    zh="澄清的启动",
    en="the start of a clarification",
    document=DOCUMENT,
    parameters=(STARTS, CASES, DUTY),
)
def starting(
    false: bool | None,
    case: str | None,
    start: str | None,
    consent: bool | None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when the report proved false, did harm of a known kind, and the person agrees.

    It is started by the handling department or on the person's written request.
    """
    return all_of(
        _false(false, on, local),
        _listed(CASES, case, on, local),
        _listed(STARTS, start, on, local),
        _agreed(consent),
    )


def _false(false: bool | None, on: date, local: Local) -> Verdict:
    duty = value(DUTY, on, local)
    if false is None:
        return unknown("clarification.not_verified", duty, missing=[lack("clarification.result")])
    if false:
        return met("clarification.proved_false", duty)
    return not_met("clarification.not_false", duty)


def _listed(id: str, said: str | None, on: date, local: Local) -> Verdict:
    known = value(id, on, local)
    name = known.declared.zh
    if said is None:
        missing = [lack("clarification.not_told", name=name)]
        return unknown("clarification.open", known, missing=missing, name=name)
    say = met if said in known.words else not_met
    code = "clarification.listed" if said in known.words else "clarification.not_listed"
    return say(code, known, name=name, said=said)


def _agreed(consent: bool | None) -> Verdict:
    if consent is None:
        return unknown("clarification.not_asked", missing=[lack("clarification.consent")])
    say = met if consent else not_met
    return say("clarification.agreed" if consent else "clarification.declined")


@rule(
    "clarification.scope",
    zh="澄清的范围",
    en="the scope of a clarification",
    document=DOCUMENT,
    parameters=(ONLY,),
)
def scope(overall: bool | None, *, on: date, local: Local) -> Verdict:
    """Met when only the matter that proved false is clarified, without a verdict on the person."""
    only = value(ONLY, on, local)
    if overall is None:
        return unknown("clarification.scope_unknown", only, missing=[lack("clarification.content")])
    say = not_met if overall else met
    return say("clarification.too_wide" if overall else "clarification.only_the_matter", only)


CHOSEN = Word("澄清方式", texts)
FALSE = Word("查核属失实", yes_no)
CASE = Word("情形", text)
START = Word("启动方式", text)
CONSENT = Word("本人同意", yes_no)
OVERALL = Word("作全面评价", yes_no)


@question("澄清方式是否合规", en="Do the forms of a clarification fit", words=(CHOSEN,))
def _forms(facts: Facts, on: date, local: Local) -> Verdict:
    return forms(facts.of(CHOSEN), on=on, local=local)


@question(
    "是否应当启动澄清",
    en="Should a clarification be started",
    words=(FALSE, CASE, START, CONSENT),
)
def _starting(facts: Facts, on: date, local: Local) -> Verdict:
    false, case = facts.known(FALSE), facts.known(CASE)
    start, consent = facts.known(START), facts.known(CONSENT)
    return starting(false, case, start, consent, on=on, local=local)


@question("澄清的范围是否合规", en="Is the scope of a clarification right", words=(OVERALL,))
def _scope(facts: Facts, on: date, local: Local) -> Verdict:
    return scope(facts.known(OVERALL), on=on, local=local)
