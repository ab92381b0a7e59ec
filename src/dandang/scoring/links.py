"""How ratings hang together: which ratees and raters are linked by sheets at all (连通性)."""

import numpy as np

from dandang.scoring.sheets import Ints


def parts(ratee: Ints, rater: Ints, n_ratees: int, n_raters: int) -> tuple[int, Ints]:
    """How many separate parts the sheets form, and the number of the part of each ratee."""
    of_ratee = np.arange(n_ratees)
    while True:
        of_rater = np.full(n_raters, n_ratees)
        np.minimum.at(of_rater, rater, of_ratee[ratee])
        new = of_ratee.copy()
        np.minimum.at(new, ratee, of_rater[rater])
        # Each number names a ratee: following it to where that one leads halves the way.
        new = new[new]
        if (new == of_ratee).all():
            break
        of_ratee = new
    names, numbers = np.unique(of_ratee, return_inverse=True)
    return len(names), numbers.astype(np.int64)
