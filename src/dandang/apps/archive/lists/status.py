"""The list of status periods: new ones, ends and corrections come back; sealed kinds never leave."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from dandang.apps.archive.actions.status import correct_status, record_status
from dandang.apps.archive.lists.words import day, term_of
from dandang.apps.archive.models import Person, StatusPeriod
from dandang.apps.archive.queries.people import seen
from dandang.apps.archive.queries.statuses import OPEN_KINDS, all_statuses
from dandang.apps.lists.listing import Change, Listing, Row, tried
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats import roster_cells
from dandang.formats.lists.column import CellKind, Column, of_term
from dandang.formats.lists.key import key_of, number_of
from dandang.formats.roster_in import Problem
from dandang.terms.lists import ListKind
from dandang.terms.people import StatusKind
from dandang.terms.refusal import Refusal

COLUMNS = (
    Column(
        "person",
        "干部编号",
        means="干部名单里的编号；新增的行可以留空，按姓名和单位认人。",
        width=12,
        english="number of the cadre",
    ),
    Column("name", "姓名", required=True, width=10, english="name"),
    Column("unit", "单位", means="干部所在单位的名称。", width=20, english="unit"),
    Column(
        "kind",
        "状态",
        CellKind.CHOICE,
        required=True,
        options=of_term(OPEN_KINDS),
        width=10,
        english="status",
    ),
    Column("first_day", "起", CellKind.DAY, required=True, width=12, english="from"),
    Column(
        "last_day",
        "止",
        CellKind.DAY,
        means="最后一天；还没有结束的留空。",
        editable=True,
        clears=True,
        width=12,
        english="until",
    ),
    Column("note", "说明", editable=True, clears=True, most=200, width=30, english="note"),
    Column(
        "document", "依据文件", editable=True, clears=True, most=120, width=30, english="document"
    ),
)
_PEOPLE = str(ListKind.PEOPLE)


def _rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=one.number,
            name=one.name,
            path=one.path,
            person=one.person,
            values={
                "person": key_of(_PEOPLE, one.person),
                "name": one.name,
                "unit": one.unit,
                "kind": one.kind.zh,
                "first_day": day(one.first_day),
                "last_day": day(one.last_day),
                "note": one.note,
                "document": one.document,
            },
        )
        for one in all_statuses(viewer, chosen, Verb.ARCHIVE_EXPORT)
    )


def _natural(values: Mapping[str, str]) -> tuple[Hashable, ...]:
    what = (values.get("kind"), values.get("first_day"))
    by_name = (roster_cells.name(values.get("name", "")), values.get("unit", ""), *what)
    key = values.get("person", "")
    return ((key, *what), by_name) if key else (by_name,)


def _write(changes: Sequence[Change], by: Actor, at: datetime) -> Iterable[Problem]:
    for change in changes:
        if change.row is None:
            yield from tried(change, lambda: _begin(change, by, at))  # noqa: B023
            continue
        now = {**change.row.values, **change.edited}
        number = change.row.number
        column = "last_day" if "last_day" in change.edited else ""
        yield from tried(
            change,
            lambda: correct_status(
                period=number,  # noqa: B023
                last_day=_day(now["last_day"]),  # noqa: B023
                note=now["note"],  # noqa: B023
                document=now["document"],  # noqa: B023
                by=by,
                at=at,
            ),
            column,
        )


def _begin(change: Change, by: Actor, at: datetime) -> None:
    said = change.values
    record_status(
        person=_person(said, by),
        kind=term_of(StatusKind, said["kind"]),
        first_day=date.fromisoformat(said["first_day"]),
        last_day=_day(said.get("last_day", "")),
        note=said.get("note", ""),
        document=said.get("document", ""),
        by=by,
        at=at,
    )


def _person(said: Mapping[str, str], by: Actor) -> int:
    """The person a new row means. Refused when nobody, or more than one, is called so there."""
    name = roster_cells.name(said["name"])
    people = seen(by, Verb.ARCHIVE_EDIT).filter(name=name)
    if said.get("person"):
        people = people.filter(pk=number_of(_PEOPLE, said["person"]))
    elif said.get("unit"):
        people = _in_unit(people, said["unit"])
    found = list(people[:2])
    if len(found) != 1:
        code = "list.person_several" if found else "list.person_unknown"
        raise Refusal(code, name=name)
    return found[0].pk


def _in_unit(people: QuerySet[Person], unit: str) -> QuerySet[Person]:
    whole = people.filter(unit__full_name=unit)
    return whole if whole.exists() else people.filter(unit__name=unit)


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None


STATUS = Listing(
    kind=ListKind.STATUS,
    columns=COLUMNS,
    export=Verb.ARCHIVE_EXPORT,
    edit=Verb.ARCHIVE_EDIT,
    rows=_rows,
    natural=_natural,
    grows=True,
    write=_write,
    model=StatusPeriod,
    renumbers=True,
)
