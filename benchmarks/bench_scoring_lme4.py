"""`dandang score` beside R's lme4: same table, same formula, one thread each, runs in turn."""

import json
import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import Figure
from benchmarks import scoring_rounds as rounds

NAME = f"Scoring beside lme4 (load when begun: {os.getloadavg()[0]:.1f})"
SHEETS_RATIO, TWO_WAY_RATIO = 0.25, 0.45
PAIRS = 3
NAMES = {"ratee": "ratee", "ratee:class": "ratee_class", "rater": "rater", "Residual": "residual"}


def run() -> list[Figure]:
    """Time (lme4 as it comes) and agreement (lme4 to the end of its search) on a county's sheets and on two-way ratings; nothing without R and lme4."""
    if shutil.which("Rscript") is None:
        return [Figure("R is not installed (r-cran-lme4): nothing compared", 0, "")]
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        here = Path(folder)
        figures = []
        for raters, method in ((60, "exact"), (3_000, "Monte Carlo")):
            rounds.county(here / "items.csv", raters=raters)
            rounds.sheets(here / "items.csv", here / "sheets.csv")
            limits = (1e-5, 1e-4) if method == "exact" else (0.01, 0.01)
            name = f"county's sheets, {raters:,} raters ({method})"
            figures += _beside(
                here, here / "sheets.csv", "classes", name=name, ratio=SHEETS_RATIO, limits=limits
            )
        rounds.two_way(here / "two.csv")
        name = "73,000 two-way ratings (exact)"
        return figures + _beside(
            here, here / "two.csv", "plain", name=name, ratio=TWO_WAY_RATIO, limits=(1e-5, 1e-4)
        )


def _beside(
    here: Path, ratings: Path, kind: str, *, name: str, ratio: float, limits: tuple[float, float]
) -> list[Figure]:
    words = ("--class", "class") if kind == "classes" else ()
    mine, theirs = [], []
    for _ in range(PAIRS):
        mine.append(rounds.dandang(ratings, here / "mine", *words, "--common-residual")[0])
        theirs.append(rounds.lme4(here / "fit.R", ratings, kind, here / "theirs")[0])
    rounds.lme4(here / "fit.R", ratings, kind, here / "theirs", close=True)
    ratios = sorted(a / b for a, b in zip(mine, theirs, strict=True))
    told = json.loads((here / "mine" / "summary.json").read_text("utf-8"))["rounds"][0]
    components = told["variance_components"]
    lme4 = rounds.values(here / "theirs" / "components.csv", "name", "value")
    apart = max(abs(components[NAMES[each]] / value - 1) for each, value in lme4.items())
    effects = rounds.values(here / "theirs" / "raters.csv", "name", "value")
    severity = rounds.values(here / "mine" / "raters.csv", "rater", "severity")
    furthest = max(abs(severity[each] - value) for each, value in effects.items())
    spread = f"ratios {ratios[0]:.3f} to {ratios[-1]:.3f}"
    return [
        Figure(f"{name}", median(mine), "s", median(theirs), "lme4", note=spread),
        Figure("  as a share of lme4's time", median(ratios), "", ratio),
        Figure("  components apart, relative", apart, "", limits[0]),
        Figure("  severity apart, at most", furthest, "points", limits[1]),
    ]
