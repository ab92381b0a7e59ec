"""Everything a round tells: the complete list of its numbers, on which the small-class rule is proved."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dandang.assessing.results import Group, RateeResult, RoundResult
from dandang.assessing.tally import Reconciled
from dandang.assessing.why import why
from dandang.scoring.pooling import Classes
from dandang.scoring.rounding import plain, shown

MEAN_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Published:
    """One number that may be told, and what it is a number of.

    `what` is one of `due present issued returned valid spoilt abstained` (of `classes`);
    `ballots` (of `classes` and `ratee`); `count
    blank base total mean` (of `classes`, `ratee`, `aspect`, a count also of `choice`); `answers
    percent` (of `choice` over all aspects, of `ratee`); `aspect_score` (of `ratee` and `aspect`);
    `score record` (of `ratee`).
    """

    what: str
    value: Fraction
    shown: str
    classes: Classes
    ratee: str = ""
    aspect: str = ""
    choice: str = ""


def published(result: RoundResult) -> tuple[Published, ...]:
    """Every number of a round that anyone may be told; no page, letter or table prints another one."""
    numbers: list[Published] = []
    for row in (*result.groups, result.total):
        numbers.extend(_of_row(row))
    for each in result.ratees:
        numbers.extend(_of_ratee(result, each))
    return tuple(numbers)


def _of_row(row: Reconciled) -> Iterator[Published]:
    for what, value in (
        ("due", row.due),
        ("present", row.present),
        ("issued", row.issued),
        ("returned", row.returned),
        ("valid", row.valid),
        ("spoilt", row.spoilt),
        ("abstained", row.abstained),
    ):
        if value is not None:
            yield Published(what, Fraction(value), str(value), row.classes)


def _of_ratee(result: RoundResult, each: RateeResult) -> Iterator[Published]:
    key = each.ratee.key
    for group in each.groups:
        yield from _of_group(group, key)
    everyone = tuple(code for group in each.groups for code in group.classes)
    for share in each.shares:
        count = Fraction(share.count)
        yield Published("answers", count, str(share.count), everyone, key, choice=share.choice)
        yield Published("percent", share.percent, share.shown, everyone, key, choice=share.choice)
    steps = why(result, key)
    for aspect, step in zip(result.scheme.aspects, steps.aspects if steps else (), strict=False):
        yield Published("aspect_score", step.exact, step.score, everyone, key, aspect.code)
    if each.score is not None and each.record is not None:
        yield Published("score", each.score, each.shown, everyone, key)
        yield Published("record", each.record, each.shown, everyone, key)


def _of_group(group: Group, ratee: str) -> Iterator[Published]:
    ballots = Fraction(group.ballots)
    yield Published("ballots", ballots, str(group.ballots), group.classes, ratee)
    for tally in group.aspects:
        for choice, n in tally.counts.items():
            yield Published(
                "count", Fraction(n), str(n), group.classes, ratee, tally.aspect, choice
            )
        for what, value in (("blank", tally.blank), ("base", tally.base)):
            yield Published(what, Fraction(value), str(value), group.classes, ratee, tally.aspect)
        total = plain(tally.total)
        yield Published("total", tally.total, total, group.classes, ratee, tally.aspect)
        mean = shown(tally.mean, MEAN_DECIMALS)
        yield Published("mean", tally.mean, mean, group.classes, ratee, tally.aspect)
