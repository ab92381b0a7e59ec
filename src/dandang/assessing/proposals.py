"""Proposals of grades: what the published cut points say; a panel decides."""

from collections.abc import Sequence
from fractions import Fraction

from dandang.assessing.scheme import GradeCut


def proposal(cuts: Sequence[GradeCut], record: Fraction) -> str:
    """The grade (等次) whose cut point the score of record reaches; empty when there is none.

    It looks at the score of record as printed, so that nobody misses a cut that his letter reaches.
    """
    return next((cut.grade for cut in cuts if record >= cut.least), "")
