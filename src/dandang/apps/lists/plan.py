"""What a list that came back would do, cell by cell: yours, the house's, and where both changed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from dandang.apps.lists.listing import CellEdit, Change, Listing, Row
from dandang.formats.lists.book_in import ListBook, ListRow
from dandang.formats.lists.cell import plain
from dandang.formats.lists.column import KEY, Column
from dandang.formats.roster_in import Place, Problem


@dataclass(frozen=True, slots=True)
class ListPlan:
    """The differences. `named`: the records that the file names; `left`: how many it does not.

    `house`: cells that were changed in the house since the export and not in the file; they stay.
    `fingerprint` is the same as long as the same file would do the same.
    """

    book: ListBook
    changes: tuple[Change, ...]
    same: int
    named: tuple[Row, ...]
    left: int
    house: tuple[CellEdit, ...]
    problems: tuple[Problem, ...]

    @property
    def new(self) -> tuple[Change, ...]:
        """The rows that make a record."""
        return tuple(change for change in self.changes if change.row is None)

    @property
    def changed(self) -> tuple[Change, ...]:
        """The rows that change a record."""
        return tuple(change for change in self.changes if change.row is not None)

    @property
    def fingerprint(self) -> str:
        """Equal for equal differences; it tells a page that things moved on since it was drawn."""
        told = [
            [
                change.row.number if change.row else None,
                sorted((one.column.code, one.before, one.after) for one in change.edits),
                [] if change.row else sorted(change.values.items()),
            ]
            for change in self.changes
        ]
        text = json.dumps(told, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class _Planning:
    """The plan while it is being made."""

    listing: Listing
    book: ListBook
    rows: Mapping[int, Row]
    named: Mapping[Hashable, set[int]]
    problems: list[Problem]
    changes: list[Change] = field(default_factory=list)
    house: list[CellEdit] = field(default_factory=list)
    seen: dict[int, Place] = field(default_factory=dict)
    same: int = 0


def plan_list(listing: Listing, book: ListBook, rows: Sequence[Row]) -> ListPlan:
    """Compare a list that came back with the records as they are now."""
    named: dict[Hashable, set[int]] = defaultdict(set)
    if listing.natural is not None:
        for row in rows:
            for name in listing.natural(row.values):
                named[name].add(row.number)
    numbers = {row.number: row for row in rows}
    planning = _Planning(listing, book, numbers, named, list(book.problems))
    for each in book.rows:
        _plan_row(planning, each)
    return ListPlan(
        book=book,
        changes=tuple(planning.changes),
        same=planning.same,
        named=tuple(numbers[number] for number in planning.seen),
        left=len(numbers.keys() - planning.seen.keys()),
        house=tuple(planning.house),
        problems=tuple(planning.problems),
    )


def _plan_row(planning: _Planning, row: ListRow) -> None:
    if row.key and row.number is None:
        return
    number = row.number if row.number is not None else _by_name(planning, row)
    if number not in planning.rows and planning.listing.renumbers and row.key:
        number = _renumbered(planning, row, number)
    if number is None:
        return
    if number < 0:
        _plan_new(planning, row)
        return
    if number not in planning.rows:
        planning.problems.append(Problem(row.at[KEY.code], "list.key_unknown", {"said": row.key}))
        return
    if number in planning.seen:
        values = {"row": planning.seen[number].row}
        planning.problems.append(Problem(row.place, "list.row_twice", values))
        return
    planning.seen[number] = row.place
    _compare(planning, row, planning.rows[number])


_NEW = -1


def _renumbered(planning: _Planning, row: ListRow, number: int | None) -> int | None:
    """The one record that has the names of a row whose key is gone."""
    assert planning.listing.natural is not None
    found = planning.named.get(planning.listing.natural(row.values)[0], set())
    return next(iter(found)) if len(found) == 1 else number


def _by_name(planning: _Planning, row: ListRow) -> int | None:
    """The record that a row without a key names; _NEW when there is none; None for a problem."""
    natural = planning.listing.natural
    if natural is None:
        planning.problems.append(Problem(row.place, "list.key_missing"))
        return None
    found = planning.named.get(natural(row.values)[0], set())
    if len(found) == 1:
        return next(iter(found))
    if found:
        planning.problems.append(Problem(row.place, "list.several_alike", {"count": len(found)}))
        return None
    if not planning.listing.grows:
        planning.problems.append(Problem(row.place, "list.key_missing"))
        return None
    return _NEW


def _plan_new(planning: _Planning, row: ListRow) -> None:
    lacking = [
        column
        for column in planning.listing.columns
        if column.required and not row.raw.get(column.code)
    ]
    for column in lacking:
        place = row.at.get(column.code, row.place)
        planning.problems.append(Problem(place, "list.required", {"heading": column.heading}))
    # A cell that could not be read has been told already.
    if lacking or row.raw.keys() - row.values.keys() - {KEY.code}:
        return
    planning.changes.append(Change(row.place, None, row.values, (), row.at))


def _compare(planning: _Planning, row: ListRow, record: Row) -> None:
    left = (planning.book.left or {}).get(record.number)
    edits = []
    for column in planning.listing.columns:
        if column.computed or column.code not in row.values:
            continue
        # By these the row was known, in whatever form the office writes them.
        if row.number is None and not column.editable:
            continue
        edit = _edit(planning, row, record, column, left)
        if edit is not None:
            edits.append(edit)
    if edits:
        planning.changes.append(Change(row.place, record, row.values, tuple(edits), row.at))
    else:
        planning.same += 1


def _edit(
    planning: _Planning,
    row: ListRow,
    record: Row,
    column: Column,
    left: Mapping[str, str] | None,
) -> CellEdit | None:
    said, now = row.values[column.code], plain(record.values.get(column.code, ""))
    before = left.get(column.code) if left is not None else None
    if said == now:
        return None
    edit = CellEdit(row.at[column.code], column, now, said)
    if said == before:
        planning.house.append(edit)
        return None
    if not said and not column.clears:
        if column.required:
            values = {"heading": column.heading}
            planning.problems.append(Problem(edit.place, "list.required", values))
        return None
    if not column.editable:
        values = {"heading": column.heading, "now": now}
        planning.problems.append(Problem(edit.place, "list.not_editable", values))
        return None
    if before is not None and before != now:
        values = {"heading": column.heading, "before": before, "now": now, "said": said}
        planning.problems.append(Problem(edit.place, "list.conflict", values))
        return None
    return edit
