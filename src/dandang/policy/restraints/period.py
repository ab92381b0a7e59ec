"""Whether impact periods are over, and on which day the last of them ends."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from dandang.career.career import Career
from dandang.career.field import Absent, Field
from dandang.days import PartialDate
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.questions import question
from dandang.policy.restraints.imposed import (
    IMPOSED,
    Imposed,
    decided_by,
    imposed_in,
    imposed_on_file,
    lacking,
)
from dandang.policy.restraints.spans import SPAN_PARAMETERS, Span, spans
from dandang.policy.rules import rule
from dandang.policy.verdict import (
    Saying,
    Verdict,
    all_of,
    fact,
    lack,
    met,
    not_met,
    unknown,
    waived,
)
from dandang.policy.words import Facts
from dandang.terms.refusal import Refusal
from dandang.terms.restraints import Restraint, RestraintFamily
from dandang.terms.rules import RuleOutcome

LONGEST = "organisational_treatment.longest_holds"


class Bounds(NamedTuple):
    """A period if it was decided as early, and as late, as what is known of its day allows."""

    early: Span
    late: Span

    @property
    def exact(self) -> bool:
        """Whether the day of the decision is known."""
        return self.early == self.late

    def over(self, on: date) -> bool | None:
        """Whether it has ended before a day; None where the day of the decision is needed."""
        if on > self.late.last_day:
            return True
        return False if on <= self.early.last_day else None


def bounds(imposed: tuple[Imposed, ...], local: Local) -> tuple[Bounds, ...]:
    """The periods of one family, of which nothing may be lacking."""
    early = spans(imposed, _earliest, local)
    return tuple(map(Bounds, early, spans(imposed, _latest, local)))


def counted(
    held: tuple[Imposed, ...], local: Local
) -> tuple[tuple[Bounds, ...], tuple[Saying, ...]]:
    """The periods of one family, or what is missing to count them: facts, or the text of that day."""
    if missing := lacking(held):
        return (), missing
    try:
        return bounds(held, local), ()
    except Refusal as refused:
        if refused.code != "policy.before_first_day":
            raise
        values = {name: refused.values[name] for name in ("document", "on")}
        return (), (lack("restraints.text_of_the_day", **values),)


def by_family(imposed: tuple[Imposed, ...]) -> Iterator[tuple[Imposed, ...]]:
    """The restraints family by family; families without one are left out."""
    for family in RestraintFamily:
        if held := tuple(one for one in imposed if one.kind.family is family):
            yield held


@rule(
    "restraints.period",
    zh="影响期是否已满",
    en="whether the impact periods are over",
    document="party_discipline",
    parameters=(*SPAN_PARAMETERS, LONGEST),
)
def period(imposed: Field[tuple[Imposed, ...]], *, on: date, local: Local) -> Verdict:
    """Met when every impact period has ended before the day; the answer is the last day of the longest.

    Periods of one family of sanctions are added where the rules say so, others run side by side.
    """
    if imposed is Absent.UNKNOWN:
        return unknown("restraints.not_told", missing=[lack("restraints.any_restraint")])
    so_far = () if isinstance(imposed, Absent) else decided_by(imposed, on)
    if not so_far:
        return met("restraints.none")
    whole = all_of(*(part for held in by_family(so_far) for part in _family(held, on, local)))
    days = [part.answer for part in whole.parts if isinstance(part.answer, date)]
    sure = len(days) == sum(part.outcome is not RuleOutcome.WAIVED for part in whole.parts)
    return Verdict(
        whole.outcome,
        missing=whole.missing,
        parts=whole.parts,
        answer=max(days) if days and sure else None,
    )


def _family(held: tuple[Imposed, ...], on: date, local: Local) -> Iterator[Verdict]:
    found, missing = counted(held, local)
    if missing:
        yield unknown("restraints.not_countable", missing=missing, family=held[0].kind.family)
        return
    if any(one.kind is Restraint.DISMISSAL for one in held):
        yield waived("restraints.no_period")
    several = len(found) > 1 and held[0].kind.family is RestraintFamily.TREATMENT
    longest = (value(LONGEST, on, local),) if several else ()
    yield from (_one(each, on, longest) for each in found)


def _one(each: Bounds, on: date, longest: tuple[Parameter, ...]) -> Verdict:
    span = each.late
    used = (*span.parameters, *longest)
    values: dict[str, Any] = {"kind": span.imposed.kind, "last": span.last_day}
    over = each.over(on)
    if over is None:
        missing = [lack("restraints.day_of_decision", kind=span.imposed.kind)]
        first = each.early.last_day
        return unknown("restraints.border", *used, missing=missing, first=first, **values)
    answer = span.last_day if each.exact else None
    say = met if over else not_met
    code = "restraints.over" if over else "restraints.running"
    return say(code, *used, facts=facts_of(span), answer=answer, **values)


def facts_of(span: Span) -> list[Saying]:
    """What a period rests on: the decision, and the rest that was added."""
    told = [fact("restraints.decided", kind=span.imposed.kind, day=span.imposed.decided)]
    if span.rest.months or span.rest.days:
        told.append(fact("restraints.rest", months=span.rest.months, days=span.rest.days))
    if not isinstance(span.imposed.restored, Absent):
        told.append(fact("restraints.restored", day=span.imposed.restored))
    return told


def _earliest(decided: PartialDate) -> date:
    return decided.earliest


def _latest(decided: PartialDate) -> date:
    return decided.latest


def _of_career(career: Career, on: date, local: Local) -> Verdict:
    """The periods of the sanctions and admonitions on file, counted anew from their first days."""
    imposed, missing = imposed_on_file(career)
    verdict = period(imposed, on=on, local=local)
    if missing:
        return all_of(unknown("restraints.kind_unclear", missing=missing), verdict)
    return verdict


@question(
    "影响期是否已满",
    en="Are the impact periods over, and when",
    words=(IMPOSED,),
    of_career=_of_career,
)
def _period(facts: Facts, on: date, local: Local) -> Verdict:
    return period(imposed_in(facts), on=on, local=local)
