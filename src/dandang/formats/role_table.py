"""Who may do what where, as a workbook: one row a holder, roles one after another."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from dandang.formats.export_mark import ExportMark, mark_book

# The same table gives the same bytes: a workbook's own birthday is not the clock's.
_BORN = datetime(2000, 1, 1)  # noqa: DTZ001
_WIDTHS = (16, 60, 12, 18, 22, 12)


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """A role in words: its name, what it may do, and its holders (name, sign-in name, unit, last day)."""

    role: str
    verbs: tuple[str, ...]
    holders: tuple[tuple[str, str, str, str], ...]


def write_role_table(
    sheets: Sequence[RoleSheet], mark: ExportMark, *, title: str, heads: Sequence[str], note: str
) -> bytes:
    """The table of roles as a workbook with the mark of its export, ready to be printed across A4.

    Every cell is text.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": _BORN})
    page = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "border": 1, "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, f"{title}　{note}")
    for column, head in enumerate(heads):
        page.write_string(1, column, head, bold)
    row = 2
    for sheet in sheets:
        for holder in sheet.holders or (("", "", "", ""),):
            said = (sheet.role, "、".join(sheet.verbs), *holder)
            for column, text in enumerate(said):
                page.write_string(row, column, text, cell)
            row += 1
    mark_book(book, mark, centre="&P / &N")
    book.close()
    return out.getvalue()
