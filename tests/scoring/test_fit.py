"""The joint model: against the same model written out as one dense covariance matrix."""

import numpy as np
import pytest

from dandang.scoring import narrow
from dandang.scoring.exact import Exact, Pairs, Table
from dandang.scoring.fit import Fit, fitted
from dandang.scoring.narrow import Narrow
from dandang.scoring.sheets import Floats
from dandang.scoring.values import Method, Plan
from scoring.rated import Drawn, county, plain


def dense(drawn: Drawn, fit: Fit) -> tuple[Floats, list[Floats], Floats]:
    """V, its derivatives by every variance that is free, and the class columns."""
    sheets, layout = drawn.sheets, fit.layout
    same = [each[:, None] == each[None, :] for each in (sheets.ratee, layout.cell, sheets.rater)]
    found = [np.asarray(part, float) for part, free in zip(same, layout.free, strict=True) if free]
    for part in range(layout.n_parts):
        found.append(np.diag((layout.part == part) / layout.weight))
    v = fit.variances.vector()
    values = [value for value, free in zip(v[:3], layout.free, strict=True) if free]
    values += v[3:].tolist()
    covariance = sum(value * part for value, part in zip(values, found, strict=True))
    columns = (sheets.cls[:, None] == np.arange(len(sheets.classes))).astype(float)
    return np.asarray(covariance), found, columns


def slopes(drawn: Drawn, fit: Fit) -> Floats:
    """The derivatives of the restricted log-likelihood, each times its variance."""
    covariance, parts, columns = dense(drawn, fit)
    inverse = np.linalg.inv(covariance)
    weighed = inverse @ columns
    project = inverse - weighed @ np.linalg.inv(columns.T @ weighed) @ weighed.T
    told = project @ drawn.sheets.score
    v = fit.variances.vector()
    values = [*(x for x, free in zip(v[:3], fit.layout.free, strict=True) if free), *v[3:]]
    return np.array(
        [
            -0.5 * value * (np.sum(project * part) - told @ part @ told)
            for value, part in zip(values, parts, strict=True)
        ]
    )


SMALL = {"ratees": 40, "raters": 40, "units": 2, "grain": 0.0}


@pytest.mark.parametrize("by_class", [True, False])
def test_no_variance_can_be_moved_to_make_the_ratings_likelier(by_class: bool) -> None:
    drawn = county(3, each=(3, 4, 3), **SMALL)
    fit = fitted(drawn.sheets, Plan(), by_class=by_class)
    assert fit.converged and fit.method is Method.EXACT
    assert np.abs(slopes(drawn, fit)).max() < 1e-4


def test_without_classes_there_is_no_ratee_by_class() -> None:
    drawn = plain(5)
    fit = fitted(drawn.sheets, Plan())
    assert fit.components.ratee_class == 0.0
    assert np.abs(slopes(drawn, fit)).max() < 1e-4


def test_scores_and_their_errors_are_those_of_the_written_out_model() -> None:
    drawn = county(4, each=(3, 4, 3), **SMALL)
    sheets, fit = drawn.sheets, fitted(drawn.sheets, Plan())
    covariance, _, columns = dense(drawn, fit)
    inverse = np.linalg.inv(covariance)
    means_cov = np.linalg.inv(columns.T @ inverse @ columns)
    means = means_cov @ columns.T @ inverse @ sheets.score
    v = fit.variances
    # How the true scores go with the ratings: a ratee's own sheets, those of a class more.
    mine = (np.arange(len(sheets.ratees))[:, None] == sheets.ratee).astype(float)
    with_ratings = mine * (v.ratee + v.cell / 3.0)
    gain = with_ratings @ inverse
    assert fit.scores == pytest.approx(
        means.mean() + gain @ (sheets.score - columns @ means), abs=1e-8
    )
    apart = np.full(3, 1 / 3) - gain @ columns
    prior = np.eye(len(mine)) * (v.ratee + v.cell / 3.0)
    errors = prior - gain @ with_ratings.T + apart @ means_cov @ apart.T
    assert fit.common == pytest.approx(errors.mean(), rel=1e-8)
    assert fit.own + 2 * (errors.mean(axis=0) - errors.mean()) + fit.common == pytest.approx(
        np.diag(errors), rel=1e-7
    )


def test_monte_carlo_gives_nearly_the_exact_answer() -> None:
    drawn = county(5, ratees=200, each=(4, 6, 5, 5), raters=250)
    exact = fitted(drawn.sheets, Plan(), method=Method.EXACT)
    drawn_by = fitted(drawn.sheets, Plan(), method=Method.MONTE_CARLO)
    assert np.abs(drawn_by.scores - exact.scores).max() < 0.01
    assert drawn_by.components.ratee == pytest.approx(exact.components.ratee, rel=0.02)
    assert drawn_by.components.rater == pytest.approx(exact.components.rater, rel=0.03)
    assert drawn_by.components.residual == pytest.approx(exact.components.residual, rel=0.01)
    assert np.sqrt(drawn_by.own / exact.own).mean() == pytest.approx(1.0, abs=0.03)
    assert drawn_by.common == pytest.approx(exact.common, rel=0.03)


@pytest.mark.parametrize("raters", [16, 17])
def test_few_raters_are_solved_by_way_of_the_raters_with_the_same_answer(raters: int) -> None:
    drawn = county(6, ratees=30, each=(3, 4, 3), raters=raters, units=1, grain=0.0)
    fit = fitted(drawn.sheets, Plan())
    layout, v = fit.layout, fit.variances
    assert narrow.fits(layout)
    assert np.abs(slopes(drawn, fit)).max() < 1e-4
    one, other = Narrow(layout, v), Exact(layout, Pairs(layout), v)
    again = Exact(layout, Table(layout), v)
    for mine, theirs, dense_one in zip(
        (one.own.cells, one.own.raters, one.uncertainty().sheets),
        (other.own.cells, other.own.raters, other.uncertainty().sheets),
        (again.own.cells, again.own.raters, again.uncertainty().sheets),
        strict=True,
    ):
        assert mine == pytest.approx(theirs, rel=1e-8, abs=1e-10)
        assert dense_one == pytest.approx(theirs, rel=1e-10, abs=1e-12)
    mine, theirs = one.uncertainty(), other.uncertainty()
    assert (mine.sums, mine.cells, mine.raters) == pytest.approx(
        (theirs.sums, theirs.cells, theirs.raters), rel=1e-8
    )
    near, far = (each.errors(fit.loads, fit.class_weights, 20_000, 1) for each in (one, other))
    assert near.own == pytest.approx(far.own, rel=1e-8)
    assert near.common == pytest.approx(far.common, rel=1e-8)
    assert near.draws is not None and far.draws is not None
    assert np.cov(near.draws) == pytest.approx(np.cov(far.draws), abs=0.05 * near.own.max())
