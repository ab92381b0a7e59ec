"""Cutting a long list into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number from 1, and how many rows there are in all."""

    rows: tuple[Row, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        """The number of the page before, or None."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, or None."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def first_row(self) -> int:
        """The place of this page's first row in the list, from 1; 0 for an empty list."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """The place of this page's last row in the list."""
        return min(self.number * self.size, self.total)


def window(number: int, size: int, total: int) -> slice:
    """The slice of a list that page `number` shows; a number past the end shows the last page."""
    last = max(1, -(-total // size))
    number = min(max(1, number), last)
    return slice((number - 1) * size, number * size)


def paged(rows: Sequence[Row], number: int, size: int) -> Page[Row]:
    """Page `number` of a list that is at hand whole."""
    cut = window(number, size, len(rows))
    return Page(tuple(rows[cut]), cut.start // size + 1, size, len(rows))
