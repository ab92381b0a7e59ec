"""The mark that an exported file carries, so that a leaked page leads back to its export."""

from dataclasses import asdict, dataclass
from typing import Any

# Excel cuts a header or footer that is longer than this.
_MOST = 255
# As much as stands across A4 in small type, beside the number of the page.
_ACROSS = 80


@dataclass(frozen=True, slots=True)
class ExportMark:
    """The number of an export in the register, who took it out, when (`2026.11.22 09:30`), what for."""

    number: str
    by: str
    at: str
    purpose: str

    @property
    def line(self) -> str:
        """The whole mark in one line."""
        return f"导出号 {self.number}　{self.by}　{self.at}　用途：{self.purpose}"

    @property
    def short(self) -> str:
        """What stands across a page: number, name and day."""
        return f"{self.number}　{self.by}　{self.at[:10]}"


def values_of(mark: ExportMark | None) -> dict[str, str] | None:
    """The mark as plain values for a PDF form; None without one."""
    return None if mark is None else {**asdict(mark), "line": mark.line, "short": mark.short}


def mark_book(
    book: Any, mark: ExportMark | None, *, centre: str, left: str = "", right: str = ""
) -> None:
    """Put the mark into properties, header and footer of every sheet of an xlsxwriter workbook.

    Call it when all sheets are there, before closing. `centre` is the footer's own text (page
    numbers); `left` and `right` the header's. All three are in Excel's codes.
    """
    for sheet in book.worksheets():
        if mark is None:
            sheet.set_header(f"&L{left}&R{right}")
            sheet.set_footer(f"&C{centre}")
            continue
        number = f"导出号 {_plain(mark.number)}"
        sheet.set_header(f"&L{left}&C&9{number}　{_plain(mark.by)}&R{right}")
        room = _MOST - len(centre) - 20
        sheet.set_footer(f"&L&8{_broken(mark.line)[:room].rstrip('&')}&R{centre}")
    if mark is not None:
        book.set_custom_property("导出号", mark.number)
        book.set_custom_property("导出人", mark.by)
        book.set_custom_property("导出时间", mark.at)
        book.set_custom_property("导出用途", mark.purpose)


def _broken(line: str) -> str:
    starts = range(0, len(line), _ACROSS)
    return "\n".join(_plain(line[start : start + _ACROSS]) for start in starts)


def _plain(text: str) -> str:
    return text.replace("&", "&&")
