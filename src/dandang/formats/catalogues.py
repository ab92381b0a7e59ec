"""Catalogues read from TOML: one file, one counted list; every mistake named by line and field."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dandang.terms.refusal import Refusal

DEEPEST = 3
MOST_DECLARED = 9_999
CODE = re.compile(r"[a-z][a-z0-9-]{1,59}")
# The field, its longest text, and whether it must be there.
TEXTS = {
    "code": (60, True),
    "name": (80, True),
    "document": (200, False),
    "source": (200, True),
    "says": (200, False),
    "unit": (8, False),
}
NUMBERS = {"declared": MOST_DECLARED, "aspects": MOST_DECLARED, "level": DEEPEST}
ITEM_TEXTS = {
    "code": (20, True),
    "parent": (20, False),
    "text": (500, False),
    "note": (300, False),
    "source": (200, False),
}


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """One place of a catalogue: where it stands (`level` 1 to 3, `parent` by code) and its text.

    A blank text is a place still to be filled (待填). Below level 1 a blank parent means that the
    document does not say under which aspect it stands.
    """

    code: str
    level: int
    text: str = ""
    parent: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CataloguePlan:
    """A catalogue as its document tells it: counts as declared (None: none declared), items named.

    `document` is blank where the source does not name it. `level` is the one at which items are
    counted; above it stand aspects. `says` are the words of
    the source in which the counts stand, `unit` is the counting word.
    """

    code: str
    name: str
    document: str
    source: str
    says: str
    unit: str
    declared: int | None
    aspects: int | None
    level: int
    items: tuple[ItemPlan, ...]

    def places(self) -> tuple[ItemPlan, ...]:
        """Every place: the items named, then as many to be filled as the document declares more."""
        found = list(self.items)
        if self.level > 1 and self.aspects is not None:
            found += _open_places(found, level=1, wanted=self.aspects, mark="A")
        if self.declared is not None:
            found += _open_places(found, level=self.level, wanted=self.declared, mark="")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a file, as a sentence's code and the values of its blanks."""

    code: str
    values: Mapping[str, object]


class CatalogueMistakes(Refusal):
    """A file cannot be used; `mistakes` name every one of them."""

    def __init__(self, file: str, mistakes: tuple[Mistake, ...]) -> None:
        """Keep all mistakes; the sentence tells how many."""
        super().__init__("catalogues.file_mistakes", file=file, count=len(mistakes))
        self.mistakes = mistakes


def read_catalogue(text: str, *, file: str) -> CataloguePlan:
    """The catalogue in a TOML text. CatalogueMistakes when it cannot be read or contradicts itself."""
    reader = _Reader(text, file)
    plan = reader.plan()
    if reader.mistakes:
        raise CatalogueMistakes(file, tuple(reader.mistakes))
    return plan


def _open_places(
    found: list[ItemPlan], *, level: int, wanted: int, mark: str
) -> Iterator[ItemPlan]:
    taken = {item.code for item in found}
    lacking = wanted - sum(item.level == level for item in found)
    number = 0
    while lacking > 0:
        number += 1
        if f"{mark}{number}" not in taken:
            lacking -= 1
            yield ItemPlan(f"{mark}{number}", level)


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file, self.lines, self.mistakes = file, text.splitlines(), list[Mistake]()
        try:
            self.values: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            line = int(at[1]) if at else max(len(self.lines), 1)
            values = {"file": file, "line": line}
            raise CatalogueMistakes(file, (Mistake("catalogues.not_toml", values),)) from error

    def plan(self) -> CataloguePlan:
        values = self.values
        self._known(values, {*TEXTS, *NUMBERS, "items"}, 0)
        said = self._texts(values, TEXTS, 0)
        if said["code"] and not CODE.fullmatch(said["code"]):
            self._wrong("catalogues.code_unfit", "code", 0)
        counts = {key: self._whole(values, key, most, 0) for key, most in NUMBERS.items()}
        level = counts["level"] or (2 if counts["aspects"] else 1)
        if counts["aspects"] and level == 1:
            self._wrong("catalogues.aspects_unfit", "aspects", 0)
        items = self._items(level)
        for key, at in (("declared", level), ("aspects", 1)):
            named, most = sum(item.level == at for item in items), counts[key]
            if most is not None and named > most:
                self._wrong("catalogues.more_than_declared", key, 0, named=named, declared=most)
        return CataloguePlan(
            **said,
            declared=counts["declared"],
            aspects=counts["aspects"],
            level=level,
            items=items,
        )

    def _items(self, counted: int) -> tuple[ItemPlan, ...]:
        tables = self.values.get("items", [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self._wrong("catalogues.items_unfit", "items", 0)
            return ()
        levels: dict[str, int] = {}
        found = []
        for number, each in enumerate(tables, start=1):
            self._known(each, {*ITEM_TEXTS, "level"}, number)
            said = self._texts(each, ITEM_TEXTS, number)
            level = self._whole(each, "level", DEEPEST, number) or counted
            if said["code"] in levels:
                self._wrong("catalogues.code_twice", "code", number, said=said["code"])
            if said["parent"] and levels.get(said["parent"]) != level - 1:
                self._wrong("catalogues.parent_unfit", "parent", number, parent=said["parent"])
            levels[said["code"]] = level
            found.append(ItemPlan(level=level, **said))
        return tuple(found)

    def _known(self, values: Mapping[str, Any], known: set[str], number: int) -> None:
        for key in values:
            if key not in known:
                self._wrong("catalogues.field_unknown", key, number)

    def _texts(
        self, values: Mapping[str, Any], fields: Mapping[str, tuple[int, bool]], number: int
    ) -> dict[str, str]:
        found = {}
        for key, (most, must) in fields.items():
            value = values.get(key, "")
            found[key] = value.strip() if isinstance(value, str) else ""
            if not isinstance(value, str) or len(found[key]) > most:
                self._wrong("catalogues.text_unfit", key, number, limit=most)
            elif must and not found[key]:
                self._wrong("catalogues.field_missing", key, number)
        return found

    def _whole(self, values: Mapping[str, Any], key: str, most: int, number: int) -> int | None:
        value = values.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self._wrong("catalogues.number_unfit", key, number, limit=most)
            return None
        return value

    def _wrong(self, code: str, key: str, number: int, **values: object) -> None:
        field = f"[[items]]#{number}.{key}" if number else key
        at = {"file": self.file, "line": self._line(key, number), "field": field}
        self.mistakes.append(Mistake(code, {**at, **values}))

    def _line(self, key: str, number: int) -> int:
        """The line on which a field, or else its table, is written; 1 when neither is."""
        tables, head = 0, 1
        for place, line in enumerate(self.lines, start=1):
            if line.lstrip().startswith("[["):
                tables += 1
                head = place if tables == number else head
            if tables == number and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return place
        return head
