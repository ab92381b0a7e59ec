"""The tally (统计表) of a round as a workbook and as a printed table, from the same plain values."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from dandang.formats.export_mark import ExportMark, mark_book
from dandang.formats.letters.pdf import draw
from dandang.formats.letters.same_bytes import normalised
from dandang.formats.row_height import height

Values = Mapping[str, Any]
COUNTS = ("应到", "实到", "发出", "收回", "有效", "作废", "弃权")
NAME_WIDTH, WIDTH = 34, 11
LINE = 15.0


def workbook(values: Values, mark: ExportMark | None = None) -> bytes:
    """The tally as .xlsx with the sheets 票数, 得分, 明细 and 说明: same values and mark, same bytes.

    Every text is written as text, never as a formula or a link. `values` are those of
    `assessing.tally_document.tally_values`.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": datetime(2000, 1, 1), "title": values["title"]})  # noqa: DTZ001
    styles = {
        _places(digits): book.add_format(
            {"border": 1, "align": "right", "valign": "vcenter", "num_format": digits}
        )
        for digits in ("0", *("0." + "0" * places for places in range(1, 11)))
    } | {
        "title": book.add_format({"font_size": 14, "bold": True}),
        "head": book.add_format(
            {"border": 1, "bg_color": "#F4F1EA", "align": "center", "valign": "vcenter", "text_wrap": True}
        ),
        "text": book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True}),
        "number": book.add_format({"border": 1, "align": "right", "valign": "vcenter"}),
        "note": book.add_format({"text_wrap": True, "valign": "top"}),
    }  # fmt: skip
    for name, heads, rows in (
        ("票数", ("票类", *COUNTS), values["counts"]),
        ("得分", values["score_heads"], values["scores"]),
        ("明细", values["detail_heads"], values["details"]),
    ):
        _sheet(book, styles, values, _Sheet(name, heads, rows))
    notes = book.add_worksheet("说明")
    notes.set_landscape()
    notes.set_paper(9)
    notes.fit_to_pages(1, 0)
    notes.set_column(0, 0, 100)
    for i, note in enumerate(values["notes"]):
        notes.write_string(i, 0, note, styles["note"])
    fictional = str(values["fictional"]).replace("&", "&&")
    mark_book(book, mark, centre=f"{fictional}　第 &P 页 共 &N 页")
    book.close()
    return normalised(made.getvalue())


def printed(values: Values) -> bytes:
    """The tally as PDF, A4 across: counts, scores and notes."""
    return draw("letters", "tally.typ", {"counts_heads": ["票类", *COUNTS], **values}, values)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def _places(digits: str) -> str:
    return f"places {len(digits.partition('.')[2])}"


def _sheet(
    book: Any,
    styles: Mapping[str, Any],
    values: Values,
    content: _Sheet,
) -> None:
    sheet = book.add_worksheet(content.name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, 1)
    sheet.write_string(0, 0, f"{values['title']}　{content.name}", styles["title"])
    sheet.set_column(0, 0, NAME_WIDTH)
    sheet.set_column(1, max(1, len(content.heads) - 1), WIDTH)
    widths = [NAME_WIDTH] + [WIDTH] * max(1, len(content.heads) - 1)
    sheet.set_row(1, height(zip(content.heads, widths, strict=False), line=LINE))
    for column, head in enumerate(content.heads):
        sheet.write_string(1, column, head, styles["head"])
    numeric = values["numeric"].get(content.name, ())
    for number, row in enumerate(content.rows, start=2):
        told = [str(cell) for cell in row]
        sheet.set_row(number, height(zip(told, widths, strict=False), line=LINE))
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, styles["number"])
            elif column in numeric and re.fullmatch(r"\d+(\.\d+)?", cell):
                sheet.write_number(number, column, float(cell), styles[_places(cell)])
            else:
                sheet.write_string(number, column, cell, styles["text"])
