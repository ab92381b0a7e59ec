"""A finding of the doctor: a sentence's code with its values, and how grave it is."""

from dataclasses import dataclass, field

from dandang.terms.upkeep import Health


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part; the sentence of `code` says what to do about it."""

    code: str
    health: Health
    values: dict[str, object] = field(default_factory=dict)


def fine(code: str, **values: object) -> Finding:
    """A part that is as it should be."""
    return Finding(code, Health.FINE, values)


def attention(code: str, **values: object) -> Finding:
    """A part that somebody should look at; the house runs."""
    return Finding(code, Health.ATTENTION, values)


def missing(code: str, **values: object) -> Finding:
    """A part without which the house does not run, or something cannot be read."""
    return Finding(code, Health.MISSING, values)
