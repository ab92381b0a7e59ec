"""The scores of a group on one scale: a dot for each, and the lines between the grades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

BINS = 100
MOST_HIGH = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """Where one score stands: percent of the scale, and how many dots lie below it."""

    left: float
    row: int


@dataclass(frozen=True, slots=True)
class Band:
    """One grade's stretch of the scale, from its line upwards, and how many scores lie in it."""

    grade: str
    least: str
    left: float
    width: float
    count: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A group on one scale from `least` to `most`; `rows` dots stand above one another at most.

    `without` people have no score and no dot.
    """

    least: float
    most: float
    dots: tuple[Dot, ...]
    bands: tuple[Band, ...]
    rows: int
    without: int


def strip(scores: Iterable[str], cuts: Sequence[Any], *, most: Any = 100) -> Strip | None:
    """Scores as texts (an empty one is no score) over cuts with `grade` and `least`, highest first.

    The scale begins at the ten below the lowest score or the lowest line above nought that anybody
    needs; None when nobody has a score.
    """
    texts = tuple(scores)
    points = sorted(float(text) for text in texts if text)
    if not points:
        return None
    top = float(most)
    lines = [float(cut.least) for cut in cuts if 0 < float(cut.least) <= points[0]]
    bottom = min(points[0], max(lines, default=points[0])) // 10 * 10
    bottom = bottom - 10 if bottom >= top else bottom

    def at(value: float) -> float:
        return round(min(max(100 * (value - bottom) / (top - bottom), 0), 100), 2)

    dots = tuple(_dots(points, at))
    return Strip(
        least=bottom,
        most=top,
        dots=dots,
        bands=tuple(_bands(points, cuts, at)),
        rows=max(dot.row for dot in dots) + 1,
        without=len(texts) - len(points),
    )


def _dots(points: Sequence[float], at: Any) -> Iterable[Dot]:
    piled: dict[int, int] = {}
    for point in points:
        place = int(at(point) * BINS / 100)
        row = piled.get(place, 0)
        piled[place] = row + 1
        yield Dot(at(point), row)


def _bands(points: Sequence[float], cuts: Sequence[Any], at: Any) -> Iterable[Band]:
    above: float | None = None
    for cut in cuts:
        least = float(cut.least)
        count = sum(least <= point and (above is None or point < above) for point in points)
        left = at(least)
        width = round((100.0 if above is None else at(above)) - left, 2)
        if width > 0:
            yield Band(cut.grade, f"{least:g}", left, width, count)
        above = least
