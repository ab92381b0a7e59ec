"""What an open investigation (立案审查) freezes."""

from collections.abc import Mapping
from datetime import date

from dandang.career.career import Career
from dandang.policy.career_words import AUTHORITY, REGIME
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.questions import question
from dandang.policy.rules import Subject, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, term, yes_no
from dandang.terms.people import StatusKind
from dandang.terms.restraints import FrozenStep

FROZEN = "administrative_sanctions_law.frozen_by_case"
CONSENT = "administrative_sanctions_law.consent_while_case"
RANK_BARS = "posts_and_ranks.bars_to_rank"

# What the law calls the steps.
_WORDS: Mapping[FrozenStep, str] = {
    FrozenStep.MOVE: "交流",
    FrozenStep.PROMOTION: "晋升",
    FrozenStep.RANK: "晋升",
    FrozenStep.REWARD: "奖励",
    FrozenStep.SANCTION: "处分",
    FrozenStep.RETIREMENT: "退休",
    FrozenStep.EXIT: "出境",
    FrozenStep.RESIGNATION: "辞职",
    FrozenStep.TRAINING: "培训",
}


@rule_of_person(
    "restraints.freezing",
    zh="立案审查期间可否办理",
    en="whether an open investigation freezes a step",
    document="administrative_sanctions_law",
    parameters=(FROZEN, CONSENT, RANK_BARS),
)
def freezing(
    person: Subject,
    open_case: bool | None,
    step: FrozenStep,
    consent: bool | None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when no open investigation freezes the step, or the supervisory organ consents to it."""
    if open_case is None:
        return unknown("restraints.case_not_told", missing=[lack("restraints.any_case")])
    if not open_case:
        return met("restraints.no_case")
    facts = [fact("restraints.case_is_open")]
    frozen, asking = value(FROZEN, on, local), value(CONSENT, on, local)
    word = _WORDS[step]
    if word in frozen.words:
        used = (frozen, value(RANK_BARS, on, local)) if step is FrozenStep.RANK else (frozen,)
        return not_met("restraints.frozen", *used, facts=facts, step=step)
    if word not in asking.words:
        return met("restraints.not_frozen", frozen, asking, facts=facts, step=step)
    if consent is None:
        missing = [lack("restraints.consent", step=step)]
        return unknown("restraints.consent_needed", asking, missing=missing, facts=facts, step=step)
    say = met if consent else not_met
    code = "restraints.consent_given" if consent else "restraints.consent_refused"
    return say(code, asking, facts=facts, step=step)


@rule_of_person(
    "restraints.frozen_steps",
    zh="现在是否因立案审查冻结",
    en="whether an open investigation freezes anything now",
    document="administrative_sanctions_law",
    parameters=(FROZEN, CONSENT),
)
def frozen_steps(
    person: Subject | Career, open_case: bool | None, *, on: date, local: Local
) -> Verdict:
    """Met when nothing is frozen; the answer is what is frozen, and what only with consent."""
    if open_case is None:
        return unknown("restraints.case_not_told", missing=[lack("restraints.any_case")])
    if not open_case:
        return met("restraints.no_case")
    used: tuple[Parameter, ...] = (value(FROZEN, on, local), value(CONSENT, on, local))
    frozen, asking = (each.words for each in used)
    return not_met(
        "restraints.all_frozen",
        *used,
        facts=[fact("restraints.case_is_open")],
        answer=(*frozen, *asking),
        frozen=frozen,
        asking=asking,
    )


OPEN_CASE = Word("立案审查", yes_no)
STEP = Word("拟办事项", term(FrozenStep))
CONSENTS = Word("监察机关同意", yes_no)


@question(
    "立案审查期间可否办理",
    en="May a step be taken while an investigation is open",
    words=(REGIME, AUTHORITY, OPEN_CASE, STEP, CONSENTS),
)
def _freezing(facts: Facts, on: date, local: Local) -> Verdict:
    person = Subject(facts.needed(REGIME), facts.needed(AUTHORITY))
    open_case, consent = facts.known(OPEN_CASE), facts.known(CONSENTS)
    return freezing(person, open_case, facts.needed(STEP), consent, on=on, local=local)


def _frozen_on_file(career: Career, on: date, local: Local) -> Verdict:
    held = any(one.kind is StatusKind.INVESTIGATION for one in career.status_on(on))
    return frozen_steps(career, held, on=on, local=local)


@question(
    "现在是否因立案审查冻结",
    en="Does an open investigation freeze anything now",
    words=(REGIME, AUTHORITY, OPEN_CASE),
    of_career=_frozen_on_file,
)
def _frozen_steps(facts: Facts, on: date, local: Local) -> Verdict:
    person = Subject(facts.needed(REGIME), facts.needed(AUTHORITY))
    return frozen_steps(person, facts.known(OPEN_CASE), on=on, local=local)
