"""Restraints as they were imposed, what must be known of them, and the words that tell of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dandang.career.career import Career
from dandang.career.field import Absent, Field
from dandang.career.parts import StatusPeriod
from dandang.days import PartialDate
from dandang.policy.verdict import Saying, lack
from dandang.policy.words import Facts, Word, day, partial, rows, term, whole
from dandang.terms.people import StatusKind
from dandang.terms.restraints import Restraint, RestraintFamily

# These families add the rest of an old period to a new one.
ADDING = frozenset({RestraintFamily.PARTY, RestraintFamily.ADMINISTRATIVE})
_ON_FILE = frozenset({StatusKind.SANCTION, StatusKind.ADMONITION})
# What files write for short; a warning that is not called the party's is the administrative one.
_SHORT: Mapping[str, Restraint] = {
    "警告": Restraint.WARNING,
    "严重警告": Restraint.PARTY_SERIOUS_WARNING,
}


@dataclass(frozen=True, slots=True)
class Imposed:
    """受到的处理处分: its kind and the day of the decision.

    Of probation within the party also its months and the day on which the rights were restored.
    """

    kind: Restraint
    decided: Field[PartialDate] = Absent.UNKNOWN
    probation: int | None = None
    restored: Field[date] = Absent.UNKNOWN


KIND = Word("种类", term(Restraint))
DECIDED = Word("决定日", partial)
PROBATION = Word("留党察看月数", whole)
RESTORED = Word("恢复党员权利日", day)
IMPOSED = Word("处理处分", rows(KIND, DECIDED, PROBATION, RESTORED))


def imposed_in(facts: Facts) -> Field[tuple[Imposed, ...]]:
    """The restraints that the facts tell of, the earliest first; 无 is stated-none."""
    told = facts.of(IMPOSED)
    if isinstance(told, Absent):
        return told
    found = tuple(
        Imposed(row.needed(KIND), row.of(DECIDED), row.known(PROBATION), row.of(RESTORED))
        for row in told
    )
    return tuple(sorted(found, key=_first_possible_day))


def imposed_on_file(
    career: Career,
) -> tuple[Field[tuple[Imposed, ...]], tuple[Saying, ...]]:
    """The sanctions and admonitions on file, from their first days; and those that it does not name."""
    held = [one for one in career.status_periods if one.kind in _ON_FILE]
    unclear = [one.first_day for one in held if _kind_on_file(one) is None]
    imposed = tuple(
        Imposed(kind, PartialDate.of(one.first_day))
        for one in held
        if (kind := _kind_on_file(one)) is not None
    )
    missing = tuple(lack("restraints.kind_on_file", day=day) for day in unclear)
    return imposed or Absent.NONE, missing


def _kind_on_file(period: StatusPeriod) -> Restraint | None:
    if period.kind is StatusKind.ADMONITION:
        return Restraint.ADMONITION
    note = period.note.strip()
    return _SHORT.get(note) or next((kind for kind in Restraint if kind.zh == note), None)


def decided_by(imposed: Iterable[Imposed], on: date) -> tuple[Imposed, ...]:
    """The restraints that were, or may have been, decided by a day."""
    return tuple(one for one in imposed if _first_possible_day(one) <= on)


def lacking(imposed: Iterable[Imposed]) -> tuple[Saying, ...]:
    """What must be known before the periods of one family can be counted."""
    held = tuple(imposed)
    found = [each for one in held for each in _lacking_of(one)]
    for earlier, later in pairwise(held):
        if later.kind.family in ADDING and not _certainly_before(earlier, later):
            found.append(lack("restraints.order", kind=earlier.kind, other=later.kind))
    return tuple(found)


def _lacking_of(one: Imposed) -> list[Saying]:
    found = []
    if isinstance(one.decided, Absent):
        found.append(lack("restraints.day_of_decision", kind=one.kind))
    if one.kind is Restraint.PARTY_PROBATION:
        if one.probation is None:
            found.append(lack("restraints.months_of_probation"))
        if isinstance(one.restored, Absent):
            found.append(lack("restraints.day_of_restoring"))
    return found


def _first_possible_day(one: Imposed) -> date:
    return date.min if isinstance(one.decided, Absent) else one.decided.earliest


def _certainly_before(earlier: Imposed, later: Imposed) -> bool:
    if isinstance(earlier.decided, Absent) or isinstance(later.decided, Absent):
        return True
    return earlier.decided.latest < later.decided.earliest
