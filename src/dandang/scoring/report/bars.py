"""Bars: how variances share out, how many stand in each band, how severe raters are."""

from collections import Counter
from collections.abc import Sequence
from math import floor

from dandang.scoring.report.drawing import Scale, box, line, picture, scale_of, text
from dandang.scoring.report.words import Words, digits
from dandang.scoring.values import Components, RateeScore, RaterNote

WIDTH = 960.0
BINS = 24
TALL = 170.0


def variances(words: Words, name: str, found: Components) -> str:
    """The variance of one sheet as one bar, each share with its number."""
    parts = [
        (words.plain("report.of_ratee"), found.ratee, "share1"),
        (words.plain("report.of_ratee_class"), found.ratee_class, "share2"),
        (words.plain("report.of_rater"), found.rater, "share3"),
        (words.plain("report.of_residual"), found.residual, "share4"),
    ]
    total = sum(value for _, value, _ in parts)
    shapes, told, at = [], [], 0.0
    for i, (label, value, kind) in enumerate(parts):
        share = value / total if total > 0 else 0.0
        shapes.append(box(at, 8, share * WIDTH, 22, kind))
        percent = f"{100 * share:.1f} %"
        shapes.append(box(i * WIDTH / 4, 44, 12, 12, kind))
        said = words.plain("report.share", part=label, value=digits(value, 4), percent=percent)
        shapes.append(text(i * WIDTH / 4 + 18, 55, said, "small"))
        told.append(said)
        at += share * WIDTH
    title = words.plain("report.variances")
    return picture((WIDTH, 64), name, title, words.listed(told), "".join(shapes))


def bands(words: Words, name: str, ratees: Sequence[RateeScore]) -> str:
    """How many stand in each band; empty where there are no bands."""
    counts = Counter(each.band for each in ratees if each.band is not None)
    if not counts:
        return ""
    at = 0.0
    shapes, told = [], []
    total = sum(counts.values())
    for band, count in sorted(counts.items()):
        width = WIDTH * count / total
        shapes.append(box(at, 8, width - 1, 26, "band deep" if band % 2 else "band"))
        if width > 26:
            shapes.append(text(at + width / 2, 26, str(count), "", "middle"))
            shapes.append(text(at + width / 2, 50, str(band), "small", "middle"))
        told.append(words.plain("report.band_count", band=band, count=count))
        at += width
    title = words.plain("report.bands")
    return picture((WIDTH, 58), name, title, words.listed(told), "".join(shapes))


def severity(words: Words, name: str, raters: Sequence[RaterNote]) -> str:
    """How many raters are how severe, without names: it is corrected, not held against anybody."""
    values = [each.severity for each in raters]
    x = scale_of([*values, 0.0], 40, WIDTH - 10)
    step = (x.high - x.low) / BINS
    counts = Counter(min(BINS - 1, floor((value - x.low) / step)) for value in values)
    most = max(counts.values())
    foot = TALL - 34
    y = Scale(0, most, foot, 14)
    shapes = [line(40, foot, WIDTH - 10, foot, "axis"), line(x(0), 8, x(0), foot, "grid")]
    for bin_, count in sorted(counts.items()):
        left, right = x(x.low + bin_ * step), x(x.low + (bin_ + 1) * step)
        shapes.append(box(left + 1, y(count), right - left - 2, foot - y(count), "bar"))
        shapes.append(text((left + right) / 2, y(count) - 3, str(count), "small", "middle"))
    for tick in x.ticks():
        shapes.append(text(x(tick), foot + 16, digits(tick, x.places), "small", "middle"))
    shapes.append(text(40, TALL - 2, words.plain("report.severe"), "small"))
    shapes.append(text(WIDTH - 10, TALL - 2, words.plain("report.mild"), "small", "end"))
    says = words.plain(
        "report.severity_says", count=len(values), low=digits(min(values)), high=digits(max(values))
    )
    return picture((WIDTH, TALL), name, words.plain("report.severity"), says, "".join(shapes))
