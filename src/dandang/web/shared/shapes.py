"""What pieces are drawn from: plain values, and where their lines and bars stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dandang.days import PartialDate

DONE, NOW, NEXT = "done", "now", "next"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stepper: `place` is done, now or next; `address` leads to its page."""

    title: str
    place: str
    note: str = ""
    who: str = ""
    until: date | None = None
    overdue: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A post held from a day to a day (None: still), as a bar; `lane` words such as 主要任职 or 兼任."""

    title: str
    first: PartialDate
    last: PartialDate | None
    main: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade, an honour or another event of a day or year, as a mark under the bars."""

    title: str
    day: PartialDate


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something on the axis, in percent of its length."""

    title: str
    left: float
    width: float
    row: int
    words: str
    main: bool = True


@dataclass(frozen=True, slots=True)
class CareerDrawing:
    """A career in percent of its axis: bars on rows, gaps of the main line, marks, years."""

    bars: tuple[Drawn, ...]
    gaps: tuple[Drawn, ...]
    marks: tuple[Drawn, ...]
    years: tuple[Drawn, ...]
    rows: int


def career(bars: Sequence[Bar], marks: Sequence[Mark], on: date) -> CareerDrawing:
    """Where posts, gaps and marks stand between the first year and `on`."""
    days = [bar.first.earliest for bar in bars] + [mark.day.earliest for mark in marks] or [on]
    begin = date(min(days).year, 1, 1)
    ends = [bar.last.latest if bar.last else on for bar in bars] + [m.day.latest for m in marks]
    end = date(max([on, *ends]).year + 1, 1, 1)
    length = (end - begin).days

    def at(day: date) -> float:
        return round(100 * (day - begin).days / length, 3)

    free: list[date] = []
    drawn = []
    for bar in sorted(bars, key=lambda bar: (not bar.main, bar.first.earliest)):
        # One post follows another in the same month: drawn end to end, not one under the other.
        first, last = bar.first.earliest, bar.last.earliest if bar.last else on
        row = next((row for row, taken in enumerate(free) if taken <= first), len(free))
        free[row : row + 1] = [last]
        words = f"{bar.first}–{bar.last or ''}"
        width = max(at(last) - at(first), 0.6)
        drawn.append(Drawn(bar.title, at(first), width, row, words, bar.main))
    return CareerDrawing(
        bars=tuple(drawn),
        gaps=tuple(_gaps(bars, at, on)),
        marks=tuple(
            Drawn(mark.title, at(mark.day.earliest), 0, number % 2, str(mark.day))
            for number, mark in enumerate(sorted(marks, key=lambda mark: mark.day.earliest))
        ),
        years=tuple(_years(begin.year, end.year, at)),
        rows=max(len(free), 1),
    )


def _gaps(bars: Sequence[Bar], at: Any, on: date) -> Iterable[Drawn]:
    until: date | None = None
    for bar in sorted(bars, key=lambda bar: bar.first.earliest):
        first = bar.first.earliest
        # Up to a month lies between any two posts known only to the month.
        if until is not None and (first - until).days > 62:
            words = f"{PartialDate.of(until)}–{bar.first}"
            yield Drawn("", at(until), at(first) - at(until), 0, words)
        last = bar.last.latest if bar.last else on
        until = last if until is None else max(until, last)


def _years(first: int, last: int, at: Any) -> Iterable[Drawn]:
    step = next(step for step in (1, 2, 5, 10) if (last - first) / step <= 12 or step == 10)
    for year in range(first, last):
        if year % step == 0:
            yield Drawn(str(year), at(date(year, 1, 1)), 0, 0, "")


@dataclass(frozen=True, slots=True)
class ScoreDrawing:
    """A point and its interval, where it is known, in percent of the scale."""

    at: float | None
    left: float
    width: float
    known: bool


def score(shown: str, *, low: Any, high: Any, least: Any, most: Any) -> ScoreDrawing:
    """Where a score and its interval stand on a scale; no point when there is no number."""
    span = float(most) - float(least)

    def at(value: Any) -> float:
        return round(min(max(100 * (float(value) - float(least)) / span, 0), 100), 2)

    try:
        point: float | None = at(shown)
    except ValueError:
        point = None
    known = low not in (None, "") and high not in (None, "")
    left = at(low) if known else 0.0
    return ScoreDrawing(point, left, at(high) - left if known else 0.0, known)


@dataclass(frozen=True, slots=True)
class Shade:
    """One share of a bar: its grey, so that neighbours differ in print as well."""

    name: str
    count: int
    percent: float
    shown: str
    grey: int


def shades(shares: Iterable[Any]) -> tuple[Shade, ...]:
    """Shares with a grey each, dark to light in the order given."""
    rows = tuple(shares)
    return tuple(
        Shade(
            row.name,
            row.count,
            round(float(row.percent), 3),
            f"{row.shown.rstrip('%')}%",
            min(number, 5),
        )
        for number, row in enumerate(rows)
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole as a bar: its words, count, percent, and the list of who is behind it."""

    name: str
    count: int
    percent: float
    address: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole in its parts; `hidden` when telling them would point at persons."""

    name: str
    parts: tuple[Part, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of an uploaded file: where (row from 1, column heading) and what to do."""

    row: int | None
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an upload would do: counted sentences, problems by row and cell, nothing done yet."""

    name: str
    counts: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...] = ()
    marked_address: str = ""

    @property
    def clean(self) -> bool:
        """Whether it can be done."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Chart:
    """An ECharts option with its title, its words for who cannot see it, and its numbers as a table."""

    title: str
    words: str
    option: Mapping[str, Any]
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...] = field(default=())
    height: int = 320


@dataclass(frozen=True, slots=True)
class FactCard:
    """A dated work fact: what, on which evidence (titles and addresses), verified by which office.

    `dispute` says what is contested; a verifier is named by office, never by name.
    """

    day: Any
    what: str
    state: Any
    evidence: tuple[tuple[str, str], ...] = ()
    verified_by: str = ""
    verified_on: date | None = None
    dispute: str = ""


@dataclass(frozen=True, slots=True)
class FourLists:
    """One line of the four lists: problem, measure, who is responsible, until when, and its state."""

    problem: str
    measure: str
    responsible: str
    until: date
    state: Any
    done: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after; an empty text is a field without a value."""

    field: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Work:
    """Long work: what it is, how far it is, and where the page asks again; done when all is done.

    `total` 0: not known yet.
    """

    title: str
    done: int
    total: int
    address: str = ""
    note: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return 0 < self.total <= self.done
