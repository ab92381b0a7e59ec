"""Benchmarks: `python -m benchmarks` runs each `bench_*` in a process of its own.

A bench has `NAME` (what is measured, in words) and `run() -> list[Figure]`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number, beside the number it is held against: a limit or a named peer."""

    name: str
    value: float
    unit: str
    beside: float | None = None
    peer: str = "limit"
    more_is_better: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The measured number as a share of the one beside it; None where none is named."""
        return self.value / self.beside if self.beside else None

    @property
    def within(self) -> bool:
        """Whether it is no worse than what it is held against."""
        if self.ratio is None:
            return True
        return self.ratio >= 1 if self.more_is_better else self.ratio <= 1
