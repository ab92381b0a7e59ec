"""A list as a value: its columns, how it is read, and what a changed row does."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats.lists.column import Column
from dandang.formats.roster_in import Place, Problem
from dandang.terms.lists import ListKind
from dandang.terms.refusal import NotPermitted, Refusal


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a list: its number, its cells as text by column, and whose it is."""

    number: int
    values: Mapping[str, str]
    name: str = ""
    path: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One changed cell: what stands in the house, and what it is to be."""

    place: Place
    column: Column
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that changes something: of a record, or of a new one (`row` None)."""

    place: Place
    row: Row | None
    values: Mapping[str, str]
    edits: tuple[CellEdit, ...]
    at: Mapping[str, Place]

    @property
    def edited(self) -> dict[str, str]:
        """The new values of the changed cells, by column."""
        return {edit.column.code: edit.after for edit in self.edits}

    def problem(self, refusal: Refusal, column: str = "") -> Problem:
        """A refusal as a problem of this row, at one of its cells where it is known which."""
        return Problem(self.at.get(column, self.place), refusal.code, refusal.values)


Reader = Callable[[Actor, Any, date], Sequence[Row]]
Writer = Callable[[Sequence[Change], Actor, datetime], Iterable[Problem]]
# What a record is known by besides its key; a row without a key is known by the first of them.
Natural = Callable[[Mapping[str, str]], tuple[Hashable, ...]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list (名单) that can leave the house as a workbook and, with a `write`, come back.

    `rows(viewer, chosen, on)` gives what the viewer may see, `chosen` being a filter of the list's
    own or None. `natural` says how a row without a key is known; with `grows` such a row may be new.
    `model` is the table whose rows an import locks. With `renumbers`, records are at times written
    anew under other numbers, and a row whose key is gone is known by its names as well.
    """

    kind: ListKind
    columns: tuple[Column, ...]
    export: Verb
    rows: Reader
    edit: Verb | None = None
    natural: Natural | None = None
    grows: bool = False
    write: Writer | None = None
    model: type[Model] | None = None
    renumbers: bool = False

    def lock(self, numbers: Iterable[int]) -> None:
        """Hold these records until the transaction ends, so that none changes under the import."""
        if self.model is not None:
            rows = self.model._default_manager.select_for_update(of=("self",))
            list(rows.filter(pk__in=list(numbers)).order_by("pk").values_list("pk"))

    @property
    def code(self) -> str:
        """The stored word of its kind."""
        return str(self.kind)

    @property
    def comes_back(self) -> bool:
        """Whether a changed workbook of it can be imported."""
        return self.write is not None

    def may_leave(self, viewer: Actor) -> bool:
        """Whether the viewer may export it somewhere."""
        return viewer.carries(self.export)

    def may_come_back(self, viewer: Actor) -> bool:
        """Whether the viewer may import it somewhere."""
        return self.comes_back and self.edit is not None and viewer.carries(self.edit)


def tried(change: Change, act: Callable[[], object], column: str = "") -> Iterable[Problem]:
    """Do it, or give why it was refused as a problem of the row; a refused act leaves nothing."""
    try:
        with _apart():
            act()
    except NotPermitted:
        yield Problem(change.at.get(column, change.place), "list.out_of_scope")
    except Refusal as refusal:
        yield change.problem(refusal, column)


def _apart() -> AbstractContextManager[None]:
    return transaction.atomic()
