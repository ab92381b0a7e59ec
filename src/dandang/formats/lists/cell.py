"""Reading one cell of a list into the one form in which its kind is held."""

import re
import unicodedata
from datetime import date, timedelta

from dandang.days import PartialDate
from dandang.formats import roster_cells
from dandang.formats.lists.column import NO, YES, CellKind, Column
from dandang.formats.sheets import Cell
from dandang.terms.refusal import Refusal

# Day 1 of a workbook's calendar; it counts a 29th of February 1900 that never was.
_BEFORE_FIRST = date(1899, 12, 30)
# Serials of 1927 to 2119: no year, month or day written as figures alone looks like one of them.
_SERIALS = range(10_000, 80_000)
_MOST_WHOLE = 99_999
_YES = {YES, "对", "√", "✓", "Y", "YES", "TRUE", "1", "有"}
_NO = {NO, "不是", "×", "X", "N", "NO", "FALSE", "0", "无"}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)


def read(column: Column, cell: Cell) -> str:
    """The cell as text in the form of its column's kind; blank for a blank cell.

    Refusal when it cannot be that: the sentence says what may stand there.
    """
    said = plain(cell)
    if not said:
        return ""
    return _READERS[column.kind](column, cell, said)


def plain(cell: Cell) -> str:
    """A cell as text: lines kept, blanks outside and what cannot be seen gone."""
    if isinstance(cell, str):
        text = unicodedata.normalize("NFC", cell).replace("\r\n", "\n").replace("\r", "\n")
        return _CONTROL.sub("", text).strip()
    return roster_cells.text(cell)


def narrow(said: str) -> str:
    """Text with full-width figures and signs made narrow and no blanks at all."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", said))


def _text(column: Column, cell: Cell, said: str) -> str:
    if isinstance(cell, float) and (abs(cell) >= 1e15 or "e" in said):
        raise Refusal("list.digits_lost", heading=column.heading)
    if column.most and len(said) > column.most:
        raise Refusal("list.too_long", heading=column.heading, length=len(said), limit=column.most)
    return said


def _whole(column: Column, _: Cell, said: str) -> str:
    figures = re.sub(r"\.0+$", "", narrow(said))
    if not (figures.isascii() and figures.isdigit()) or int(figures[:9]) > _MOST_WHOLE:
        raise Refusal("list.not_whole", heading=column.heading, said=said)
    return str(int(figures))


def _month(column: Column, cell: Cell, said: str) -> str:
    serial = _serial(cell, said)
    value = roster_cells.month(serial if serial is not None else cell)
    if not isinstance(value, PartialDate):
        # 无 states that there is none.
        return said
    return str(value)


def _day(column: Column, cell: Cell, said: str) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    serial = _serial(cell, said)
    if serial is not None:
        return serial.isoformat()
    try:
        known = PartialDate.parse(said)
    except ValueError as error:
        raise Refusal("list.not_a_day", heading=column.heading, said=said) from error
    if known.day is None:
        raise Refusal("list.not_a_day", heading=column.heading, said=said)
    return known.earliest.isoformat()


def _serial(cell: Cell, said: str) -> date | None:
    figures = re.sub(r"\.0+$", "", narrow(said))
    if isinstance(cell, date) or not (figures.isascii() and figures.isdigit()):
        return None
    number = int(figures[:9])
    return _BEFORE_FIRST + timedelta(days=number) if number in _SERIALS else None


def _choice(column: Column, _: Cell, said: str) -> str:
    word = narrow(said)
    for option in column.options:
        if word == narrow(option):
            return option
    raise Refusal(
        "list.not_offered",
        heading=column.heading,
        said=said,
        options="、".join(column.options),
    )


def _yes_no(column: Column, _: Cell, said: str) -> str:
    word = narrow(said).upper()
    if word in _YES:
        return YES
    if word in _NO:
        return NO
    raise Refusal("list.not_offered", heading=column.heading, said=said, options=f"{YES}、{NO}")


_READERS = {
    CellKind.TEXT: _text,
    CellKind.WHOLE: _whole,
    CellKind.MONTH: _month,
    CellKind.DAY: _day,
    CellKind.CHOICE: _choice,
    CellKind.YES_NO: _yes_no,
}
