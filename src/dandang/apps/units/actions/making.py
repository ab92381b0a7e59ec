"""Making units, posts and teams."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import COUNTY_PATH, Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.models import Post, Team, Unit
from dandang.apps.units.plans import UnitPlan
from dandang.terms.people import PostLevel, UnitKind
from dandang.terms.refusal import NotFound, Refusal


def subject_of(unit: Unit) -> audit.Subject:
    """The unit as the trail names it."""
    return audit.Subject("unit", str(unit.pk), unit.name, path=unit.path)


@transaction.atomic
def create_unit(
    *,
    parent: int | None,
    name: str,
    short_name: str,
    kind: UnitKind,
    order: int,
    by: Actor,
    at: datetime,
) -> int:
    """Make a unit (单位) below `parent` (None: the county itself) and give its number.

    Refused: a blank name or one with a slash, and a name that the parent already has below it.
    """
    above = _unit(parent, by) if parent is not None else None
    require(by, Verb.UNITS_EDIT, path=above.path if above else COUNTY_PATH)
    name = checked_name(name)
    full_name = f"{above.full_name}/{name}" if above else name
    if Unit.objects.filter(full_name=full_name).exists():
        raise Refusal("units.name_taken", name=name, parent=above.name if above else name)
    unit = _new(above, full_name, short_name or name, kind, order)
    unit.save()
    _place(unit, above)
    unit.save(update_fields=["path", "order_path"])
    _record(unit, by, at, {"change": "created", "kind": str(kind)})
    return unit.pk


@transaction.atomic
def create_post(
    *,
    unit: int,
    title: str,
    level: PostLevel,
    order: int,
    in_team: bool = False,
    key: bool = False,
    duties: str = "",
    quota: int | None = 1,
    by: Actor,
    at: datetime,
) -> int:
    """Make a post (职务) of a unit and give its number. A title the unit already has is refused."""
    over = _unit(unit, by)
    require(by, Verb.UNITS_EDIT, path=over.path)
    title = checked_name(title)
    if Post.objects.filter(unit=over, title=title).exists():
        raise Refusal("units.post_taken", title=title, unit=over.name)
    post = Post.objects.create(
        unit=over,
        title=title,
        level=str(level),
        in_team=in_team,
        key=key,
        duties=duties,
        quota=quota,
        order=order,
    )
    _record(over, by, at, {"change": "post", "title": title, "level": str(level), "quota": quota})
    return post.pk


@transaction.atomic
def set_quota(*, post: int, quota: int | None, by: Actor, at: datetime) -> None:
    """Fix the quota of a post (核定职数), or say that it is not yet fixed (None)."""
    row = (
        Post.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=post).first()
    )
    if row is None or not by.may(Verb.UNITS_READ, path=row.unit.path):
        raise NotFound("permits.not_found")
    require(by, Verb.UNITS_EDIT, path=row.unit.path)
    if row.quota == quota:
        return
    change = {"change": "quota", "title": row.title, "before": row.quota, "after": quota}
    row.quota = quota
    row.save(update_fields=["quota"])
    _record(row.unit, by, at, change)


@transaction.atomic
def create_team(*, unit: int, name: str, by: Actor, at: datetime) -> int:
    """Make the leading team (领导班子) of a unit and give its number; a second one is refused."""
    over = _unit(unit, by)
    require(by, Verb.UNITS_EDIT, path=over.path)
    if Team.objects.filter(unit=over).exists():
        raise Refusal("units.team_taken", unit=over.name)
    team = Team.objects.create(unit=over, name=checked_name(name))
    _record(over, by, at, {"change": "team", "name": team.name})
    return team.pk


@transaction.atomic
def store_tree(*, plans: Sequence[UnitPlan], by: Actor, at: datetime) -> dict[str, int]:
    """Make many units with their posts and teams at once; gives each unit's number by full name.

    A parent stands in `plans` before its units, or exists already. All or nothing.
    """
    require(by, Verb.UNITS_EDIT)
    known = {unit.full_name: unit for unit in Unit.objects.all()}
    for parent in {plan.parent for plan in plans}:
        if not parent or parent in known:
            require(by, Verb.UNITS_EDIT, path=known[parent].path if parent else COUNTY_PATH)
    levels: dict[int, list[UnitPlan]] = defaultdict(list)
    for plan in plans:
        checked_name(plan.name)
        if plan.full_name in known:
            raise Refusal("units.name_taken", name=plan.name, parent=plan.parent)
        levels[plan.full_name.count("/")].append(plan)
    made: dict[str, Unit] = {}
    for depth in sorted(levels):
        for plan in levels[depth]:
            above = known.get(plan.parent)
            if plan.parent and above is None:
                raise Refusal("units.parent_unknown", name=plan.name, parent=plan.parent)
            made[plan.full_name] = _new(
                above, plan.full_name, plan.short_name, plan.kind, plan.order
            )
            made[plan.full_name].hardship = plan.hardship
        fresh = [made[plan.full_name] for plan in levels[depth]]
        Unit.objects.bulk_create(fresh, batch_size=500)
        for unit in fresh:
            _place(unit, unit.parent)
            known[unit.full_name] = unit
        Unit.objects.bulk_update(fresh, ["path", "order_path"], batch_size=500)
    _fill(plans, made)
    audit.record_all(
        by=by,
        verb=Verb.UNITS_EDIT,
        entries=[
            audit.Entry(
                subject_of(made[plan.full_name]),
                {"change": "created", "kind": str(plan.kind), "posts": len(plan.posts)},
            )
            for plan in plans
        ],
        at=at,
    )
    return {full_name: unit.pk for full_name, unit in made.items()}


@dataclass(frozen=True, slots=True)
class PostAt:
    """A post's number and its place in its unit."""

    number: int
    order: int


def ensure_posts(
    wanted: Sequence[tuple[int, str, PostLevel, bool]], *, by: Actor, at: datetime
) -> dict[tuple[int, str], PostAt]:
    """The posts of some units by unit and title; missing ones are made at the end of their unit.

    `wanted` holds unit number, title, level and whether it is a post of the team. For the actions
    of the archive, which have asked for the permit.
    """
    units = {unit for unit, *_ in wanted}
    found: dict[tuple[int, str], PostAt] = {}
    last: dict[int, int] = defaultdict(int)
    for post in Post.objects.filter(unit_id__in=units):
        found[post.unit_id, post.title] = PostAt(post.pk, post.order)
        last[post.unit_id] = max(last[post.unit_id], post.order)
    fresh: dict[tuple[int, str], Post] = {}
    for unit, title, level, in_team in wanted:
        if (unit, title) in found or (unit, title) in fresh:
            continue
        last[unit] += 1
        fresh[unit, title] = Post(
            unit_id=unit,
            title=checked_name(title),
            level=str(level),
            in_team=in_team,
            order=last[unit],
        )
    Post.objects.bulk_create(list(fresh.values()), batch_size=500)
    over = Unit.objects.in_bulk({unit for unit, _ in fresh})
    audit.record_all(
        by=by,
        verb=Verb.UNITS_EDIT,
        entries=[
            audit.Entry(subject_of(over[unit]), {"change": "post", "title": title})
            for unit, title in fresh
        ],
        at=at,
    )
    return found | {place: PostAt(post.pk, post.order) for place, post in fresh.items()}


def ensure_teams(units: Sequence[int]) -> dict[int, int]:
    """The number of each unit's team; a missing team is made under the unit's name."""
    found = dict(Team.objects.filter(unit_id__in=units).values_list("unit_id", "pk"))
    lacking = Unit.objects.filter(pk__in=[unit for unit in units if unit not in found])
    made = Team.objects.bulk_create(
        [Team(unit=unit, name=f"{unit.name}领导班子") for unit in lacking]
    )
    return found | {team.unit_id: team.pk for team in made}


def _fill(plans: Sequence[UnitPlan], made: dict[str, Unit]) -> None:
    Post.objects.bulk_create(
        [
            Post(
                unit=made[plan.full_name],
                title=post.title,
                level=str(post.level),
                in_team=post.in_team,
                key=post.key,
                duties=post.duties,
                quota=post.quota,
                order=place,
            )
            for plan in plans
            for place, post in enumerate(plan.posts, start=1)
        ],
        batch_size=500,
    )
    Team.objects.bulk_create(
        [Team(unit=made[plan.full_name], name=plan.team) for plan in plans if plan.team],
        batch_size=500,
    )


def _new(above: Unit | None, full_name: str, short_name: str, kind: UnitKind, order: int) -> Unit:
    return Unit(
        parent=above,
        name=full_name.rpartition("/")[2],
        short_name=short_name,
        kind=str(kind),
        order=order,
        full_name=full_name,
        # Its number is part of its path and is not yet known; the column takes no two alike.
        path=secrets.token_hex(16),
        order_path="",
    )


def _place(unit: Unit, above: Unit | None) -> None:
    unit.path = f"{above.path if above else '/'}{unit.pk}/"
    unit.order_path = f"{above.order_path if above else ''}{unit.order:05d}.{unit.pk:06d}/"


def _unit(number: int, by: Actor) -> Unit:
    unit = Unit.objects.filter(pk=number).first()
    if unit is None or not by.may(Verb.UNITS_READ, path=unit.path):
        raise NotFound("permits.not_found")
    return unit


def checked_name(name: str) -> str:
    """A name without blanks outside; refused when blank or with a slash."""
    name = name.strip()
    if not name or "/" in name:
        raise Refusal("units.name_unfit", name=name)
    return name


def _record(unit: Unit, by: Actor, at: datetime, details: Mapping[str, object]) -> None:
    audit.record(by=by, verb=Verb.UNITS_EDIT, subject=subject_of(unit), at=at, details=details)
