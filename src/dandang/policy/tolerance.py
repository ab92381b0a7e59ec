"""容错: the step before accountability: an evidence file and a human decision, never a score."""

from dataclasses import dataclass
from datetime import date

from dandang.career.field import Absent, Field
from dandang.days import PartialDate
from dandang.policy.clocks import CLOCK_PARAMETERS, kept
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.questions import question
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, all_of, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, day, partial, term, terms, text, texts
from dandang.terms.restraints import Side, ToleranceDecision

DOCUMENT = "encouraging_cadres_to_act"
DISTINCTIONS = "encouraging_cadres_to_act.distinctions"
FACTORS = "encouraging_cadres_to_act.factors"
EXCLUSIONS = "encouraging_cadres_to_act.exclusions"
STEPS = "encouraging_cadres_to_act.steps"
BODIES = "encouraging_cadres_to_act.deciding_bodies"
EFFECTS = "encouraging_cadres_to_act.effects"
ACCEPT = "encouraging_cadres_to_act.accept_days"
DECIDE = "encouraging_cadres_to_act.decide_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """容错案卷: sides of the three distinctions in their order, exclusions found, factors with evidence.

    The decision and the body that took it are a human's; nothing here is counted together.
    """

    sides: tuple[Side, ...] = ()
    exclusions: Field[tuple[str, ...]] = Absent.UNKNOWN
    analysed: tuple[str, ...] = ()
    decision: ToleranceDecision | None = None
    body: str | None = None


@rule(
    "tolerance.before_accountability",
    zh="容错前置程序",
    en="the step of tolerance before accountability",
    document=DOCUMENT,
    parameters=(DISTINCTIONS, FACTORS, EXCLUSIONS, BODIES, EFFECTS),
)
def before_accountability(file: EvidenceFile, *, on: date, local: Local) -> Verdict:
    """Met when a body with the power decided, on a whole file, to tolerate or to go lighter.

    Not met where an exclusion is hit, a distinction falls on the other side, or it was refused.
    """
    return all_of(
        _exclusions(file, value(EXCLUSIONS, on, local)),
        _distinctions(file, value(DISTINCTIONS, on, local)),
        _factors(file, value(FACTORS, on, local)),
        _decision(file, value(BODIES, on, local), value(EFFECTS, on, local)),
    )


def _exclusions(file: EvidenceFile, listed: Parameter) -> Verdict:
    if file.exclusions is Absent.UNKNOWN:
        missing = [lack("tolerance.check_of_exclusions")]
        return unknown("tolerance.exclusions_unchecked", listed, missing=missing)
    if isinstance(file.exclusions, Absent):
        return met("tolerance.no_exclusion", listed)
    return not_met("tolerance.excluded", listed, hit=file.exclusions)


def _distinctions(file: EvidenceFile, listed: Parameter) -> Verdict:
    sides = (*file.sides, *(Side.UNCLEAR for _ in listed.words))
    told = list(zip(listed.words, sides, strict=False))
    facts = [fact("tolerance.side", distinction=one, side=side) for one, side in told]
    outside = tuple(one for one, side in told if side is Side.OUTSIDE)
    if outside:
        return not_met("tolerance.outside", listed, facts=facts, outside=outside)
    missing = [
        lack("tolerance.distinction", distinction=one) for one, side in told if side is Side.UNCLEAR
    ]
    if missing:
        return unknown("tolerance.unclear", listed, missing=missing, facts=facts)
    return met("tolerance.distinguished", listed, facts=facts)


def _factors(file: EvidenceFile, listed: Parameter) -> Verdict:
    missing = [
        lack("tolerance.factor", factor=each) for each in listed.words if each not in file.analysed
    ]
    if missing:
        return unknown("tolerance.not_analysed", listed, missing=missing)
    return met("tolerance.analysed", listed)


def _decision(file: EvidenceFile, bodies: Parameter, effects: Parameter) -> Verdict:
    if file.decision is None or file.body is None:
        missing = [lack("tolerance.decision", bodies=bodies.words)]
        return unknown("tolerance.undecided", bodies, missing=missing)
    if file.body not in bodies.words:
        return not_met("tolerance.without_power", bodies, body=file.body, bodies=bodies.words)
    if file.decision is ToleranceDecision.REFUSED:
        return not_met("tolerance.refused", bodies, body=file.body)
    decision = file.decision
    if decision is ToleranceDecision.LIGHTER:
        return met("tolerance.lighter", bodies, body=file.body)
    return met("tolerance.tolerated", bodies, effects, body=file.body, effects=effects.words)


@rule(
    "tolerance.accepting",
    zh="容错申请是否按期受理",
    en="whether a request for tolerance was accepted in time",
    document=DOCUMENT,
    parameters=(ACCEPT, *CLOCK_PARAMETERS),
)
def accepting(asked: Field[PartialDate], done: Field[date], *, on: date, local: Local) -> Verdict:
    """Met when it was accepted or turned down in time, or time is left; the answer is the last day."""
    return kept(ACCEPT, asked, done, begins=lack("tolerance.day_asked"), on=on, local=local)


@rule(
    "tolerance.deciding",
    zh="容错是否按期认定",
    en="whether tolerance was decided in time",
    document=DOCUMENT,
    parameters=(DECIDE, *CLOCK_PARAMETERS),
)
def deciding(accepted: Field[PartialDate], done: Field[date], *, on: date, local: Local) -> Verdict:
    """Met when it was decided in time, or time is left; the answer is the last day."""
    return kept(DECIDE, accepted, done, begins=lack("tolerance.day_accepted"), on=on, local=local)


@rule(
    "tolerance.procedure",
    zh="容错办理的步骤",
    en="the order of steps of tolerance",
    document=DOCUMENT,
    parameters=(STEPS,),
)
def procedure(done: Field[tuple[str, ...]], *, on: date, local: Local) -> Verdict:
    """Met when the steps were taken in their order; the answer is the next one, while there is one."""
    steps = value(STEPS, on, local)
    if done is Absent.UNKNOWN:
        return unknown("tolerance.steps_unknown", steps, missing=[lack("tolerance.steps_taken")])
    taken = () if isinstance(done, Absent) else done
    facts = [fact("tolerance.step_taken", step=each) for each in taken]
    if taken != steps.words[: len(taken)]:
        return not_met("tolerance.out_of_order", steps, facts=facts, steps=steps.words)
    following = steps.words[len(taken) :]
    if not following:
        return met("tolerance.all_taken", steps, facts=facts)
    return met("tolerance.next_step", steps, facts=facts, answer=following[0], step=following[0])


SIDES = Word("三个区分", terms(Side))
HIT = Word("不予容错的情形", texts)
ANALYSED = Word("已有书面分析和证据的方面", texts)
DECISION = Word("认定结论", term(ToleranceDecision))
BODY = Word("认定机关", text)
ASKED = Word("申请日", partial)
ACCEPTED = Word("受理日", partial)
DONE = Word("办理日", day)
TAKEN = Word("已办步骤", texts)


@question(
    "容错前置程序的结论",
    en="What the step of tolerance before accountability says",
    words=(SIDES, HIT, ANALYSED, DECISION, BODY),
)
def _before_accountability(facts: Facts, on: date, local: Local) -> Verdict:
    file = EvidenceFile(
        sides=facts.known(SIDES) or (),
        exclusions=facts.of(HIT),
        analysed=facts.known(ANALYSED) or (),
        decision=facts.known(DECISION),
        body=facts.known(BODY),
    )
    return before_accountability(file, on=on, local=local)


@question(
    "容错申请是否按期受理",
    en="Was a request for tolerance accepted in time",
    words=(ASKED, DONE),
)
def _accepting(facts: Facts, on: date, local: Local) -> Verdict:
    return accepting(facts.of(ASKED), facts.of(DONE), on=on, local=local)


@question("容错是否按期认定", en="Was tolerance decided in time", words=(ACCEPTED, DONE))
def _deciding(facts: Facts, on: date, local: Local) -> Verdict:
    return deciding(facts.of(ACCEPTED), facts.of(DONE), on=on, local=local)


@question("容错办理到哪一步", en="Which step of tolerance comes next", words=(TAKEN,))
def _procedure(facts: Facts, on: date, local: Local) -> Verdict:
    return procedure(facts.of(TAKEN), on=on, local=local)
