"""Careers rebuilt from rows: seven queries, however many people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from dandang.apps.archive.models import (
    Appointment,
    Education,
    Person,
    ResumeLine,
    SealedField,
    StatusPeriod,
    YearGrade,
)
from dandang.apps.archive.sealing import (
    FAMILY,
    IDENTITY,
    SEALED_FIELDS,
    date_in,
    family_in,
    field_context,
    opened,
    period_context,
    ring,
)
from dandang.career import (
    Absent,
    Career,
    Field,
    parts,
    stated,
)
from dandang.days import PartialDate
from dandang.kit.cipher import Ring
from dandang.terms.people import Authority, PostLevel, Regime, Sex, StatusKind

Row = TypeVar("Row", bound=Model)

TEXTS = (
    "ethnicity",
    "native_place",
    "birth_place",
    "party",
    "health",
    "title",
    "speciality",
    "rank",
)
DATES = ("birth", "work_start", "rank_since")


def sex_in(text: str) -> Field[Sex]:
    """The sex column as a field."""
    said = stated(text)
    return said if isinstance(said, Absent) else Sex(said)


def appointment_value(row: Appointment) -> parts.Appointment:
    """One appointment row, its post and unit loaded, as a value."""
    return parts.Appointment(
        unit=row.post.unit.full_name,
        post=row.post.title,
        level=PostLevel(row.level),
        first_day=row.first_day,
        last_day=row.last_day,
        main=row.main,
        in_team=row.team_id is not None,
        order=row.order,
        document=row.document,
    )


def status_value(row: StatusPeriod, keys: Ring | None = None) -> parts.StatusPeriod:
    """One status period row, its unit loaded, as a value; `keys` open what is sealed of it."""
    note, document = row.note, row.document
    if row.sealed and keys is not None:
        context = period_context(row.person_id, row.kind, row.first_day)
        note, document = opened(keys, row.sealed, context=context)
    return parts.StatusPeriod(
        kind=StatusKind(row.kind),
        first_day=row.first_day,
        last_day=row.last_day,
        note=note,
        document=document,
        unit=row.unit.full_name if row.unit else "",
    )


def _education(row: Education) -> parts.Education:
    return parts.Education(
        row.full_time, stated(row.schooling), stated(row.degree), stated(row.school)
    )


def _resume_line(row: ResumeLine) -> parts.ResumeLine:
    last = PartialDate.parse(row.last) if row.last else None
    return parts.ResumeLine(PartialDate.parse(row.first), last, row.text)


def _grouped(rows: QuerySet[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)  # type: ignore[attr-defined]
    return found


def _of(model: type[Row], numbers: Sequence[int]) -> QuerySet[Row]:
    # A long list of numbers is slower than the whole table, and SQLite takes no more than 250,000.
    rows = model._default_manager.all()
    return rows if len(numbers) > 5000 else rows.filter(person_id__in=numbers)


def careers_of(
    people: Iterable[Person], *, sealed: bool = False, without: Sequence[StatusKind] = ()
) -> dict[int, Career]:
    """The careers of some people (their units loaded), by number.

    Without `sealed`, sealed fields are unknown and sealed status periods are left out; with it,
    Refusal where a key is missing. Status periods of the kinds `without` are left out in any case.
    """
    people = list(people)
    numbers = [person.pk for person in people]
    educations = _grouped(_of(Education, numbers))
    resumes = _grouped(_of(ResumeLine, numbers))
    grades = _grouped(_of(YearGrade, numbers))
    appointments = _grouped(_of(Appointment, numbers).select_related("post__unit"))
    left_out = {*without, *(kind for kind in StatusKind if kind.sealed and not sealed)}
    periods = _of(StatusPeriod, numbers).select_related("unit")
    periods = periods.exclude(kind__in=[str(kind) for kind in left_out])
    status = _grouped(periods)
    closed = _grouped(_of(SealedField, numbers)) if sealed else {}
    keys = ring() if sealed else None
    careers = {}
    for person in people:
        hidden = {
            row.name: opened(keys, row.sealed, context=field_context(person.pk, row.name))
            for row in closed.get(person.pk, ())
            if keys is not None
        }
        assert hidden.keys() <= set(SEALED_FIELDS)
        careers[person.pk] = Career(
            **_own(person),
            educations=tuple(_education(row) for row in educations.get(person.pk, ())),
            resume=tuple(
                _resume_line(row)
                for row in sorted(resumes.get(person.pk, ()), key=lambda row: row.order)
            ),
            appointments=tuple(appointment_value(row) for row in appointments.get(person.pk, ())),
            status_periods=tuple(status_value(row, keys) for row in status.get(person.pk, ())),
            year_grades=tuple(
                parts.YearGrade(row.year, row.grade) for row in grades.get(person.pk, ())
            ),
            identity=stated(hidden.get(IDENTITY, "")),
            family=family_in(hidden.get(FAMILY)),
        )
    return careers


def bare_career(person: Person) -> Career:
    """A person's own columns as a career without any list: no query."""
    return Career(**_own(person))


def _own(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "sex": sex_in(person.sex),
        **{name: stated(getattr(person, name)) for name in TEXTS},
        **{name: date_in(getattr(person, name)) for name in DATES},
        "authority": Authority(person.authority),
        "regime": Regime(person.regime),
        "in_service": person.in_service,
        "unit": person.unit.full_name,
        "note": person.note,
    }
