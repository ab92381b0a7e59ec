"""All parameters together, and the question what holds on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Self

from dandang.policy.parameters.local import Local
from dandang.policy.parameters.parameter import Declared, Document, Parameter
from dandang.policy.parameters.reading import read_document


@dataclass(frozen=True, slots=True)
class Book:
    """参数册: documents by code, and every parameter by its id."""

    documents: Mapping[str, Document]
    declared: Mapping[str, Declared]

    @classmethod
    def of(cls, read: Iterable[tuple[Document, tuple[Declared, ...]]]) -> Self:
        """The book of these documents. ValueError when a code or an id stands twice."""
        documents: dict[str, Document] = {}
        declared: dict[str, Declared] = {}
        for document, entries in read:
            if document.code in documents:
                raise ValueError(f"{document.code} stands twice")
            documents[document.code] = document
            for entry in entries:
                if entry.id in declared:
                    raise ValueError(f"{entry.id} stands twice")
                declared[entry.id] = entry
        return cls(documents, declared)

    def value(self, id: str, on: date, local: Local) -> Parameter:
        """What holds on a day: the county's own value where the centre leaves it open, else the centre's.

        KeyError for an id that nobody declared; refused before its first day.
        """
        found = self.declared[id]
        held = found.on(on)
        own = local.settings.get(found.setting) if found.setting else None
        if own is None:
            return held
        return Parameter(found, own.value, held.from_day, own.document)


@cache
def book() -> Book:
    """Every parameter that the house carries."""
    folder = files("dandang.policy.parameters")
    places = sorted(place.name for place in folder.iterdir() if place.name.endswith(".toml"))
    return Book.of(read_document(folder.joinpath(name).read_text("utf-8")) for name in places)


def value(id: str, on: date, local: Local) -> Parameter:
    """What holds on a day, from the book of the house; see `Book.value`."""
    return book().value(id, on, local)
