"""The rows below a person, made from careers, and the units and posts they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
    family_out,
    field_context,
    period_context,
    ring,
    sealed,
)
from dandang.apps.permits.actor import Actor
from dandang.apps.units import actions as units_actions
from dandang.apps.units import queries as units
from dandang.apps.units.queries import UnitLine
from dandang.career import Absent, Career, written
from dandang.terms.people import PostLevel, StatusKind
from dandang.terms.refusal import Refusal

Pairs = Sequence[tuple[Person, Career]]


@dataclass(frozen=True, slots=True)
class Ground:
    """The units by full name, posts and their order by unit and title, and teams by unit."""

    units: dict[str, UnitLine]
    posts: dict[tuple[int, str], int]
    post_orders: dict[tuple[int, str], int]
    teams: dict[int, int]


def ground(careers: Sequence[Career], *, by: Actor, at: datetime) -> Ground:
    """What the careers stand on. Missing posts and teams are made; an unknown unit is refused."""
    names = {career.unit for career in careers}
    wanted: dict[tuple[str, str], tuple[PostLevel, bool]] = {}
    for career in careers:
        names |= {one.unit for one in career.status_periods if one.unit}
        # The latest appointment tells the level that a post made here gets.
        for one in career.appointments:
            names.add(one.unit)
            wanted[one.unit, one.post] = (one.level, one.in_team)
    lines = units.by_full_name(by, names)
    unknown = sorted(names - lines.keys())
    if unknown:
        raise Refusal("archive.unit_unknown", unit=unknown[0])
    made = units_actions.ensure_posts(
        [
            (lines[unit].number, title, level, in_team)
            for (unit, title), (level, in_team) in wanted.items()
        ],
        by=by,
        at=at,
    )
    teams = units_actions.ensure_teams(
        sorted(
            {
                lines[one.unit].number
                for career in careers
                for one in career.appointments
                if one.in_team
            }
        )
    )
    return Ground(
        units=lines,
        posts={place: post.number for place, post in made.items()},
        post_orders={place: post.order for place, post in made.items()},
        teams=teams,
    )


def education_rows(pairs: Pairs) -> list[Education]:
    """One row per education."""
    return [
        Education(
            person=person,
            full_time=one.full_time,
            schooling=written(one.schooling),
            degree=written(one.degree),
            school=written(one.school),
        )
        for person, career in pairs
        for one in career.educations
    ]


def resume_rows(pairs: Pairs) -> list[ResumeLine]:
    """One row per segment, in the order of the resume."""
    return [
        ResumeLine(
            person=person,
            order=place,
            first=str(one.first),
            last=str(one.last) if one.last else "",
            text=one.text,
        )
        for person, career in pairs
        for place, one in enumerate(career.resume, start=1)
    ]


def appointment_rows(pairs: Pairs, on: Ground) -> list[Appointment]:
    """One row per appointment, in the post of that title in that unit."""
    return [
        Appointment(
            person=person,
            post_id=on.posts[on.units[one.unit].number, one.post],
            level=str(one.level),
            team_id=on.teams[on.units[one.unit].number] if one.in_team else None,
            first_day=one.first_day,
            last_day=one.last_day,
            main=one.main,
            order=one.order,
            document=one.document,
        )
        for person, career in pairs
        for one in career.appointments
    ]


def grade_rows(pairs: Pairs) -> list[YearGrade]:
    """One row per year."""
    return [
        YearGrade(person=person, year=one.year, grade=one.grade)
        for person, career in pairs
        for one in career.year_grades
    ]


def status_rows(pairs: Pairs, on: Ground) -> list[StatusPeriod]:
    """One row per status period; of a sealed kind, note and document are encrypted."""
    rows = [
        StatusPeriod(
            person=person,
            kind=str(one.kind),
            first_day=one.first_day,
            last_day=one.last_day,
            unit_id=on.units[one.unit].number if one.unit else None,
            note=one.note,
            document=one.document,
        )
        for person, career in pairs
        for one in career.status_periods
    ]
    seal_periods(rows)
    return rows


def seal_periods(rows: Sequence[StatusPeriod]) -> None:
    """Move note and document of the periods of a sealed kind into their encrypted column."""
    closed = [row for row in rows if StatusKind(row.kind).sealed]
    keys = ring(make=True) if closed else None
    for row in closed:
        assert keys is not None
        context = period_context(row.person_id, row.kind, row.first_day)
        row.sealed = sealed(keys, [row.note, row.document], context=context)
        row.note = row.document = ""


def sealed_rows(pairs: Pairs) -> list[SealedField]:
    """One encrypted row per sealed field that the career knows."""
    keys = ring(make=True)
    rows = []
    for person, career in pairs:
        told: list[tuple[str, object]] = []
        if career.identity is not Absent.UNKNOWN:
            told.append((IDENTITY, written(career.identity)))
        if career.family is not Absent.UNKNOWN:
            told.append((FAMILY, family_out(career.family)))
        for name, value in told:
            text = sealed(keys, value, context=field_context(person.pk, name))
            rows.append(SealedField(person=person, name=name, sealed=text))
    return rows
