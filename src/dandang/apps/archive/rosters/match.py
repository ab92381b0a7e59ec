"""Whom a row of a roster means: by identity number, else by name, month of birth and unit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dandang.apps.archive.models import Person
from dandang.apps.archive.sealing import identity_key
from dandang.career import Absent
from dandang.days import PartialDate
from dandang.formats.roster_fields import RosterField
from dandang.formats.roster_in import Problem, RosterRow

F = RosterField
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A person on file, as far as matching needs him."""

    number: int
    name: str
    month: str
    unit: str
    identity_key: str


class Index:
    """The people on file by what rows are matched with."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Take in people whose units are loaded."""
        self._by_identity: dict[str, Known] = {}
        self._by_key: dict[Key, list[Known]] = defaultdict(list)
        self._elsewhere: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._bare: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for person in people:
            month = person.birth[:7] if len(person.birth) >= 7 else ""
            known = Known(person.pk, person.name, month, person.unit.full_name, person.identity_key)
            if person.identity_key:
                self._by_identity[person.identity_key] = known
            if month:
                self._by_key[person.name, month, known.unit].append(known)
                self._elsewhere[person.name, month].append(known)
            else:
                self._bare[person.name, known.unit].append(known)

    def match(self, row: RosterRow, unit: str) -> Known | Problem | None:
        """The person a row means, None for somebody new, or the problem that leaves it open."""
        said = row.said.get(F.IDENTITY, Absent.UNKNOWN)
        key = "" if isinstance(said, Absent) else identity_key(said)
        if key in self._by_identity:
            return self._by_identity[key]
        name, month = row.said[F.NAME], month_of(row)
        if not month:
            if key:
                return None
            return Problem(row.at(F.BIRTH), "roster.birth_needed", {"name": name})
        alike = self._fitting(self._by_key[name, month, unit], key)
        if len(alike) == 1:
            return alike[0]
        values = {"name": name, "month": month}
        if alike:
            values["count"] = str(len(alike))
            return Problem(row.at(F.NAME), "roster.several_on_file", values)
        elsewhere = self._fitting(self._elsewhere[name, month], key)
        if elsewhere and not key:
            values["unit"] = elsewhere[0].unit.rpartition("/")[2]
            return Problem(row.at(F.NAME), "roster.maybe_elsewhere", values)
        return None

    def without_month(self, row: RosterRow, unit: str) -> list[Known]:
        """People of this name and unit whose month of birth is not on file.

        A name and a unit are not enough: the row is one of theirs only when all of it agrees.
        """
        return self._bare[row.said[F.NAME], unit]

    def _fitting(self, people: Iterable[Known], key: str) -> list[Known]:
        """Whoever is on file with another identity number is somebody else."""
        return [one for one in people if not key or not one.identity_key]


def month_of(row: RosterRow) -> str:
    """The month of birth that a row tells; blank when it tells none."""
    birth = row.said.get(F.BIRTH)
    if isinstance(birth, PartialDate) and birth.month:
        return str(PartialDate(birth.year, birth.month))
    return ""


def clashes(rows: Iterable[tuple[RosterRow, str, Known | None]]) -> list[Problem]:
    """Rows of one roster that mean the same person, or cannot be told apart: a problem for each."""
    seen: dict[object, list[RosterRow]] = defaultdict(list)
    for row, unit, known in rows:
        said = row.said.get(F.IDENTITY, Absent.UNKNOWN)
        if known is not None:
            seen[known.number].append(row)
        elif not isinstance(said, Absent):
            seen[said].append(row)
        else:
            seen[row.said[F.NAME], month_of(row), unit].append(row)
    return [
        Problem(
            row.at(F.NAME),
            "roster.rows_alike",
            {
                "name": row.said[F.NAME],
                "rows": "、".join(
                    str(other.place.row) for other in group if other.place != row.place
                ),
            },
        )
        for group in seen.values()
        if len(group) > 1
        for row in group
    ]
