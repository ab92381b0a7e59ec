"""Reading a list back: from a workbook or a CSV file, wherever its headings stand."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dandang.formats import gate, sheets
from dandang.formats.lists.book_out import LEFT_MARK, LEFT_SHEET, MEANING_SHEET, PROBLEMS
from dandang.formats.lists.cell import plain, read
from dandang.formats.lists.column import KEY, Column
from dandang.formats.lists.key import number_of
from dandang.formats.roster_fields import plain as plain_heading
from dandang.formats.roster_in import Place, Problem
from dandang.formats.sheets import Cell, Sheet
from dandang.terms.refusal import Refusal

# Titles and hints may stand above the headings, but not more of them than this.
_LAST_HEADING_ROW = 20
_ZIP = b"PK"
_OLD = b"\xd0\xcf\x11\xe0"
_CSV = "CSV"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row as it came: its number (None: no key), what its cells say, where they stand.

    `values` holds the cells that could be read, `raw` every cell as it stood, both by column.
    """

    place: Place
    number: int | None
    key: str
    values: Mapping[str, str]
    raw: Mapping[str, str]
    at: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class ListBook:
    """A list as it came back. `left`: the values as they left the house, by number, if known."""

    rows: tuple[ListRow, ...]
    present: frozenset[str]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    left: Mapping[int, Mapping[str, str]] | None


def read_list(data: bytes, columns: Sequence[Column], *, code: str) -> ListBook:
    """The rows of a workbook (.xlsx) or CSV file (UTF-8 or GB18030) of the list `code`.

    Refusal when it is neither, when it is another list's, or has no headings; what is wrong with
    single cells is among the problems.
    """
    found = _sheets(data)
    left = _left(found, code)
    shown = [sheet for sheet in found if sheet.name not in {LEFT_SHEET, MEANING_SHEET}]
    for sheet in shown:
        for number, row in enumerate(sheet.rows[:_LAST_HEADING_ROW]):
            headings = _headings(row, columns)
            if len(headings) >= min(2, len(columns)):
                return _rows(sheet, number, headings, columns, code=code, left=left)
    wanted = "、".join(column.heading for column in columns[:4])
    raise Refusal("list.no_headings", headings=wanted)


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    if data.startswith((_ZIP, _OLD)):
        return sheets.read(data)
    if len(data) > gate.MOST_MB * 1024 * 1024:
        raise Refusal("workbook.too_large", size=len(data) // 1024 // 1024, limit=gate.MOST_MB)
    if b"\x00" in data or not data.strip():
        raise Refusal("list.not_a_list")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise Refusal("list.not_a_list") from error
    return (Sheet(_CSV, _csv_rows(text)),)


def _csv_rows(text: str) -> tuple[tuple[Cell, ...], ...]:
    first = text.lstrip().partition("\n")[0]
    mark = max(",\t;", key=first.count)
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if len(rows) >= gate.MOST_ROWS or len(row) > gate.MOST_COLUMNS:
                raise Refusal("workbook.too_far", rows=gate.MOST_ROWS, columns=gate.MOST_COLUMNS)
            rows.append(tuple(cell or None for cell in row))
    except csv.Error as error:
        raise Refusal("list.not_a_list") from error
    return tuple(rows)


def _left(found: Sequence[Sheet], code: str) -> dict[int, dict[str, str]] | None:
    sheet = next((sheet for sheet in found if sheet.name == LEFT_SHEET), None)
    if sheet is None or len(sheet.rows) < 2 or plain(_at(sheet.rows[0], 0)) != LEFT_MARK:
        return None
    other = plain(_at(sheet.rows[0], 1))
    if other != code:
        raise Refusal("list.another_list")
    codes = [plain(cell) for cell in sheet.rows[1]]
    left: dict[int, dict[str, str]] = {}
    for row in sheet.rows[2:]:
        try:
            number = number_of(code, plain(_at(row, 0)))
        except Refusal:
            continue
        left[number] = {name: plain(_at(row, place)) for place, name in enumerate(codes)}
    return left


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _headings(row: Sequence[Cell], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column's heading stands in a row. Refusal when one stands there twice."""
    known = {plain_heading(column.heading): column for column in [KEY, *columns]}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = known.get(plain_heading(plain(cell)))
        if column is None:
            continue
        if column.code in found:
            if len(found) > 1:
                raise Refusal("list.heading_twice", heading=column.heading)
            continue
        found[column.code] = place
    return found


def _rows(
    sheet: Sheet,
    top: int,
    headings: Mapping[str, int],
    columns: Sequence[Column],
    *,
    code: str,
    left: Mapping[int, Mapping[str, str]] | None,
) -> ListBook:
    rows, problems = [], []
    for number, cells in enumerate(sheet.rows[top + 1 :], start=top + 2):
        if not any(plain(cell) for cell in cells) or _headings_again(cells, headings, columns):
            continue
        row, wrong = _row(sheet.name, number, cells, headings, columns, code=code)
        rows.append(row)
        problems += wrong
    known = {PROBLEMS, *(column.heading for column in columns), KEY.heading, ""}
    plainly = {plain_heading(heading) for heading in known}
    ignored = [plain(cell) for cell in sheet.rows[top] if plain_heading(plain(cell)) not in plainly]
    if not rows:
        raise Refusal("list.no_rows")
    return ListBook(tuple(rows), frozenset(headings), tuple(problems), tuple(ignored), left)


def _headings_again(
    cells: Sequence[Cell], headings: Mapping[str, int], columns: Sequence[Column]
) -> bool:
    by_code = {column.code: column.heading for column in [KEY, *columns]}
    return all(
        plain_heading(plain(_at(cells, place))) == plain_heading(by_code[name])
        for name, place in headings.items()
    )


def _row(
    sheet: str,
    number: int,
    cells: Sequence[Cell],
    headings: Mapping[str, int],
    columns: Sequence[Column],
    *,
    code: str,
) -> tuple[ListRow, list[Problem]]:
    whole = Place(sheet, number)
    at = {name: Place(sheet, number, place + 1) for name, place in headings.items()}
    raw = {name: plain(_at(cells, place)) for name, place in headings.items()}
    values, problems = {}, []
    for column in columns:
        if column.code not in headings:
            continue
        try:
            values[column.code] = read(column, _at(cells, headings[column.code]))
        except Refusal as refusal:
            problems.append(Problem(at[column.code], refusal.code, refusal.values))
    key, found = raw.get(KEY.code, ""), None
    if key:
        try:
            found = number_of(code, key)
        except Refusal as refusal:
            problems.append(Problem(at[KEY.code], refusal.code, refusal.values))
    return ListRow(whole, found, key, values, raw, at), problems
