"""Whether impact periods stand against a promotion, a move or a rise."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from dandang.career.career import Career
from dandang.career.field import Absent, Field
from dandang.policy.career_words import AUTHORITY, REGIME
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.questions import question
from dandang.policy.restraints.imposed import (
    IMPOSED,
    Imposed,
    decided_by,
    imposed_in,
    imposed_on_file,
)
from dandang.policy.restraints.period import Bounds, by_family, counted, facts_of
from dandang.policy.restraints.spans import NO_LEADING_POST, SPAN_PARAMETERS, shorter
from dandang.policy.rules import Ruled, Subject, rule_of_person
from dandang.policy.verdict import Saying, Verdict, all_of, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, term, yes_no
from dandang.terms.restraints import Advance, Restraint, RestraintFamily

WEIGHTIER = "party_discipline.weightier_post_barred"
RANK_HOLDER = "party_discipline.rank_holder_promoted"
FROZEN = "administrative_sanctions_law.frozen"
RISES = "levels_of_posts_and_ranks.frozen_by_period"
RANK_BARS = "posts_and_ranks.bars_to_rank"
VETTING_BARS = "selection_of_leading_cadres.bars_to_vetting"
ADMONISHED = "reminder_inquiry_admonition.admonition_bars"

WARNINGS = frozenset(
    {
        Restraint.PARTY_WARNING,
        Restraint.PARTY_SERIOUS_WARNING,
        Restraint.PARTY_SERIOUS_WARNING_INSTEAD,
    }
)
RESIGNED = frozenset({Restraint.ORDERED_RESIGNATION, Restraint.DISCHARGE})
RISING = frozenset({Advance.RANK, Advance.LEVEL})
# What a text calls the step that is meant.
_ADMONITION_WORDS: Mapping[Advance, str] = {
    Advance.PROMOTION: "提拔",
    Advance.LEADING_POST: "提拔",
    Advance.WEIGHTIER_POST: "重用",
}
_RISE_WORDS: Mapping[Advance, str] = {Advance.RANK: "职级", Advance.LEVEL: "级别"}


class Bar(NamedTuple):
    """Whether a restraint stands against a step while its period runs, and by what."""

    stands: bool | None
    parameters: tuple[Parameter, ...] = ()


@rule_of_person(
    "restraints.advance",
    zh="处理处分是否影响提拔使用和晋升",
    en="whether restraints stand against an advance",
    document="party_discipline",
    parameters=(
        *SPAN_PARAMETERS,
        NO_LEADING_POST,
        WEIGHTIER,
        RANK_HOLDER,
        FROZEN,
        RISES,
        RANK_BARS,
        VETTING_BARS,
        ADMONISHED,
    ),
)
def advance(
    person: Ruled,
    imposed: Field[tuple[Imposed, ...]],
    step: Advance,
    harmless: bool | None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when no impact period stands against the step on the day.

    Once a period is over the authority still has to find that it does not affect the use of the
    cadre (`harmless`): nothing is released by the calendar alone.
    """
    if imposed is Absent.UNKNOWN:
        return unknown("restraints.not_told", missing=[lack("restraints.any_restraint")])
    so_far = () if isinstance(imposed, Absent) else decided_by(imposed, on)
    if not so_far:
        return met("restraints.none")
    parts = [part for held in by_family(so_far) for part in _family(held, step, on=on, local=local)]
    return all_of(*parts, _found_harmless(step, harmless, on, local))


def _family(
    held: tuple[Imposed, ...], step: Advance, *, on: date, local: Local
) -> Iterator[Verdict]:
    if any(one.kind is Restraint.DISMISSAL for one in held):
        yield not_met("restraints.dismissed")
        return
    found, missing = counted(held, local)
    if missing:
        yield unknown("restraints.not_countable", missing=missing, family=held[0].kind.family)
    yield from (_one(each, step, on, local) for each in found)


def _one(each: Bounds, step: Advance, on: date, local: Local) -> Verdict:
    each, used = _as_it_concerns(each, step, local)
    span = each.late
    values: dict[str, Any] = {"kind": span.imposed.kind, "step": step, "last": span.last_day}
    over, facts = each.over(on), facts_of(span)
    if over:
        return met("restraints.no_longer", *used, facts=facts, **values)
    bar = _bar(each, step, on, local)
    used = (*used, *bar.parameters)
    if bar.stands is False:
        return met("restraints.does_not_stand_against", *used, facts=facts, **values)
    if over is None:
        missing = [lack("restraints.day_of_decision", kind=span.imposed.kind)]
        first = each.early.last_day
        return unknown("restraints.border", *used, missing=missing, first=first, **values)
    if bar.stands is None:
        open_point = _open_point(span.imposed.kind)
        return unknown("restraints.undecided", *used, missing=[open_point], facts=facts, **values)
    return not_met("restraints.stands_against", *used, facts=facts, **values)


def _as_it_concerns(
    each: Bounds, step: Advance, local: Local
) -> tuple[Bounds, tuple[Parameter, ...]]:
    """The period as it concerns a step: who resigned or was discharged may lead again earlier."""
    kind = each.late.imposed.kind
    if kind not in RESIGNED or step not in {Advance.LEADING_POST, Advance.WEIGHTIER_POST}:
        return each, each.late.parameters
    months = value(NO_LEADING_POST, each.early.first_day, local)
    cut = (replace(span, last_day=shorter(span, months, local)) for span in each)
    return Bounds(*cut), (months,)


def _bar(each: Bounds, step: Advance, on: date, local: Local) -> Bar:
    kind = each.late.imposed.kind
    if kind is Restraint.SUSPENSION:
        return Bar(None)
    if step in RISING:
        return _rising(kind, step, on, local)
    if kind.family is RestraintFamily.ADMONITION:
        words = value(ADMONISHED, on, local)
        return Bar(_ADMONITION_WORDS[step] in words.words, (words,))
    if step is Advance.WEIGHTIER_POST:
        return _weightier(each, on, local)
    if kind.family is RestraintFamily.ADMINISTRATIVE:
        words = value(FROZEN, on, local)
        return Bar("职务" in words.words, (words,))
    if step is Advance.LEADING_POST and kind in WARNINGS:
        promoted = value(RANK_HOLDER, on, local)
        return Bar(promoted.flag, (promoted,))
    return Bar(True)


def _rising(kind: Restraint, step: Advance, on: date, local: Local) -> Bar:
    words = value(RISES, on, local)
    used = [words, value(RANK_BARS, on, local)] if step is Advance.RANK else [words]
    if kind.family is RestraintFamily.ADMINISTRATIVE:
        used.append(value(FROZEN, on, local))
    return Bar(_RISE_WORDS[step] in words.words, tuple(used))


def _weightier(each: Bounds, on: date, local: Local) -> Bar:
    """A move on the same level: barred by the party's text of the day, unsettled for older warnings."""
    kind = each.late.imposed.kind
    if kind in WARNINGS:
        now = value(WEIGHTIER, on, local)
        then = value(WEIGHTIER, each.late.first_day, local)
        return Bar(None if now.flag and not then.flag else now.flag, (now,))
    return Bar(kind.family is RestraintFamily.PARTY or kind in RESIGNED)


def _open_point(kind: Restraint) -> Saying:
    if kind is Restraint.SUSPENSION:
        return lack("restraints.result_of_suspension")
    return lack("restraints.older_text")


def _found_harmless(step: Advance, harmless: bool | None, on: date, local: Local) -> Verdict:
    basis = value(RANK_BARS if step in RISING else VETTING_BARS, on, local)
    if harmless is None:
        return unknown("restraints.not_judged", basis, missing=[lack("restraints.judgement")])
    say = met if harmless else not_met
    return say("restraints.harmless" if harmless else "restraints.harmful", basis)


STEP = Word("拟办事项", term(Advance))
HARMLESS = Word("组织认定不影响使用", yes_no)


@question(
    "处理处分是否影响提拔使用和晋升",
    en="Do restraints stand against an advance",
    words=(REGIME, AUTHORITY, IMPOSED, STEP, HARMLESS),
)
def _advance(facts: Facts, on: date, local: Local) -> Verdict:
    return _of_facts(facts, facts.needed(STEP), on, local)


def _of_career(career: Career, step: Advance, on: date, local: Local) -> Verdict:
    imposed, missing = imposed_on_file(career)
    verdict = advance(career, imposed, step, None, on=on, local=local)
    if missing:
        return all_of(unknown("restraints.kind_unclear", missing=missing), verdict)
    return verdict


@question(
    "现在提拔是否受处理处分影响",
    en="Do restraints stand against a promotion now",
    words=(REGIME, AUTHORITY, IMPOSED, HARMLESS),
    of_career=lambda career, on, local: _of_career(career, Advance.PROMOTION, on, local),
)
def _promotion(facts: Facts, on: date, local: Local) -> Verdict:
    return _of_facts(facts, Advance.PROMOTION, on, local)


@question(
    "现在晋升职级是否受处理处分影响",
    en="Do restraints stand against a rise in rank now",
    words=(REGIME, AUTHORITY, IMPOSED, HARMLESS),
    of_career=lambda career, on, local: _of_career(career, Advance.RANK, on, local),
)
def _rise_in_rank(facts: Facts, on: date, local: Local) -> Verdict:
    return _of_facts(facts, Advance.RANK, on, local)


def _of_facts(facts: Facts, step: Advance, on: date, local: Local) -> Verdict:
    person = Subject(facts.needed(REGIME), facts.needed(AUTHORITY))
    return advance(person, imposed_in(facts), step, facts.known(HARMLESS), on=on, local=local)
