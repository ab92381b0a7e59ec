"""What a row changes in a career, and the career of somebody new."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dandang.apps.archive.rosters.names import Names
from dandang.apps.archive.rosters.printed import (
    MONTHS,
    SCHOOLING,
    SIMPLE,
    cell_text,
    education,
    post_texts,
)
from dandang.career import Absent, Appointment, Career
from dandang.days import PartialDate
from dandang.formats.roster_cells import party_text
from dandang.formats.roster_fields import RosterField
from dandang.formats.roster_in import RosterRow
from dandang.terms.people import Authority, PostLevel, Regime

F = RosterField


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for new people where the roster has no column for it."""

    authority: Authority | None = None
    regime: Regime | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are judged on: the names of units and posts, and the day."""

    names: Names
    on: date


class Misfit(Exception):
    """A cell that cannot be taken over: its field, and the sentence's code with its values."""

    def __init__(self, field: RosterField, code: str, **values: object) -> None:
        """Keep what the problem will say."""
        super().__init__(code)
        self.field = field
        self.code = code
        self.values = values


def revise(career: Career, row: RosterRow, unit: str, ground: Ground) -> Career:
    """The career as the row says it should be; blank cells and missing columns change nothing.

    Misfit when a cell cannot be taken over.
    """
    career = _simple(career, row)
    career = _schooling(career, row)
    return _posts(career, row, unit, ground)


def begin(row: RosterRow, unit: str, ground: Ground, defaults: Defaults) -> Career:
    """The career of somebody new, from a row alone. Misfit when something needed is missing."""
    authority = _said(row, F.AUTHORITY) or defaults.authority
    regime = _said(row, F.REGIME) or defaults.regime
    if authority is None:
        raise Misfit(F.AUTHORITY, "roster.authority_missing", name=row.said[F.NAME])
    if regime is None:
        raise Misfit(F.REGIME, "roster.regime_missing", name=row.said[F.NAME])
    career = Career(name=row.said[F.NAME], authority=authority, regime=regime, unit=unit)
    return revise(career, row, unit, ground)


def _said(row: RosterRow, one: RosterField) -> Any:
    """What a cell states; None for a blank cell or a missing column."""
    value = row.said.get(one, Absent.UNKNOWN)
    return None if value is Absent.UNKNOWN else value


def _simple(career: Career, row: RosterRow) -> Career:
    changed: dict[str, Any] = {}
    for one, name in SIMPLE.items():
        said = _said(row, one)
        if said is None:
            continue
        old = getattr(career, name)
        if one is F.NOTE:
            said = cell_text(said)
        if one in MONTHS and _same_date(old, said):
            continue
        if one is F.PARTY and cell_text(said) == party_text(cell_text(old)):
            continue
        changed[name] = said
    in_service = _said(row, F.IN_SERVICE)
    if in_service is not None:
        changed["in_service"] = in_service
    said = _said(row, F.IDENTITY)
    if isinstance(said, str):
        changed["identity"] = said
    return replace(career, **changed)


def _same_date(old: object, said: object) -> bool:
    """Whether two dates agree as far as both are known."""
    if isinstance(old, Absent) or isinstance(said, Absent):
        return old is said
    one, other = str(old), str(said)
    return one.startswith(other) or other.startswith(one)


def _schooling(career: Career, row: RosterRow) -> Career:
    for full_time in (True, False):
        old = education(career, full_time=full_time)
        changed = {
            name: said
            for one, (sort, name) in SCHOOLING.items()
            if sort is full_time and (said := _said(row, one)) is not None
        }
        new = replace(old, **changed)
        if new != old:
            others = tuple(one for one in career.educations if one.full_time is not full_time)
            career = replace(career, educations=(*others, new))
    return career


def _posts(career: Career, row: RosterRow, unit: str, ground: Ground) -> Career:
    said = _said(row, F.POSTS)
    main = career.main_on(ground.on)
    if row.said.get(F.IN_SERVICE) is False and main is not None:
        raise Misfit(F.IN_SERVICE, "roster.end_by_hand", name=career.name)
    if isinstance(said, tuple) and unit == career.unit and _same_posts(career, said, ground):
        said = None
    if said is Absent.NONE:
        said = () if main else None
    if said is None:
        if unit != career.unit:
            raise Misfit(F.UNIT, "roster.moved_without_post", name=career.name, unit=unit)
        return _corrected(career, main, row, ground)
    if not said:
        raise Misfit(F.POSTS, "roster.end_by_hand", name=career.name)
    wanted = [ground.names.post(text, unit, main=place == 0) for place, text in enumerate(said)]
    if main is not None and (main.unit, main.post) == wanted[0]:
        raise Misfit(F.POSTS, "roster.concurrent_differ", name=career.name)
    first_day = _first_day(row, career.name)
    ended = tuple(
        replace(one, last_day=first_day - timedelta(days=1)) if one is main else one
        for one in career.appointments
    )
    if main is not None and main.first_day >= first_day:
        raise Misfit(
            F.POST_SINCE, "roster.post_since_too_early", name=career.name, day=main.first_day
        )
    kept = {(one.unit, one.post) for one in career.posts_on(ground.on) if one is not main}
    beside = [place for place in wanted[1:] if place not in kept]
    if kept - set(wanted[1:]) or (beside and career.posts_on(ground.on)):
        raise Misfit(F.POSTS, "roster.concurrent_differ", name=career.name)
    new = [
        _appointment(place, row, first_day, ground, main=number == 0)
        for number, place in enumerate([wanted[0], *beside])
    ]
    return replace(career, unit=unit, appointments=(*ended, *new))


def _same_posts(career: Career, said: tuple[str, ...], ground: Ground) -> bool:
    shown = "，".join(post_texts(career, ground.on, ground.names))
    return "，".join(said) == "，".join(part for part in shown.split("，") if part)


def _corrected(career: Career, main: Appointment | None, row: RosterRow, ground: Ground) -> Career:
    """The same post, perhaps with another first month or another level."""
    if main is None:
        return career
    new = main
    since = _said(row, F.POST_SINCE)
    if isinstance(since, PartialDate) and not _same_date(PartialDate.of(main.first_day), since):
        new = replace(new, first_day=_first_day(row, career.name))
    level = _said(row, F.LEVEL)
    if isinstance(level, PostLevel):
        new = replace(new, level=level)
    if new == main:
        return career
    if new.last_day is None and new.first_day > ground.on:
        raise Misfit(F.POST_SINCE, "roster.post_since_ahead", name=career.name)
    others = tuple(one for one in career.appointments if one is not main)
    return replace(career, appointments=(*others, new))


def _appointment(
    place: tuple[str, str], row: RosterRow, first_day: date, ground: Ground, *, main: bool
) -> Appointment:
    unit, title = place
    post = ground.names.post_line(unit, title)
    said = _said(row, F.LEVEL)
    level = said if main and isinstance(said, PostLevel) else None
    if first_day > ground.on:
        raise Misfit(F.POST_SINCE, "roster.post_since_ahead", name=row.said[F.NAME])
    return Appointment(
        unit=unit,
        post=title,
        level=level or (post.level if post else PostLevel.NONE),
        first_day=first_day,
        main=main,
        in_team=post.in_team if post else False,
        order=row.order,
    )


def _first_day(row: RosterRow, name: str) -> date:
    since = _said(row, F.POST_SINCE)
    if not isinstance(since, PartialDate) or since.month is None:
        raise Misfit(F.POST_SINCE, "roster.post_since_missing", name=name)
    return since.earliest
