"""Changing units and posts: names, places in the tree, closing, levels and duties."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr

from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.actions.making import checked_name, subject_of
from dandang.apps.units.models import Post, Team, Unit
from dandang.kit.columns import TreePath
from dandang.terms.people import PostLevel, UnitKind
from dandang.terms.refusal import NotFound, Refusal


@transaction.atomic
def rename_unit(*, number: int, name: str, by: Actor, at: datetime) -> None:
    """Give a unit another name (更名); the full names of all units below follow.

    Refused: a name that its parent already has below it. Its number and its path stay, and with
    them whatever hangs on it.
    """
    unit = _taken(number, by)
    name = checked_name(name)
    if name == unit.name:
        return
    full_name = f"{unit.full_name.rpartition('/')[0]}/{name}".lstrip("/")
    _refuse_taken(full_name, unit.parent)
    before = unit.name
    _rewrite(unit, full_name=full_name)
    Unit.objects.filter(pk=unit.pk).update(name=name)
    _record(unit, by, at, {"change": "renamed", "before": before, "after": name})


@transaction.atomic
def move_unit(*, number: int, parent: int, by: Actor, at: datetime) -> None:
    """Put a unit with all below it under another parent (划转); scopes follow the new paths.

    Asks for the permit at both ends. Refused: the county itself, a parent that is closed, the unit
    itself or one below it, and a parent that has a unit of that name.
    """
    unit = _taken(number, by)
    above = _taken(parent, by)
    if unit.parent is None:
        raise Refusal("units.county_stays", name=unit.name)
    if unit.parent_id == above.pk:
        return
    # Whoever may not change the unit above the old place cannot take something away from it.
    require(by, Verb.UNITS_EDIT, path=unit.parent.path)
    if above.path.startswith(unit.path):
        raise Refusal("units.below_itself", name=unit.name, parent=above.name)
    if above.closed_on is not None:
        raise Refusal("units.closed_already", name=above.name, day=above.closed_on)
    full_name = f"{above.full_name}/{unit.name}"
    _refuse_taken(full_name, above)
    before, after = unit.parent.full_name, above.full_name
    _rewrite(
        unit,
        full_name=full_name,
        path=f"{above.path}{unit.pk}/",
        order_path=f"{above.order_path}{unit.order:05d}.{unit.pk:06d}/",
    )
    Unit.objects.filter(pk=unit.pk).update(parent=above)
    moved = Unit.objects.get(pk=unit.pk)
    told = {"before": before, "after": after, "before_path": unit.path, "path": moved.path}
    _record(moved, by, at, {"change": "moved", **told})


@transaction.atomic
def edit_unit(
    *,
    number: int,
    name: str | None = None,
    short_name: str | None = None,
    kind: UnitKind | None = None,
    order: int | None = None,
    hardship: bool | None = None,
    team: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Change what is said of a unit; None leaves as it is. `team` names its team, made if need be.

    Another order moves the whole subtree in every list.
    """
    if name is not None:
        rename_unit(number=number, name=name, by=by, at=at)
    unit = _taken(number, by)
    asked = {
        "short_name": checked_name(short_name) if short_name is not None else None,
        "kind": str(kind) if kind is not None else None,
        "order": order,
        "hardship": hardship,
    }
    changed = _changed(unit, asked)
    Unit.objects.filter(pk=unit.pk).update(**{name: new for name, (_, new) in changed.items()})
    if "order" in changed:
        rest = unit.order_path.rstrip("/").rpartition("/")[0]
        before = f"{rest}/" if rest else ""
        _rewrite(unit, order_path=f"{before}{order:05d}.{unit.pk:06d}/")
    if team is not None:
        called = checked_name(team)
        row = Team.objects.filter(unit=unit).first()
        if row is None or row.name != called:
            changed["team"] = (row.name if row else "", called)
            Team.objects.update_or_create(unit=unit, defaults={"name": called})
    if changed:
        _record(unit, by, at, {"change": "changed", "fields": changed})


@transaction.atomic
def close_unit(*, number: int, on: date, by: Actor, at: datetime) -> None:
    """Close a unit (撤销单位) on a day. Refused while units below it are open.

    For the action of the archive, which has asked whether somebody still serves there.
    """
    unit = _taken(number, by)
    if unit.closed_on == on:
        return
    if unit.closed_on is not None:
        raise Refusal("units.closed_already", name=unit.name, day=unit.closed_on)
    if unit.parent is None:
        raise Refusal("units.county_stays", name=unit.name)
    below = Unit.objects.filter(path__startswith=unit.path, closed_on=None).exclude(pk=unit.pk)
    if count := below.count():
        raise Refusal("units.not_empty_below", name=unit.name, count=count)
    Unit.objects.filter(pk=unit.pk).update(closed_on=on)
    _record(unit, by, at, {"change": "closed", "on": on.isoformat()})


@transaction.atomic
def edit_post(
    *,
    post: int,
    title: str | None = None,
    level: PostLevel | None = None,
    key: bool | None = None,
    in_team: bool | None = None,
    duties: str | None = None,
    order: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Change a post; None leaves as it is. Its quota has an action of its own.

    Refused: a title that the unit already has. Appointments keep the level that the post had then.
    """
    row = (
        Post.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=post).first()
    )
    if row is None or not by.may(Verb.UNITS_READ, path=row.unit.path):
        raise NotFound("permits.not_found")
    require(by, Verb.UNITS_EDIT, path=row.unit.path)
    asked = {
        "title": checked_name(title) if title is not None else None,
        "level": str(level) if level is not None else None,
        "key": key,
        "in_team": in_team,
        "duties": duties,
        "order": order,
    }
    changed = _changed(row, asked)
    if not changed:
        return
    same = Post.objects.filter(unit=row.unit, title=asked["title"]).exclude(pk=row.pk)
    if "title" in changed and same.exists():
        raise Refusal("units.post_taken", title=asked["title"], unit=row.unit.name)
    Post.objects.filter(pk=row.pk).update(**{name: new for name, (_, new) in changed.items()})
    details = {"change": "post_changed", "title": row.title, "fields": changed}
    _record(row.unit, by, at, details)


def _changed(row: models.Model, asked: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (getattr(row, name), new)
        for name, new in asked.items()
        if new is not None and getattr(row, name) != new
    }


def _taken(number: int, by: Actor) -> Unit:
    unit = (
        Unit.objects.select_for_update(of=("self",))
        .select_related("parent")
        .filter(pk=number)
        .first()
    )
    if unit is None or not by.may(Verb.UNITS_READ, path=unit.path):
        raise NotFound("permits.not_found")
    require(by, Verb.UNITS_EDIT, path=unit.path)
    return unit


def _refuse_taken(full_name: str, above: Unit | None) -> None:
    if Unit.objects.filter(full_name=full_name).exists():
        name = full_name.rpartition("/")[2]
        raise Refusal("units.name_taken", name=name, parent=above.name if above else name)


def _rewrite(unit: Unit, **new: str) -> None:
    """Write the beginning of some path columns anew, for the unit and all below it."""
    subtree = Unit.objects.filter(path__startswith=unit.path)
    longest = subtree.aggregate(**{name: models.Max(Length(name)) for name in new})
    for name, begin in new.items():
        limit = Unit._meta.get_field(name).max_length  # type: ignore[union-attr]
        length = longest[name] - len(getattr(unit, name)) + len(begin)
        if limit is not None and length > limit:
            raise Refusal("units.too_deep", name=unit.name)
    subtree.update(
        **{name: _begun(name, getattr(unit, name), begin) for name, begin in new.items()}
    )
    if "path" in new:
        _follow(unit.path, new["path"])


def _begun(name: str, old: str, new: str) -> Concat:
    return Concat(Value(new), Substr(F(name), len(old) + 1))


def _follow(old: str, new: str) -> None:
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, TreePath) and field.follows and model is not Unit:
                rows = model._default_manager.filter(**{f"{field.name}__startswith": old})
                rows.update(**{field.name: _begun(field.name, old, new)})


def _record(unit: Unit, by: Actor, at: datetime, details: Mapping[str, object]) -> None:
    audit.record(by=by, verb=Verb.UNITS_EDIT, subject=subject_of(unit), at=at, details=details)
