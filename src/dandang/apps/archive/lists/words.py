"""The words of cells as values, and values as the words of cells."""

from datetime import date
from typing import TypeVar

from dandang.formats.lists.column import NO, YES
from dandang.terms.term import Term

Word = TypeVar("Word", bound=Term)


def term_of(words: type[Word], said: str) -> Word:
    """The member of a closed list that a cell names; the column offered no other word."""
    return next(word for word in words if word.zh == said)


def yes_no(value: bool) -> str:
    """是 or 否."""
    return YES if value else NO


def day(value: date | None) -> str:
    """`2026-01-05`; blank for none."""
    return value.isoformat() if value else ""
