"""Why a number is what it is: every number of scoring down to its inputs, as data and as text.

A `Why` is a sentence with its number and the numbers below it that it is made of. Whoever changes an
input and follows the sentences upwards comes to the changed number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from dandang.scoring.composite.scheme import Branch, Leaf, Scheme
from dandang.scoring.composite.score import Composite, LeafScore
from dandang.scoring.fit import Fit
from dandang.scoring.pooling import Classes, pool
from dandang.scoring.quota import PartProposal
from dandang.scoring.record import weighted_mean
from dandang.scoring.records import by_item
from dandang.scoring.rounding import plain, shown
from dandang.scoring.sheets import SCALE, Sheets
from dandang.scoring.tallies.counting import ClassCount, RateeCount
from dandang.scoring.tallies.rules import Rules
from dandang.scoring.values import Plan
from dandang.terms.sentences import say

PLACES = 4


@dataclass(frozen=True, slots=True)
class Why:
    """One number: a code of the sentences with its blanks, the number as printed, what it is made of."""

    code: str
    value: str
    values: Mapping[str, object] = field(default_factory=dict)
    parts: tuple["Why", ...] = ()

    def said(self, language: str = "zh") -> str:
        """The sentence of this number alone."""
        return say(self.code, language, **{key: _told(v) for key, v in self.values.items()})


def lines(found: Why, language: str = "zh", depth: int = 0) -> Iterator[str]:
    """The whole tree as lines of text, each number below what it is part of."""
    value = f" = {found.value}" if found.value else ""
    yield f"{'  ' * depth}{found.said(language)}{value}"
    for part in found.parts:
        yield from lines(part, language, depth + 1)


def text(found: Why, language: str = "zh") -> str:
    """The whole tree as text, indented."""
    return "\n".join(lines(found, language)) + "\n"


def _told(value: object) -> object:
    return number(value) if isinstance(value, Fraction) else value


def number(value: Fraction) -> str:
    """An exact number as it is written by hand; four decimals where none ends."""
    written = plain(value)
    if "/" not in written:
        return written
    return ("-" if value < 0 else "") + shown(abs(value), PLACES)


def of_record(sheets: Sheets, plan: Plan, ratee: str) -> Why | None:
    """The score of record from ratings: indicators, classes (pooled below k), sums and counts.

    None below k. Refused by KeyError: a ratee who is not there.
    """
    at = _at(sheets, ratee)
    told = by_item(sheets, plan)[at]
    weights = {name: Fraction(plan.classes.get(name, 1)) for name in sheets.classes}
    seen = [name for name in sheets.classes if any(name in cells for _, cells in told)]

    def size(part: Classes) -> int:
        return min(sum(cells.get(name, (0, 0, 0))[0] for name in part) for _, cells in told)

    parts = pool(seen, [(name,) for name in seen], size, max(plan.least, 1))
    if not parts:
        return None
    items, means = [], []
    for weight, cells in told:
        whys, of_classes = [], []
        for part in parts:
            found = [cells[name] for name in part if name in cells]
            total = Fraction(sum(each[1] for each in found), SCALE)
            carried = sum(n * each for n, _, each in found)
            mean = total / carried
            of_part = sum((weights[name] for name in part), Fraction(0))
            of_classes.append((of_part, mean))
            values = {
                "part": "＋".join(part),
                "weight": of_part,
                "total": total / found[0][2],
                "count": sum(n for n, _, _ in found),
            }
            whys.append(Why("why.class_mean", number(mean), values))
        mean = weighted_mean(of_classes)
        means.append((weight, mean))
        items.append(Why("why.item_mean", number(mean), {"weight": weight}, tuple(whys)))
    exact = weighted_mean(means)
    made = tuple(items) if len(items) > 1 else items[0].parts
    printed = shown(exact, plan.decimals) if exact >= 0 else number(exact)
    return Why("why.record", printed, {"ratee": ratee, "exact": exact}, made)


def _at(sheets: Sheets, ratee: str) -> int:
    if ratee not in sheets.ratees:
        raise KeyError(ratee)
    return sheets.ratees.index(ratee)


def of_estimate(sheets: Sheets, fit: Fit, ratee: str, *, by_sheet: bool = False) -> Why:
    """The corrected score: mean of all, and of each class what is kept of a ratee's distance from it.

    `by_sheet` goes on to every sheet with its rater's severity, which is for the owner of the file.
    KeyError for a ratee who is not there.
    """
    at = _at(sheets, ratee)
    layout = fit.layout
    score = sheets.score
    parts = []
    for cell in np.flatnonzero(layout.cell_ratee == at).tolist():
        rows = np.flatnonzero(layout.cell == cell)
        cls = int(layout.cell_class[cell])
        middle = float(score.mean() + fit.means[cls])
        severity = fit.severity[sheets.rater[rows]]
        weight = layout.weight[rows]
        corrected = float(np.average(score[rows] - severity, weights=weight)) - middle
        effect = float(np.mean(score[rows] - middle - severity - fit.residuals[rows]))
        values = {
            "part": sheets.classes[cls] or "—",
            "count": len(rows),
            "mean": _digits(float(np.average(score[rows], weights=weight))),
            "middle": _digits(middle),
            "severity": _digits(float(np.average(severity, weights=weight))),
            "corrected": _digits(corrected),
            "effect": _digits(effect),
            "load": _digits(float(fit.loads[cell])),
        }
        below = tuple(_sheet(sheets, fit, row) for row in rows.tolist()) if by_sheet else ()
        kept = _digits(float(fit.loads[cell]) * effect)
        parts.append(Why("why.cell_effect", kept, values, below))
    whole = Why("why.mean_of_all", _digits(fit.mean), {"count": len(sheets)})
    variances = fit.components
    of_components = Why(
        "why.components",
        "",
        {
            "ratee": _digits(variances.ratee),
            "ratee_class": _digits(variances.ratee_class),
            "rater": _digits(variances.rater),
            "residual": _digits(variances.residual),
        },
    )
    made = (whole, *parts, of_components)
    return Why("why.estimate", _digits(float(fit.scores[at])), {"ratee": ratee}, made)


def _sheet(sheets: Sheets, fit: Fit, row: int) -> Why:
    rater = int(sheets.rater[row])
    values = {"rater": sheets.raters[rater], "severity": _digits(float(fit.severity[rater]))}
    return Why("why.sheet", _digits(float(sheets.score[row])), values)


def _digits(value: float) -> str:
    written = f"{value:.{PLACES}f}"
    return written.removeprefix("-") if float(written) == 0 else written


def of_tally(rules: Rules, found: RateeCount) -> Why | None:
    """The score of record from a tally: classes, marks and their published values; None without one."""
    if found.record is None:
        return None
    exact = weighted_mean((part.weight, part.mean) for part in found.parts)
    parts = tuple(_class_of_tally(rules, part) for part in found.parts)
    return Why("why.record", found.shown, {"ratee": found.ratee, "exact": exact}, parts)


def _class_of_tally(rules: Rules, part: ClassCount) -> Why:
    marks = tuple(
        Why("why.left_out", "", {"grade": grade, "count": n})
        if value is None
        else Why("why.marks", number(n * value), {"grade": grade, "count": n, "value": value})
        for (grade, value), n in zip(rules.grades.items(), part.marks, strict=True)
    )
    values = {
        "part": "＋".join(part.classes),
        "weight": part.weight,
        "total": part.total,
        "count": part.base,
    }
    return Why("why.class_mean", number(part.mean), values, marks)


def of_composite(scheme: Scheme, found: Composite) -> Why | None:
    """The composite as a tree: branches, leaves, and the arithmetic of every entry; None without one."""
    if found.exact is None or found.weighed.before is None:
        return None
    weighed = _part_of(found, scheme.root)
    added = tuple(_leaf(found.leaf(leaf.code), "why.added") for leaf in scheme.added)
    values = {"ratee": found.ratee, "exact": found.exact}
    stars = Why("why.stars", str(found.stars), {"record": found.shown})
    made = (weighed, *added, *((stars,) if scheme.cuts else ()))
    return Why("why.composite", found.shown, values, made)


def _part_of(found: Composite, part: Branch | Leaf) -> Why:
    if isinstance(part, Leaf):
        return _leaf(found.leaf(part.code), "why.leaf")
    value = found.weighed.branches.get(part.code)
    below = tuple(_part_of(found, each) for each in part.parts)
    values = {"part": part.name, "weight": part.weight}
    if value is None:
        return Why("why.branch_missing", "", values, below)
    return Why("why.branch", number(value), values, below)


def _leaf(each: LeafScore, code: str) -> Why:
    leaf, value = each.leaf, each.value
    if each.levelled is None:
        reasons = (Why(value.reason.code, "", value.reason.values),) if value.reason else ()
        return Why("why.leaf_missing", "", {"part": leaf.name, "weight": leaf.weight}, reasons)
    steps = [*value.steps, *([each.level.step] if each.level.step else [])]
    values = {"part": leaf.name, "weight": leaf.weight, "share": 100 * each.share}
    below = tuple(Why(step.code, "", step.values) for step in steps)
    return Why(code, number(each.levelled), values, below)


def of_quota(found: PartProposal) -> Why:
    """A cap: the groups that share it, its exact share, who is within, whom a tie leaves to the panel."""
    part = found.part
    parts = [Why("why.cap", str(part.cap), {"share": part.share, "base": part.base})]
    parts += [_names("why.within", found.within), _names("why.beyond", found.beyond)]
    if found.panel:
        values = {"names": "、".join(found.panel), "open": found.open_places}
        parts.append(Why("why.panel", str(len(found.panel)), values))
    return Why("why.quota", "", {"groups": "、".join(part.groups)}, tuple(parts))


def _names(code: str, names: Sequence[str]) -> Why:
    return Why(code, str(len(names)), {"names": "、".join(names) or "—"})
