"""Writing a list as a workbook: chosen columns, what each means, and the values as they left."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import xlsxwriter

from dandang.formats.export_mark import ExportMark, mark_book
from dandang.formats.lists.column import KEY, Column
from dandang.formats.row_height import height

# The sheet that is read back, and the one that keeps what stood in the house when it was written.
MEANING_SHEET = "说明"
LEFT_SHEET = "_dandang"
LEFT_MARK = "dandang-list-1"
PROBLEMS = "问题"
_LINE = 15.0
_SAID, _MEANS = 24.0, 70.0
_FICTITIOUS = "虚构数据，仅供演示"
_BORN = datetime(2000, 1, 1)  # noqa: DTZ001
# Rows below the last one in which a choice is still offered: room to add to the list.
_ROOM = 500
_LONGEST_OFFER = 255
_PAGES = "第 &P 页，共 &N 页"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: its key (blank for a new one) and its cells as text, by column."""

    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself: which list, the day, what was chosen.

    One that does not `comes_back` has no keys and keeps no values for comparing.
    """

    code: str
    title: str
    day: str
    chosen: str = ""
    fictitious: bool = False
    comes_back: bool = True


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with rows that came back: sentences by row and column (blank: the row)."""

    sentences: Mapping[tuple[int, str], str] = field(default_factory=dict)


NO_FAULTS = Faults()


def write_list(
    lines: Sequence[Line],
    columns: Sequence[Column],
    about: About,
    *,
    left: Mapping[str, Mapping[str, str]] | None = None,
    faults: Faults = NO_FAULTS,
    mark: ExportMark | None = None,
) -> bytes:
    """The list as a workbook (.xlsx): same values and mark, same bytes.

    Every cell is text: nothing in it is ever a formula.

    A hidden sheet keeps the values by key (`left`, or those of `lines`), so that what was changed
    in the workbook can be told from what was changed meanwhile in the house. With `faults`, wrong
    cells carry the reason as a comment and in a last column. `mark` is that of the export; the
    empty workbook of a list has none.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    fictitious = _FICTITIOUS if about.fictitious else ""
    book.set_properties({"title": about.title, "created": _BORN, "comments": fictitious})
    shown = [KEY, *columns] if about.comes_back else list(columns)
    _Writer(book, shown, about, faults).write(lines)
    _write_meaning(book, shown, about, mark)
    if about.comes_back:
        kept = {line.key: line.values for line in lines if line.key} if left is None else left
        _write_left(book, columns, about, kept)
    mark_book(book, mark, centre=_PAGES, left=f"{about.title}　{about.day}", right=fictitious)
    book.close()
    return out.getvalue()


class _Writer:
    """The sheet of the list while it is being written."""

    def __init__(
        self, book: xlsxwriter.Workbook, columns: Sequence[Column], about: About, faults: Faults
    ) -> None:
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
        cell = {**base, "border": 1, "num_format": "@"}
        self.columns, self.faults, self.comes_back = columns, faults, about.comes_back
        self.head = book.add_format({**cell, "bold": True, "align": "center"})
        self.open = book.add_format(cell)
        self.shut = book.add_format({**cell, "font_color": "#666666", "bg_color": "#F2F0EC"})
        self.wrong = book.add_format({**cell, "bg_color": "#F6E3C5"})
        self.sheet = book.add_worksheet(about.title[:31])
        self._lay_out()

    def write(self, lines: Sequence[Line]) -> None:
        """Write the headings and the rows, and offer the words of choices."""
        last = len(self.columns)
        for place, column in enumerate(self.columns):
            heading = f"{column.heading}*" if column.required else column.heading
            self.sheet.write_string(0, place, heading, self.head)
        if self.faults.sentences:
            self.sheet.write_string(0, last, PROBLEMS, self.head)
        for number, line in enumerate(lines):
            self._row(number, line)
        self._offer(len(lines))

    def _row(self, number: int, line: Line) -> None:
        reasons: list[str] = []
        sized: list[tuple[str, float]] = []
        for place, column in enumerate(self.columns):
            text = line.key if column is KEY else line.values.get(column.code, "")
            reason = self.faults.sentences.get((number, column.code))
            style = self.shut if self.comes_back and not column.editable else self.open
            self.sheet.write_string(number + 1, place, text, self.wrong if reason else style)
            sized.append((text, column.width))
            if reason:
                reasons.append(f"{column.heading}：{reason}")
                self.sheet.write_comment(number + 1, place, reason, {"author": ""})
        if whole := self.faults.sentences.get((number, "")):
            reasons.insert(0, whole)
        if self.faults.sentences:
            words = "\n".join(reasons)
            self.sheet.write_string(number + 1, len(self.columns), words, self.open)
            sized.append((words, 40.0))
        self.sheet.set_row(number + 1, min(height(sized, line=_LINE), 400))

    def _offer(self, rows: int) -> None:
        for place, column in enumerate(self.columns):
            words = column.words
            if not column.editable or not words or len(",".join(words)) > _LONGEST_OFFER:
                continue
            rule = {
                "validate": "list",
                "source": list(words),
                "error_title": column.heading,
                "error_message": "请从下拉列表中选择。",
            }
            self.sheet.data_validation(1, place, rows + _ROOM, place, rule)

    def _lay_out(self) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 2 if len(self.columns) > 2 else 1)
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, column.width, self.open)
        if self.faults.sentences:
            sheet.set_column(len(self.columns), len(self.columns), 40)


def _write_meaning(
    book: xlsxwriter.Workbook, columns: Sequence[Column], about: About, mark: ExportMark | None
) -> None:
    sheet = book.add_worksheet(MEANING_SHEET)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    wrap = book.add_format({"font_name": "宋体", "text_wrap": True, "valign": "top", "border": 1})
    head = book.add_format({"font_name": "宋体", "bold": True, "valign": "top", "border": 1})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, _SAID)
    sheet.set_column(2, 2, 14)
    sheet.set_column(3, 3, _MEANS)
    said = [
        ("名单", about.title),
        ("导出日期", about.day),
        ("导出号", mark.number if mark else ""),
        ("导出人", mark.by if mark else ""),
        ("导出时间", mark.at if mark else ""),
        ("用途", mark.purpose if mark else ""),
        ("范围", about.chosen),
        ("数据", _FICTITIOUS if about.fictitious else ""),
    ]
    row = 0
    for name, words in said:
        if words:
            sheet.write_string(row, 0, name, head)
            sheet.write_string(row, 1, words, wrap)
            sheet.set_row(row, height([(words, _SAID)], line=_LINE))
            row += 1
    row += 1
    for place, words in enumerate(("列", "填写形式", "能否修改", "含义")):
        sheet.write_string(row, place, words, head)
    for number, column in enumerate(columns, start=row + 1):
        means = column.means
        if column.options:
            means = f"{means}可填：{'、'.join(column.options)}。"
        may = "可改" if column.editable else "不改" if about.comes_back else ""
        if column.required:
            may += "，必填"
        elif column.clears:
            may += "，留空即清空"
        sheet.set_row(number, height([(means, _MEANS)], line=_LINE))
        for place, words in enumerate((column.heading, column.kind.zh, may, means)):
            sheet.write_string(number, place, words, wrap)


def _write_left(
    book: xlsxwriter.Workbook,
    columns: Sequence[Column],
    about: About,
    left: Mapping[str, Mapping[str, str]],
) -> None:
    sheet = book.add_worksheet(LEFT_SHEET)
    sheet.very_hidden()
    codes = [column.code for column in columns]
    for place, words in enumerate((LEFT_MARK, about.code, about.day)):
        sheet.write_string(0, place, words)
    for place, words in enumerate((KEY.code, *codes)):
        sheet.write_string(1, place, words)
    for number, (key, values) in enumerate(left.items(), start=2):
        for place, words in enumerate((key, *(values.get(code, "") for code in codes))):
            sheet.write_string(number, place, words)
