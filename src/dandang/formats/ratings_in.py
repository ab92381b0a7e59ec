"""Ratings from a CSV file: rows as they stand, with every rater's name replaced at the gate."""

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dandang.terms.refusal import Refusal

LARGEST = 200_000_000
ENCODINGS = ("utf-8-sig", "gb18030")
HEADINGS = {
    "ratee": ("ratee", "测评对象", "考核对象", "被测评人", "被评价人", "被评人", "姓名"),
    "rater": ("rater", "评价人", "测评人", "评委", "投票人", "填票人", "票号"),
    "class": ("class", "票类", "评价人类别", "测评人类别", "票种", "类别"),
    "indicator": ("indicator", "测评要素", "aspect", "要素", "测评指标", "指标", "测评项目", "项目"),
    "score": ("score", "分数", "打分", "得分", "评分"),
    "choice": ("choice", "选项", "评价", "测评结果", "等次", "评价等次"),
    "unit": ("unit", "单位", "所在单位", "工作单位", "测评对象单位"),
}  # fmt: skip
NEEDED = ("ratee", "rater", "class", "indicator")


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One line of the file; `rater` is a label, never a name. What is missing is empty."""

    line: int
    ratee: str
    unit: str
    rater: str
    rater_class: str
    indicator: str
    score: str
    choice: str


def read(content: bytes, label: Callable[[str], str]) -> tuple[RatingRow, ...]:
    """The ratings in a CSV file (utf-8 or gb18030; separated by comma, semicolon or tab).

    `label` gives the same label for the same rater's name; the names themselves are not kept.
    Refused when it cannot be read as such a file.
    """
    text = _text(content)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = []
    try:
        places = _places(next(reader, []))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue

            def cell(name: str, cells: list[str] = cells) -> str:
                place = places.get(name)
                if place is None or place >= len(cells):
                    return ""
                return plain(cells[place]) if name == "rater" else _plain_again(cells[place])

            rater = cell("rater")
            rows.append(
                RatingRow(
                    reader.line_num,
                    cell("ratee"),
                    cell("unit"),
                    label(rater) if rater else "",
                    cell("class"),
                    cell("indicator"),
                    cell("score"),
                    cell("choice"),
                )
            )
    except csv.Error as error:
        raise Refusal("ratings.broken_line", line=reader.line_num) from error
    if not rows:
        raise Refusal("ratings.empty")
    return tuple(rows)


def plain(text: str) -> str:
    """`text` without blanks around it, full-width signs as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip()


# Never asked about raters: their names must not stay behind in it.
_plain_again = lru_cache(maxsize=4096)(plain)


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Refusal("ratings.too_large", limit=LARGEST // 1_000_000)
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Refusal("ratings.not_text")


def _places(head: list[str]) -> dict[str, int]:
    """Where each column stands. Refused: a needed column missing, or one given twice."""
    places: dict[str, int] = {}
    for i, heading in enumerate(head):
        said = plain(heading).lower()
        for name, synonyms in HEADINGS.items():
            if said not in synonyms:
                continue
            if name in places:
                raise Refusal("ratings.column_twice", heading=heading)
            places[name] = i
    missing = [HEADINGS[name][1] for name in NEEDED if name not in places]
    if not {"score", "choice"} & places.keys():
        missing.append("选项或分数")
    if missing:
        raise Refusal("ratings.columns_missing", columns="、".join(missing))
    return places
