"""Impact periods in days: how long each lasts, and what of an old one is added to a new one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dandang.career.field import Absent
from dandang.days import PartialDate
from dandang.days.corresponding import corresponding_day, last_day_of_months
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.restraints.imposed import ADDING, Imposed
from dandang.terms.refusal import Refusal
from dandang.terms.restraints import Restraint, RestraintFamily

LENGTHS: Mapping[Restraint, str] = {
    Restraint.PARTY_WARNING: "party_discipline.warning_months",
    Restraint.PARTY_SERIOUS_WARNING: "party_discipline.serious_warning_months",
    Restraint.PARTY_SERIOUS_WARNING_INSTEAD: "party_discipline.removal_without_post_months",
    Restraint.PARTY_REMOVAL: "party_discipline.removal_months",
    Restraint.PARTY_PROBATION: "party_discipline.after_probation_months",
    Restraint.PARTY_EXPULSION: "party_discipline.expulsion_years",
    Restraint.WARNING: "administrative_sanctions_law.warning_months",
    Restraint.DEMERIT: "administrative_sanctions_law.demerit_months",
    Restraint.SERIOUS_DEMERIT: "administrative_sanctions_law.serious_demerit_months",
    Restraint.DEMOTION: "administrative_sanctions_law.demotion_months",
    Restraint.REMOVAL: "administrative_sanctions_law.removal_months",
    Restraint.SUSPENSION: "organisational_treatment.suspension_most_months",
    Restraint.POST_ADJUSTED: "organisational_treatment.post_adjusted_months",
    Restraint.ORDERED_RESIGNATION: "organisational_treatment.no_higher_post_months",
    Restraint.DISCHARGE: "organisational_treatment.no_higher_post_months",
    Restraint.DEMOTED: "organisational_treatment.demoted_months",
    Restraint.ADMONITION: "reminder_inquiry_admonition.admonition_months",
}
PROBATIONS = "party_discipline.probation_months"
PARTY_ADDS = "party_discipline.rest_added"
MOST = "sanctions_of_administrative_civil_servants.rest_added_most_months"
NO_LEADING_POST = "organisational_treatment.no_leading_post_months"
PERIOD_END = "party_discipline.period_end"
SPAN_PARAMETERS = (*dict.fromkeys(LENGTHS.values()), PROBATIONS, PARTY_ADDS, MOST, PERIOD_END)

Pick = Callable[[PartialDate], date]


@dataclass(frozen=True, slots=True)
class Rest:
    """剩余影响期: whole months, and the days over."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """影响期: from the day of the decision to its last day (both counted), and what it rests on.

    `rest` is what it took over from the period that was running when it was decided.
    """

    imposed: Imposed
    first_day: date
    last_day: date
    rest: Rest
    parameters: tuple[Parameter, ...]


def spans(imposed: Iterable[Imposed], pick: Pick, local: Local) -> tuple[Span, ...]:
    """The periods of the restraints of one family, the earliest first; dismissal has none.

    `pick` chooses the day where only month or year is known. Nothing may be lacking of them.
    """
    found: list[Span] = []
    for one in imposed:
        if one.kind is not Restraint.DISMISSAL:
            found.append(_span(one, pick, found[-1] if found else None, local))
    return tuple(found)


def shorter(span: Span, months: Parameter, local: Local) -> date:
    """The last day of another period that begins with the same decision."""
    end = value(PERIOD_END, span.first_day, local)
    return last_day_of_months(span.first_day, months.whole, day_before=_day_before(end))


def _span(one: Imposed, pick: Pick, before: Span | None, local: Local) -> Span:
    assert not isinstance(one.decided, Absent)
    decided = pick(one.decided)
    length = value(LENGTHS[one.kind], decided, local)
    end = value(PERIOD_END, decided, local)
    used = [length, end]
    rest = Rest()
    if before and before.last_day >= decided and one.kind.family in ADDING:
        adds = value(_adding(one.kind), decided, local)
        rest = _rest(decided, before.last_day, _day_before(end)) if adds.value else Rest()
        used.append(adds)
    months, days = _months(length) + rest.months, rest.days
    if rest != Rest() and one.kind.family is RestraintFamily.ADMINISTRATIVE:
        months, days = min((months, days), (used[-1].whole, 0))
    begins = decided
    if one.kind is Restraint.PARTY_PROBATION:
        begins, allowed = _restored(one, decided, local)
        used.append(allowed)
    last = last_day_of_months(begins, months, day_before=_day_before(end), days=days)
    return Span(one, decided, last, rest, tuple(used))


def _adding(kind: Restraint) -> str:
    return PARTY_ADDS if kind.family is RestraintFamily.PARTY else MOST


def _months(length: Parameter) -> int:
    return length.whole * (12 if length.declared.unit == "years" else 1)


def _day_before(end: Parameter) -> bool:
    return end.text == "day_before"


def _rest(decided: date, last: date, day_before: bool) -> Rest:
    stop = last + timedelta(days=day_before)
    months = (stop.year - decided.year) * 12 + stop.month - decided.month
    if corresponding_day(decided, months) > stop:
        months -= 1
    return Rest(months, (stop - corresponding_day(decided, months)).days)


def _restored(one: Imposed, decided: date, local: Local) -> tuple[date, Parameter]:
    """From which day the period after probation runs; refused for a length no text knows."""
    allowed = value(PROBATIONS, decided, local)
    assert isinstance(allowed.value, tuple) and not isinstance(one.restored, Absent)
    if one.probation not in allowed.value:
        raise Refusal("restraints.no_such_probation", said=one.probation, known=allowed.value)
    return one.restored, allowed
