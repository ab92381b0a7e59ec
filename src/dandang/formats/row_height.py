"""How high a row of a workbook must be, so that wrapped text is seen wherever it is opened."""

import unicodedata
from collections.abc import Iterable

PADDING = 4.0


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of `width` characters; an ideograph takes two."""
    room = max(2, int(width - 1))
    taken, used = 1, 0
    for character in text:
        wide = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if character == "\n" or used + wide > room:
            taken, used = taken + 1, 0
        used += wide if character != "\n" else 0
    return taken


def height(cells: Iterable[tuple[str, float]], *, line: float) -> float:
    """The height in points of a row of (text, column width), at `line` points a line."""
    most = max((lines(text, width) for text, width in cells), default=1)
    return most * line + PADDING
