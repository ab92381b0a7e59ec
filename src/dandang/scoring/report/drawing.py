"""Drawing: scales with round ticks, and the few shapes that charts are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values `low` to `high` to pixels `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where `value` stands."""
        part = (value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    def ticks(self, most: int = 6) -> tuple[float, ...]:
        """Round values along the scale, at most `most` and a few."""
        step = _step((self.high - self.low) / most)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return tuple(i * step for i in range(first, last + 1))

    @property
    def places(self) -> int:
        """Decimals that tell the ticks apart."""
        step = _step((self.high - self.low) / 6)
        return max(0, ceil(-log10(step) - 1e-9))


def _step(rough: float) -> float:
    unit = 10.0 ** floor(log10(rough))
    return next((step * unit for step in STEPS if step * unit >= rough - 1e-12), 10.0 * unit)


def scale_of(values: Iterable[float], start: float, end: float) -> Scale:
    """A scale that holds all `values` with a little room; never empty."""
    held = list(values)
    low, high = min(held), max(held)
    room = 0.04 * (high - low) or 0.5
    return Scale(low - room, high + room, start, end)


def picture(size: tuple[float, float], name: str, title: str, says: str, shapes: str) -> str:
    """One chart: `title` and `says` are read out in its place; `name` is unique on the page."""
    width, height = size
    return (
        f'<svg viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}" role="img"'
        f' aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(says)}</desc>{shapes}</svg>'
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" class="{kind}"/>'


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A filled box."""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" class="{kind}"/>'
    )


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    """A text, escaped; `anchor` is start, middle or end."""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" class="{kind}" text-anchor="{anchor}">{escape(said)}</text>'
    )


def strokes(lines: Iterable[tuple[float, float, float, float]], kind: str) -> str:
    """Many lines as one shape: thousands of intervals stay a small page."""
    path = "".join(f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" for x1, y1, x2, y2 in lines)
    return f'<path d="{path}" class="{kind}"/>'


def dots(points: Iterable[tuple[float, float]], radius: float, kind: str) -> str:
    """Many points as one shape."""
    path = "".join(
        f"M{_n(x - radius)} {_n(y)}a{_n(radius)} {_n(radius)} 0 1 0 {_n(2 * radius)} 0"
        f"a{_n(radius)} {_n(radius)} 0 1 0 {_n(-2 * radius)} 0"
        for x, y in points
    )
    return f'<path d="{path}" class="{kind}"/>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
