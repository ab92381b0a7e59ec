"""The list of items: one version out, or every draft that may be filled; filled and new ones back.

`chosen` is the number of a version, or None for the drafts. What comes back always meets a draft.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dandang.apps.catalogues import actions, queries
from dandang.apps.catalogues.models import CatalogueItem
from dandang.apps.lists.listing import Change, Listing, Row, tried
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats.lists.column import NO, YES, CellKind, Column
from dandang.formats.roster_in import Problem
from dandang.terms.lists import ListKind
from dandang.terms.refusal import Refusal

COLUMNS = (
    Column(
        "catalogue",
        "清单代码",
        means="清单的代码，在清单页面上；新增的行必填。",
        required=True,
        width=24,
        english="code of the catalogue",
    ),
    Column(
        "code",
        "条目编码",
        means="在一份清单里不重复；新增的行必填。",
        required=True,
        most=20,
        width=10,
        english="code of the item",
    ),
    Column(
        "level",
        "层级",
        CellKind.WHOLE,
        means="第一层至第三层，由上级条目得出。",
        computed=True,
        width=6,
        english="level",
    ),
    Column(
        "parent",
        "上级条目",
        means="上级条目的编码；第一层留空。",
        editable=True,
        clears=True,
        most=20,
        width=10,
        english="item above",
    ),
    Column(
        "text",
        "内容",
        means="文件没有写明的留空，即为待填。",
        editable=True,
        clears=True,
        most=500,
        width=60,
        english="text",
    ),
    Column(
        "open",
        "待填",
        CellKind.YES_NO,
        means="内容为空的为“是”。",
        computed=True,
        width=6,
        english="still to be filled",
    ),
    Column("note", "说明", editable=True, clears=True, most=300, width=30, english="note"),
    Column(
        "source",
        "出处",
        means="内容出自哪份文件；纸面交来的写明谁、哪一天。",
        editable=True,
        clears=True,
        most=200,
        width=30,
        english="source",
    ),
)


def _rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    found = queries.fillable_items(viewer, of_version=chosen)
    return tuple(
        Row(
            number=line.number,
            name=f"{catalogue.name} {line.code}",
            path=catalogue.path,
            values={
                "catalogue": catalogue.code,
                "code": line.code,
                "level": str(line.level),
                "parent": line.parent,
                "text": line.text,
                "open": YES if line.open else NO,
                "note": line.note,
                "source": line.source,
            },
        )
        for catalogue, lines in found
        for line in lines
    )


def _natural(values: Mapping[str, str]) -> tuple[Hashable, ...]:
    return ((values.get("catalogue", ""), values.get("code", "")),)


def _write(changes: Sequence[Change], by: Actor, at: datetime) -> Iterable[Problem]:
    """New items first, in the order of the rows, so that others can be put below them."""
    drafts = {row.code: row.draft for row, _ in queries.fillable_items(by)}
    for change in changes:
        if change.row is None:
            yield from _added(change, drafts, by, at)
    for change in changes:
        if change.row is not None:
            yield from _filled(change, by, at)


def _added(
    change: Change, drafts: Mapping[str, int | None], by: Actor, at: datetime
) -> Iterable[Problem]:
    said = change.values
    draft = drafts.get(said["catalogue"])
    if draft is None:
        refusal = Refusal("catalogues.no_draft", said=said["catalogue"])
        yield change.problem(refusal, "catalogue")
        return

    def add() -> None:
        actions.add_item(
            version=draft,
            code=said["code"],
            parent=said.get("parent", ""),
            text=said.get("text", ""),
            note=said.get("note", ""),
            source=said.get("source", ""),
            by=by,
            at=at,
        )

    yield from tried(change, add)


def _filled(change: Change, by: Actor, at: datetime) -> Iterable[Problem]:
    assert change.row is not None
    number, said = change.row.number, change.edited
    yield from tried(
        change,
        lambda: actions.fill(
            item=number,
            text=said.get("text"),
            parent=said.get("parent"),
            note=said.get("note"),
            source=said.get("source"),
            by=by,
            at=at,
        ),
        next(iter(said)) if len(said) == 1 else "",
    )


ITEMS = Listing(
    kind=ListKind.CATALOGUE_ITEMS,
    columns=COLUMNS,
    export=Verb.CATALOGUES_READ,
    edit=Verb.CATALOGUES_FILL,
    rows=_rows,
    natural=_natural,
    grows=True,
    write=_write,
    model=CatalogueItem,
    renumbers=True,
)
