"""What a column of a list is: its heading, what stands in its cells, whether they may be changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from dandang.terms.term import Term


class CellKind(Term):
    """单元格类别: how a cell of a list is read and written."""

    TEXT = "text", "文字", "text"
    WHOLE = "whole", "整数", "whole number"
    MONTH = "month", "年月，如 2026.01", "month, as 2026.01"
    DAY = "day", "日期，如 2026-01-05", "day, as 2026-01-05"
    CHOICE = "choice", "从所列词中选一个", "one of the words listed"
    YES_NO = "yes_no", "是或否", "yes or no"


YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Column:
    """A column (列) of a list. Cells are held as text in one form for each kind.

    `editable`: a changed cell changes the record. `computed`: it follows from other things and is
    not compared. `required`: a row may not leave it blank. `clears`: a blank cell empties it;
    otherwise a blank cell changes nothing. `most`: the longest text, 0 for any. `english`: its name on
    an English page; in the workbook the heading stays Chinese.
    """

    code: str
    heading: str
    kind: CellKind = CellKind.TEXT
    means: str = ""
    editable: bool = False
    computed: bool = False
    required: bool = False
    clears: bool = False
    options: tuple[str, ...] = ()
    most: int = 0
    width: float = 14
    english: str = ""

    def say(self, language: str) -> str:
        """Its name on a page; Chinese where it has no English one."""
        return (self.english if language.startswith("en") else "") or self.heading

    @property
    def words(self) -> tuple[str, ...]:
        """The words a cell may hold; empty when any will do."""
        return (YES, NO) if self.kind is CellKind.YES_NO else self.options


KEY = Column(
    "_key",
    "编号",
    means="系统用来认出这一行，请勿改动；新增的行留空。行可以移动、排序。",
    width=12,
    english="number",
)


def of_term(terms: Sequence[Term]) -> tuple[str, ...]:
    """The Chinese words of a closed list, as the cells of a column of choices hold them."""
    return tuple(term.zh for term in terms)
