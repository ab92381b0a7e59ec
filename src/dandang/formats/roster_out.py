"""Writing the 常规干部名册 as a workbook: landscape A4, one block a unit, importable again."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from dandang.formats.export_mark import ExportMark, mark_book
from dandang.formats.roster_fields import RosterField
from dandang.formats.row_height import height

F = RosterField

REGULAR: tuple[RosterField, ...] = (
    F.NAME,
    F.POSTS,
    F.SEX,
    F.ETHNICITY,
    F.NATIVE_PLACE,
    F.FULL_TIME_SCHOOLING,
    F.FULL_TIME_SCHOOL,
    F.AT_WORK_SCHOOLING,
    F.AT_WORK_SCHOOL,
    F.BIRTH,
    F.WORK_START,
    F.PARTY,
    F.POST_SINCE,
    F.RANK_SINCE,
    F.NOTE,
)
# What the archive needs beside the regular columns to take people in anew.
MANAGEMENT: tuple[RosterField, ...] = (
    F.RANK,
    F.LEVEL,
    F.REGIME,
    F.AUTHORITY,
    F.IN_SERVICE,
)
_GROUPS = {
    F.FULL_TIME_SCHOOLING: ("全日制教育", "学历"),
    F.FULL_TIME_SCHOOL: ("全日制教育", "毕业院校及专业"),
    F.AT_WORK_SCHOOLING: ("在职教育", "学历"),
    F.AT_WORK_SCHOOL: ("在职教育", "毕业院校及专业"),
}
_WIDTH = 8.2
_LINE = 14.5
_WIDTHS = {F.POSTS: 19.4, F.SEX: 3.5, F.ETHNICITY: 5, F.NATIVE_PLACE: 5, F.LEVEL: 9, F.REGIME: 9}
_WIDTHS |= {F.FULL_TIME_SCHOOL: 12, F.AT_WORK_SCHOOL: 12}
_LEFT = {F.POSTS, F.FULL_TIME_SCHOOL, F.AT_WORK_SCHOOL, F.NOTE}
_MARK = "虚构数据，仅供演示"
_MOST_PAGE_BREAKS = 1000
# The same roster gives the same bytes: a workbook's own birthday is not the clock's.
_BORN = datetime(2000, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Block:
    """One unit's part: its name as title and its people in order, each as text by field."""

    unit: str
    rows: tuple[Mapping[RosterField, str], ...]


def padded(name: str) -> str:
    """A name as it is printed: one ideographic space between two characters."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name


def write_roster(
    blocks: Sequence[Block],
    *,
    on: date,
    columns: Sequence[RosterField] = REGULAR,
    fictitious: bool = False,
    mark: ExportMark | None = None,
) -> bytes:
    """The roster as a workbook (.xlsx). Every cell is text: nothing in it is ever a formula.

    Same values and mark, same bytes. `fictitious` puts 虚构 at the head of every page.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "干部名册", "created": _BORN, "comments": _mark(fictitious)})
    _Sheet(book, columns).write(blocks)
    day = f"截至{on.year}年{on.month}月{on.day}日"
    page = "第 &P 页，共 &N 页"
    mark_book(book, mark, centre=page, left=day, right=_mark(fictitious))
    book.close()
    return out.getvalue()


def _mark(fictitious: bool) -> str:
    return _MARK if fictitious else ""


class _Sheet:
    """The one sheet of the workbook while it is being written."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        columns: Sequence[RosterField],
    ) -> None:
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
        cell = {**base, "border": 1, "num_format": "@"}
        self.columns = columns
        self.title = book.add_format(
            {**base, "font_name": "黑体", "font_size": 15, "align": "center"}
        )
        self.head = book.add_format({**cell, "align": "center"})
        self.centre = book.add_format({**cell, "align": "center"})
        self.left = book.add_format({**cell, "align": "left"})
        self.sheet = book.add_worksheet("干部名册")
        self.row = 0
        self.breaks: list[int] = []
        self._lay_out()

    def write(self, blocks: Sequence[Block]) -> None:
        """Write block after block, each on a page of its own."""
        for block in blocks:
            if self.row:
                self.breaks.append(self.row)
            self._block(block)
        self.sheet.set_h_pagebreaks(self.breaks[:_MOST_PAGE_BREAKS])

    def _lay_out(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        for number, one in enumerate(self.columns):
            self.sheet.set_column(number, number, _WIDTHS.get(one, _WIDTH))

    def _block(self, block: Block) -> None:
        last = len(self.columns) - 1
        self.sheet.merge_range(self.row, 0, self.row, last, "", self.title)
        self.sheet.write_string(self.row, 0, block.unit, self.title)
        self.sheet.set_row(self.row, 28)
        self._headings(self.row + 1)
        self.row += 3
        for values in block.rows:
            cells = [(values.get(one, ""), _WIDTHS.get(one, _WIDTH)) for one in self.columns]
            self.sheet.set_row(self.row, height(cells, line=_LINE))
            for number, one in enumerate(self.columns):
                text = values.get(one, "")
                if one is F.NAME:
                    text = padded(text)
                style = self.left if one in _LEFT else self.centre
                self.sheet.write_string(self.row, number, text, style)
            self.row += 1

    def _headings(self, top: int) -> None:
        number = 0
        while number < len(self.columns):
            one = self.columns[number]
            group = _GROUPS.get(one)
            if group is None:
                self.sheet.merge_range(top, number, top + 1, number, "", self.head)
                self.sheet.write_string(top, number, one.zh, self.head)
                number += 1
                continue
            width = 1
            while (
                number + width < len(self.columns)
                and _GROUPS.get(self.columns[number + width], ("", ""))[0] == group[0]
            ):
                width += 1
            if width > 1:
                self.sheet.merge_range(top, number, top, number + width - 1, "", self.head)
            self.sheet.write_string(top, number, group[0], self.head)
            for step in range(width):
                below = _GROUPS[self.columns[number + step]][1]
                self.sheet.write_string(top + 1, number + step, below, self.head)
            number += width
