"""Rounds of ratings for the benches of scoring, written as CSV or Parquet; and lme4 beside them."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import numpy as np

CLASSES = "ABCD"
EACH = (6, 19, 15, 20)
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

LME4 = """
suppressMessages(library(lme4)); words <- commandArgs(TRUE)
d <- read.csv(words[1], stringsAsFactors = TRUE)
how <- if (words[5] == "close") {
  lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))
} else { lmerControl() }
f <- if (words[2] == "classes") {
  lmer(score ~ class + (1 | ratee) + (1 | ratee:class) + (1 | rater), d, control = how)
} else { lmer(score ~ 1 + (1 | ratee) + (1 | rater), d, control = how) }
v <- as.data.frame(VarCorr(f)); r <- ranef(f, condVar = FALSE)
write.csv(data.frame(name = v$grp, value = v$vcov), words[3], row.names = FALSE)
write.csv(data.frame(name = rownames(r$rater), value = r$rater[, 1]), words[4], row.names = FALSE)
"""


def county(path: Path, *, raters: int, items: int = 16, seed: int = 1) -> None:
    """622 ratees with 60 sheets each of `items` whole scores from 1 to 10, as a CSV file."""
    rng = np.random.default_rng(seed)
    merit, seen = rng.normal(0, 0.6, 622), rng.normal(0, 0.27, (622, 4))
    severity = rng.normal(0, 0.74, raters)
    class_of = np.searchsorted(np.cumsum(EACH) / 60, (np.arange(raters) + 0.5) / raters)
    unit_of = rng.integers(0, 31, raters)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["ratee", "rater", "class", "item", "score"])
        for i in range(622):
            for c, count in enumerate(EACH):
                pool = np.flatnonzero(class_of == c)
                near = pool[unit_of[pool] == i % 31]
                pool = near if c % 2 and len(near) >= count else pool
                for j in rng.choice(pool, min(count, len(pool)), replace=False).tolist():
                    level = 7.6 + merit[i] + seen[i, c] + severity[j] + rng.normal(0, 0.72)
                    marks = np.clip(np.round(level + rng.normal(0, 0.9, items)), 1, 10).astype(int)
                    writer.writerows(
                        [f"R{i:04d}", f"P{j:05d}", CLASSES[c], f"i{k:02d}", mark]
                        for k, mark in enumerate(marks.tolist())
                    )


def two_way(path: Path, n: int = 73_000, seed: int = 2) -> None:
    """Ratings from 1 to 5 of 1,100 ratees by 3,000 raters, crossed at random, as a CSV file."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(1_100 * 3_000, n, replace=False)
    ratee, rater = cells // 3_000, cells % 3_000
    score = 3.25 + rng.normal(0, 0.52, 1_100)[ratee] + rng.normal(0, 0.33, 3_000)[rater]
    score = np.clip(np.round(score + rng.normal(0, 1.18, n)), 1, 5).astype(int)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["ratee", "rater", "score"])
        writer.writerows(
            [f"R{i:04d}", f"P{j:05d}", y]
            for i, j, y in zip(ratee.tolist(), rater.tolist(), score.tolist(), strict=True)
        )


def many_rounds(one: Path, path: Path, rounds: int) -> None:
    """The rows of `one` as `rounds` rounds in one Parquet file, each with other people's scores."""
    duckdb.sql(
        f"COPY (SELECT 'round' || n AS round, ratee, rater, class, item,"
        f" greatest(1, least(10, score + (hash(ratee, n) % 3)::INT - 1)) AS score"
        f" FROM '{one}', range({rounds}) t(n)) TO '{path}' (FORMAT parquet)"
    )


def apart(make: Callable[..., None], *given: object) -> None:
    """Make a file in a process of its own: what is measured afterwards starts from a small one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(make, *given).result()


def sheets(one: Path, path: Path) -> None:
    """The sheets of a CSV file of indicators: one mean per rater and ratee."""
    duckdb.sql(
        f"COPY (SELECT ratee, rater, class, avg(score) AS score FROM '{one}'"
        f" GROUP BY ALL ORDER BY ratee, class, rater) TO '{path}' (FORMAT csv)"
    )


def dandang(ratings: Path, out: Path, *words: str) -> tuple[float, int]:
    """Seconds from the start of the command to its end, and its largest memory in bytes."""
    program = Path(sys.executable).parent / "dandang"
    command = [str(program), "score", str(ratings), *words, "--out", str(out)]
    return _measured(command)


def lme4(
    script: Path, ratings: Path, kind: str, out: Path, *, close: bool = False
) -> tuple[float, int]:
    """The same of R with lme4, from reading the CSV file to writing components and effects.

    Its usual search stops up to 1e-4 of a component short; `close` lets it go on to the end.
    """
    script.write_text(LME4, "utf-8")
    out.mkdir(exist_ok=True)
    files = str(out / "components.csv"), str(out / "raters.csv")
    return _measured(
        ["Rscript", str(script), str(ratings), kind, *files, "close" if close else "usual"]
    )


def _measured(command: Sequence[str]) -> tuple[float, int]:
    """Wall seconds, and the peak memory of the largest process among it and its children."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        command, env={**os.environ, **ONE_THREAD}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    told = child.stderr.read() if child.stderr else b""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(told.decode())
    return time.perf_counter() - begun, usage.ru_maxrss * 1024


def values(path: Path, name: str, value: str) -> dict[str, float]:
    """Two columns of a CSV file as a mapping."""
    with path.open(encoding="utf-8", newline="") as read:
        return {row[name]: float(row[value]) for row in csv.DictReader(read)}
