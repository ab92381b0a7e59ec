"""Reading a roster (干部名册) from a workbook: any column order, headings in one row or two."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dandang.formats import roster_cells as cells
from dandang.formats.roster_fields import COUNTED, RosterField, field_of, plain
from dandang.formats.sheets import Cell, Sheet, read
from dandang.terms.refusal import Refusal

F = RosterField

READERS: dict[RosterField, Callable[[Cell], Any]] = {
    F.NAME: cells.name,
    F.UNIT: cells.plain,
    F.POSTS: cells.posts,
    F.ETHNICITY: cells.ethnicity,
    F.BIRTH: cells.month,
    F.WORK_START: cells.month,
    F.POST_SINCE: cells.month,
    F.RANK_SINCE: cells.month,
    F.PARTY: cells.party,
    F.IDENTITY: cells.identity_number,
    F.IN_SERVICE: cells.in_service,
    F.SEX: lambda cell: cells.word(F.SEX, cell),
    F.LEVEL: lambda cell: cells.word(F.LEVEL, cell),
    F.REGIME: lambda cell: cells.word(F.REGIME, cell),
    F.AUTHORITY: lambda cell: cells.word(F.AUTHORITY, cell),
}
# What a row begins with that sums up or closes a list.
_NO_PERSON = ("合计", "总计", "小计", "共计", "填表", "制表", "审核", "注:", "注：", "说明", "备注")
# What the short name of a unit ends in, where a person's rarely does.
_UNIT_ENDS = tuple("局委办部镇乡村院校馆社会团区县处所站科股室组队司厂府协")
# Headings stand in one row, or in two when groups span several columns.
_FEWEST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the workbook: sheet, row from 1, column from 1 (None: the row as a whole)."""

    sheet: str
    row: int
    column: int | None = None

    @property
    def cell(self) -> str:
        """The place as a spreadsheet writes it: `C5`, or `5` for a row."""
        letters, rest = "", self.column or 0
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to be put right: where, and the sentence's code with its values."""

    place: Place
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's row: what its cells say by field, where they stand, and the titles above it.

    A field whose column is missing is not in `said`; a blank cell is `Absent.UNKNOWN`. `titles` are
    the lines above the headings and above the row, nearest first: one of them names the unit.
    `order` counts the rows of a block from 1.
    """

    place: Place
    said: Mapping[RosterField, Any]
    columns: Mapping[RosterField, int]
    titles: tuple[str, ...]
    order: int

    def at(self, one: RosterField) -> Place:
        """The cell of a field; the whole row when there is no such column."""
        return Place(self.place.sheet, self.place.row, self.columns.get(one))


@dataclass(frozen=True, slots=True)
class Roster:
    """What a workbook says: rows, problems by row and cell, and headings nobody understood."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]


def read_roster(data: bytes) -> Roster:
    """The roster of a workbook (.xlsx). Refusal when it cannot be read or holds no headings."""
    reader = _Reader()
    for sheet in read(data):
        reader.read(sheet)
    if not reader.headed:
        raise Refusal("roster.no_headings")
    return Roster(tuple(reader.rows), tuple(reader.problems), tuple(dict.fromkeys(reader.ignored)))


class _Reader:
    """Walks down the sheets: titles, headings, people."""

    def __init__(self) -> None:
        self.rows: list[RosterRow] = []
        self.problems: list[Problem] = []
        self.ignored: list[str] = []
        self.headed = False

    def read(self, sheet: Sheet) -> None:
        """Read one sheet on."""
        columns: dict[RosterField, int] = {}
        titles: list[str] = []
        order, fresh, skip = 0, True, 0
        bare: Problem | None = None
        for number, row in enumerate(sheet.rows, start=1):
            texts = [cells.text(cell) for cell in row]
            told = [text for text in texts if text]
            if skip or not told:
                skip = max(0, skip - 1)
                continue
            place = Place(sheet.name, number)
            heading = _is_heading(texts)
            if bare is not None and not heading:
                self.problems.append(bare)
            bare = None
            if heading:
                below = sheet.rows[number] if number < len(sheet.rows) else ()
                columns, skip = self._headings(place, texts, [cells.text(cell) for cell in below])
                order, fresh = 0, False
            elif len(told) == 1:
                bare = _bare_name(place, texts, columns)
                titles = [told[0], *(() if not fresh else titles)]
                order, fresh = 0, True
            elif columns and not told[0].startswith(_NO_PERSON):
                order, fresh = order + 1, False
                self._person(place, row, columns, (*titles, sheet.name), order)
        if bare is not None:
            self.problems.append(bare)

    def _headings(
        self, place: Place, upper: list[str], lower: list[str]
    ) -> tuple[dict[RosterField, int], int]:
        """The column of each field, and how many rows below belong to the headings."""
        self.headed = True
        two = _is_second_heading(upper, lower)
        columns: dict[RosterField, int] = {}
        for number, heading in enumerate(_joined(upper, lower if two else []), start=1):
            found = field_of(heading)
            if found is None:
                if heading and plain(heading) not in COUNTED:
                    self.ignored.append(heading)
            elif found in columns:
                where = Place(place.sheet, place.row, number)
                self.problems.append(Problem(where, "roster.heading_twice", {"field": found}))
            else:
                columns[found] = number
        return columns, int(two)

    def _person(
        self,
        place: Place,
        row: Sequence[Cell],
        columns: Mapping[RosterField, int],
        titles: tuple[str, ...],
        order: int,
    ) -> None:
        said: dict[RosterField, Any] = {}
        for one, number in columns.items():
            cell = row[number - 1] if number <= len(row) else None
            try:
                said[one] = READERS.get(one, cells.plain)(cell)
            except Refusal as refusal:
                where = Place(place.sheet, place.row, number)
                self.problems.append(Problem(where, refusal.code, refusal.values))
        if not said.get(F.NAME):
            where = Place(place.sheet, place.row, columns[F.NAME])
            self.problems.append(Problem(where, "roster.name_missing"))
            return
        self.rows.append(RosterRow(place, said, columns, titles, order))


def _bare_name(
    place: Place, texts: Sequence[str], columns: Mapping[RosterField, int]
) -> Problem | None:
    """A row that holds a name and nothing else is no title that may be read over.

    What stands right above headings is a title, whatever it looks like.
    """
    number = columns.get(F.NAME, 0)
    name = cells.name(texts[number - 1]) if 0 < number <= len(texts) else ""
    if not 2 <= len(name) <= 3 or name.endswith(_UNIT_ENDS) or name in _NO_PERSON:
        return None
    where = Place(place.sheet, place.row, number)
    return Problem(where, "roster.row_incomplete", {"name": name})


def _is_heading(texts: Sequence[str]) -> bool:
    # Most rows hold people: a word that every heading for names has tells the others apart cheaply.
    if not any("名" in text for text in texts):
        return False
    found = {field_of(text) for text in texts if text} - {None}
    groups = sum(plain(text) in {"全日制教育", "在职教育", "全日制", "在职"} for text in texts)
    return F.NAME in found and len(found) + groups >= _FEWEST_HEADINGS


def _is_second_heading(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the row below only refines headings: nothing under 姓名, words of headings elsewhere."""
    told = [(number, text) for number, text in enumerate(lower) if text]
    if not told:
        return False
    joined = _joined(upper, lower)
    under_name = [number for number, _ in told if number < len(upper) and _is_name(upper[number])]
    return not under_name and all(
        number < len(joined) and field_of(joined[number]) is not None for number, _ in told
    )


def _is_name(heading: str) -> bool:
    return field_of(heading) is F.NAME


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Headings of two rows as one: a group's name goes before each of its columns."""
    headings = []
    group = ""
    for number in range(max(len(upper), len(lower))):
        above = upper[number] if number < len(upper) else ""
        below = lower[number] if number < len(lower) else ""
        group = above or group
        if below:
            headings.append((above or group) + below)
        else:
            headings.append(above)
    return headings
