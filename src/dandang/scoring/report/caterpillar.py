"""The caterpillar: every score as a point with its interval, in order, bands behind it."""

import itertools
from collections.abc import Iterator, Sequence

from dandang.scoring.report.drawing import (
    Scale,
    box,
    dots,
    line,
    picture,
    scale_of,
    strokes,
    text,
)
from dandang.scoring.report.words import Words, digits
from dandang.scoring.values import RateeScore

NAMED = 60
WIDTH = 960.0
ROW = 22.0
LEFT, RIGHT, TOP, BOTTOM = 150.0, 120.0, 28.0, 34.0
TALL = 360.0
LONGEST = 10


def caterpillar(words: Words, name: str, ratees: Sequence[RateeScore]) -> str:
    """Best first: with a name to each row for few ratees, as one strip for many."""
    title = words.plain("report.caterpillar")
    says = words.plain(
        "report.caterpillar_says",
        count=len(ratees),
        best=digits(ratees[0].score),
        last=digits(ratees[-1].score),
        width=digits(_usual_width(ratees)),
    )
    drawn = _named if len(ratees) <= NAMED else _strip
    height, shapes = drawn(words, ratees)
    return picture((WIDTH, height), name, title, says, shapes)


def _usual_width(ratees: Sequence[RateeScore]) -> float:
    widths = sorted(each.high - each.low for each in ratees)
    return widths[len(widths) // 2]


def _bands(ratees: Sequence[RateeScore]) -> Iterator[tuple[int, int, int]]:
    """Each band with the places of its first ratee and of the one after its last."""
    at = 0
    for band, members in itertools.groupby(ratees, key=lambda each: each.band):
        count = len(list(members))
        if band is not None:
            yield band, at, at + count
        at += count


def _ends(ratees: Sequence[RateeScore]) -> list[float]:
    return [each.low for each in ratees] + [each.high for each in ratees]


def _named(words: Words, ratees: Sequence[RateeScore]) -> tuple[float, str]:
    height = TOP + ROW * len(ratees) + BOTTOM
    x = scale_of(_ends(ratees), LEFT, WIDTH - RIGHT)
    foot = height - BOTTOM

    def y(i: float) -> float:
        return TOP + ROW * i

    shapes = []
    for band, first, after in _bands(ratees):
        shade = "band" if band % 2 else "band paler"
        shapes.append(box(0, y(first), WIDTH, y(after) - y(first), shade))
        shapes.append(text(6, y(first) + 15, words.plain("report.band_n", band=band), "small"))
    shapes += [line(x(tick), TOP, x(tick), foot, "grid") for tick in x.ticks()]
    middles = [y(i) + ROW / 2 for i in range(len(ratees))]
    shapes.append(
        strokes(
            ((x(e.low), m, x(e.high), m) for e, m in zip(ratees, middles, strict=True)), "interval"
        )
    )
    shapes.append(dots(((x(e.score), m) for e, m in zip(ratees, middles, strict=True)), 4, "point"))
    for each, middle in zip(ratees, middles, strict=True):
        shapes.append(text(LEFT - 10, middle + 5, _short(each.ratee), "", "end"))
        told = words.plain("report.row_says", score=digits(each.score), sheets=each.n_sheets)
        shapes.append(text(WIDTH - 6, middle + 5, told, "small", "end"))
    shapes += [text(x(t), foot + 20, digits(t, x.places), "small", "middle") for t in x.ticks()]
    return height, "".join(shapes)


def _strip(words: Words, ratees: Sequence[RateeScore]) -> tuple[float, str]:
    y = scale_of(_ends(ratees), TALL - BOTTOM, TOP)
    x = Scale(0, len(ratees), 48, WIDTH - 8)
    foot = TALL - BOTTOM
    shapes = []
    for band, first, after in _bands(ratees):
        shade = "band" if band % 2 else "band paler"
        shapes.append(box(x(first), TOP, x(after) - x(first), foot - TOP, shade))
        if x(after) - x(first) > 22:
            at = (x(first) + x(after)) / 2
            shapes.append(text(at, TOP - 8, str(band), "small", "middle"))
    for tick in y.ticks():
        shapes.append(line(48, y(tick), WIDTH - 8, y(tick), "grid"))
        shapes.append(text(42, y(tick) + 4, digits(tick, y.places), "small", "end"))
    mid = [x(i + 0.5) for i in range(len(ratees))]
    shapes.append(
        strokes(((m, y(e.low), m, y(e.high)) for e, m in zip(ratees, mid, strict=True)), "interval")
    )
    shapes.append(dots(((m, y(e.score)) for e, m in zip(ratees, mid, strict=True)), 1.5, "point"))
    for i in sorted({0, len(ratees) // 2, len(ratees) - 1}):
        anchor = "start" if i == 0 else "end" if i == len(ratees) - 1 else "middle"
        shapes.append(text(mid[i], foot + 20, str(i + 1), "small", anchor))
    shapes.append(text(48, TALL - 2, words.plain("report.in_order"), "small"))
    return TALL, "".join(shapes)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
