"""Weighing: values of leaves to one number, the weights of what is missing shared out and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dandang.scoring.composite.scheme import Branch, Leaf, Scheme
from dandang.scoring.record import weighted_mean

Values = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The exact number of one ratee; None where too much is missing.

    `before` is the sum before it was kept within 0 and the most; `branches` holds the value of each
    branch that has one (the whole under ""), `shares` how much each leaf that counts weighs in the
    end (1 for an added one), `missing` the codes of the parts whose weight went to their neighbours.
    """

    exact: Fraction | None
    before: Fraction | None
    branches: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]
    missing: tuple[str, ...]


def weigh(scheme: Scheme, values: Values) -> Weighed:
    """The parts by their weights, then what is added; a branch with too little present is missing."""
    branches: dict[str, Fraction] = {}
    missing: list[str] = []
    whole, shares = _branch(scheme, scheme.root, values, branches, missing)
    if whole is None:
        return Weighed(None, None, {}, {}, tuple(missing))
    before = whole
    for leaf in scheme.added:
        value = values.get(leaf.code)
        if value is None:
            missing.append(leaf.code)
            continue
        before += value
        shares[leaf.code] = Fraction(1)
    exact = min(max(before, Fraction(0)), scheme.most)
    return Weighed(exact, before, branches, shares, tuple(missing))


def _branch(
    scheme: Scheme,
    branch: Branch,
    values: Values,
    branches: dict[str, Fraction],
    missing: list[str],
) -> tuple[Fraction | None, dict[str, Fraction]]:
    there: list[tuple[Branch | Leaf, Fraction]] = []
    inner: dict[str, Fraction] = {}
    present = Fraction(0)
    for part in branch.parts:
        if isinstance(part, Leaf):
            value = values.get(part.code)
            shares = {part.code: Fraction(1)}
        else:
            value, shares = _branch(scheme, part, values, branches, missing)
        if value is None:
            missing.append(part.code)
            continue
        there.append((part, value))
        present += part.weight
        inner |= {code: share * part.weight for code, share in shares.items()}
    total = sum((part.weight for part in branch.parts), Fraction(0))
    if not there or present < scheme.least_present * total:
        return None, {}
    value = weighted_mean((part.weight, each) for part, each in there)
    branches[branch.code] = value
    return value, {code: share / present for code, share in inner.items()}
