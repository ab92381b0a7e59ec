"""The list of units: the tree out, and new, renamed, moved and closed units back."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dandang.apps.archive.actions.closing import close_unit
from dandang.apps.archive.lists.words import day, term_of, yes_no
from dandang.apps.lists.listing import Change, Listing, Row, tried
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import actions, queries
from dandang.apps.units.models import Unit
from dandang.apps.units.plans import UnitPlan
from dandang.formats.lists.column import YES, CellKind, Column, of_term
from dandang.formats.roster_in import Problem
from dandang.terms.lists import ListKind
from dandang.terms.people import UnitKind
from dandang.terms.refusal import Refusal

_FULL = Column(
    "full_name",
    "单位全路径",
    means="从县到本单位，用“/”隔开；由上级单位和单位名称得出。新增时可以只填这一列。",
    computed=True,
    width=34,
    english="full name of the unit",
)
COLUMNS = (
    _FULL,
    Column(
        "parent",
        "上级单位",
        means="上级单位的名称；有同名单位时写全路径。改动即划转，下级单位随同。县级留空。",
        editable=True,
        width=22,
        english="unit above",
    ),
    Column(
        "name",
        "单位名称",
        means="改动即更名。",
        editable=True,
        most=80,
        width=24,
        english="name of the unit",
    ),
    Column("short_name", "简称", editable=True, most=40, width=14, english="short name"),
    Column(
        "kind",
        "单位类别",
        CellKind.CHOICE,
        editable=True,
        required=True,
        options=of_term(tuple(UnitKind)),
        english="kind of unit",
    ),
    Column(
        "order",
        "排序",
        CellKind.WHOLE,
        means="在上级单位之内从小到大排列。",
        editable=True,
        width=8,
        english="order",
    ),
    Column(
        "team",
        "班子名称",
        means="有领导班子的单位填写。",
        editable=True,
        most=80,
        width=22,
        english="name of the team",
    ),
    Column(
        "hardship", "艰苦边远", CellKind.YES_NO, editable=True, width=10, english="hardship area"
    ),
    Column(
        "closed_on",
        "撤销日期",
        CellKind.DAY,
        means="撤销的单位填写；仍有人员在任或有下级单位的不能撤销。",
        editable=True,
        english="closed on",
    ),
)


def _rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    tree = queries.tree(viewer, closed=True)
    teams = queries.team_names(viewer)
    names = {unit.number: unit for unit in tree}
    alike = Counter(unit.name for unit in tree)
    wanted = names[chosen].path if chosen in names else ""

    def parent(number: int | None, full_name: str) -> str:
        above = names.get(number) if number is not None else None
        if above is None or alike[above.name] > 1:
            return full_name.rpartition("/")[0]
        return above.name

    return tuple(
        Row(
            number=unit.number,
            name=unit.name,
            path=unit.path,
            values={
                "full_name": unit.full_name,
                "parent": parent(unit.parent, unit.full_name),
                "name": unit.name,
                "short_name": unit.short_name,
                "kind": unit.kind.zh,
                "order": str(unit.order),
                "team": teams.get(unit.number, ""),
                "hardship": yes_no(unit.hardship),
                "closed_on": day(unit.closed_on),
            },
        )
        for unit in tree
        if unit.path.startswith(wanted)
    )


def _whole(values: Mapping[str, str]) -> str:
    """The full name that a row claims, as far as its own cells tell it."""
    if values.get("full_name"):
        return values["full_name"].strip("/")
    name = values.get("name", "")
    return f"{values['parent']}/{name}" if values.get("parent") else name


def _natural(values: Mapping[str, str]) -> tuple[Hashable, ...]:
    whole = _whole(values)
    parts = whole.split("/")
    return (whole, *(("/".join(parts[-2:]),) if len(parts) > 2 else ()))


def _write(changes: Sequence[Change], by: Actor, at: datetime) -> Iterable[Problem]:
    """What stays in its place first, then new units, then moves to them, then what closes."""
    old = [change for change in changes if change.row is not None]
    for change in old:
        yield from _edited(change, by, at)
    yield from _made([change for change in changes if change.row is None], by, at)
    for change in old:
        if "parent" in change.edited:
            yield from _moved(change, by, at)
    for change in reversed(changes):
        if change.row is None or "closed_on" in change.edited:
            yield from _closed(change, by, at)


def _edited(change: Change, by: Actor, at: datetime) -> Iterable[Problem]:
    assert change.row is not None
    number, said = change.row.number, change.edited
    if "name" in said:
        yield from tried(
            change,
            lambda: actions.rename_unit(number=number, name=said["name"], by=by, at=at),
            "name",
        )
    others = said.keys() & {"short_name", "kind", "order", "hardship", "team"}
    if others:
        yield from tried(
            change,
            lambda: actions.edit_unit(
                number=number,
                short_name=said.get("short_name"),
                kind=term_of(UnitKind, said["kind"]) if "kind" in said else None,
                order=int(said["order"]) if "order" in said else None,
                hardship=said["hardship"] == YES if "hardship" in said else None,
                team=said.get("team"),
                by=by,
                at=at,
            ),
            next(iter(sorted(others))) if len(others) == 1 else "",
        )


def _moved(change: Change, by: Actor, at: datetime) -> Iterable[Problem]:
    assert change.row is not None
    number, parent = change.row.number, change.edited["parent"]

    def move() -> None:
        above = queries.called(by, parent)
        actions.move_unit(number=number, parent=above.number, by=by, at=at)

    yield from tried(change, move, "parent")


def _closed(change: Change, by: Actor, at: datetime) -> Iterable[Problem]:
    said = change.values.get("closed_on")
    if not said:
        return

    def close() -> None:
        number = change.row.number if change.row is not None else _number(change, by)
        if number is not None:
            close_unit(number=number, on=date.fromisoformat(said), by=by, at=at)

    yield from tried(change, close, "closed_on")


def _number(change: Change, by: Actor) -> int | None:
    """The unit that a new row made; None when it could not be made, which has been told."""
    whole = _whole(change.values)
    above, _, name = whole.rpartition("/")
    if above and not change.values.get("full_name"):
        whole = f"{queries.called(by, above).full_name}/{name}"
    found = queries.by_full_name(by, [whole]).get(whole)
    return found.number if found else None


def _made(changes: Sequence[Change], by: Actor, at: datetime) -> Iterable[Problem]:
    """New units, parents before children whatever the order of the rows, at once."""
    named: dict[str, list[Change]] = {}
    for change in changes:
        name = _whole(change.values).rpartition("/")[2]
        if not name:
            values = {"heading": "单位名称"}
            yield Problem(change.at.get("name", change.place), "list.required", values)
            continue
        named.setdefault(name, []).append(change)
    known = {unit.full_name for unit in queries.tree(by, closed=True)}
    plans: dict[str, UnitPlan] = {}
    waiting = [change for group in named.values() for change in group]
    while waiting:
        later: list[Change] = []
        for change in waiting:
            whole = _resolved(change, known, by)
            if whole is None:
                later.append(change)
            elif whole in plans or whole in known:
                values = {"name": whole.rpartition("/")[2], "parent": whole.rpartition("/")[0]}
                yield Problem(change.at.get("name", change.place), "units.name_taken", values)
            else:
                plans[whole] = _plan(change, whole)
                known.add(whole)
        if len(later) == len(waiting):
            for change in later:
                yield _orphan(change, by)
            break
        waiting = later
    if plans and len(plans) == sum(len(group) for group in named.values()):
        yield from _stored(changes, list(plans.values()), by, at)


def _resolved(change: Change, known: set[str], by: Actor) -> str | None:
    whole = _whole(change.values)
    above, _, name = whole.rpartition("/")
    if not above or above in known:
        return whole
    if change.values.get("full_name"):
        return None
    ends = [full for full in known if full.endswith(f"/{above}")]
    return f"{ends[0]}/{name}" if len(ends) == 1 else None


def _orphan(change: Change, by: Actor) -> Problem:
    above, _, name = _whole(change.values).rpartition("/")
    at = change.at.get("parent", change.at.get("full_name", change.place))
    try:
        queries.called(by, above)
    except Refusal as refusal:
        if refusal.code == "units.name_ambiguous":
            return Problem(at, refusal.code, refusal.values)
    return Problem(at, "units.parent_unknown", {"name": name, "parent": above})


def _plan(change: Change, whole: str) -> UnitPlan:
    said = change.values
    return UnitPlan(
        full_name=whole,
        short_name=said.get("short_name") or whole.rpartition("/")[2][:40],
        kind=term_of(UnitKind, said["kind"]),
        order=int(said.get("order") or 0) or change.place.row,
        team=said.get("team", ""),
        hardship=said.get("hardship") == YES,
    )


def _stored(
    changes: Sequence[Change], plans: list[UnitPlan], by: Actor, at: datetime
) -> Iterable[Problem]:
    try:
        actions.store_tree(plans=plans, by=by, at=at)
    except Refusal as refusal:
        yield changes[0].problem(refusal)


UNITS = Listing(
    kind=ListKind.UNITS,
    columns=COLUMNS,
    export=Verb.UNITS_READ,
    edit=Verb.UNITS_EDIT,
    rows=_rows,
    natural=_natural,
    grows=True,
    write=_write,
    model=Unit,
)
