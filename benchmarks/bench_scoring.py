"""`dandang score` from the start of its process to files written: seconds, memory, growth."""

import os
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import Figure
from benchmarks import scoring_rounds as rounds

NAME = f"Scoring (load when begun: {os.getloadavg()[0]:.1f})"
COUNTY_S, MANY_S, MANY_BYTES = 1.5, 4.0, 1_000_000_000
WORDS = ("--class", "class", "--item", "item")
RUNS = 5


def run() -> list[Figure]:
    """A county from CSV, eight of them from Parquet on all cores, and rounds of growing number."""
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        here = Path(folder)
        figures = _county(here)
        one, many = here / "county3000.csv", here / "many.parquet"
        rounds.apart(rounds.many_rounds, one, many, 8)
        times = [
            rounds.dandang(many, here / "many", *WORDS, "--round", "round") for _ in range(RUNS)
        ]
        seconds, peak = median(t for t, _ in times), max(m for _, m in times)
        figures.append(Figure("4.8 million ratings in 8 rounds, Parquet", seconds, "s", MANY_S))
        figures.append(
            Figure("  its memory: the largest of its processes", peak / 1e6, "MB", MANY_BYTES / 1e6)
        )
        return figures + _growth(here, one)


def _county(here: Path) -> list[Figure]:
    figures = []
    for raters in (60, 3_000):
        one = here / f"county{raters}.csv"
        rounds.county(one, raters=raters)
        seconds = median(rounds.dandang(one, here / "county", *WORDS)[0] for _ in range(RUNS))
        name = f"622 ratees × 60 sheets × 16, {raters:,} raters, CSV"
        figures.append(Figure(name, seconds, "s", COUNTY_S))
    return figures


def _growth(here: Path, one: Path) -> list[Figure]:
    """Seconds for each million ratings more, between sizes that double."""
    figures = []
    lines = one.read_text("utf-8").splitlines(keepends=True)
    small = here / "small.csv"
    small.write_text("".join(lines[: 50_000 // 960 * 960 + 1]), "utf-8")
    seconds = median(rounds.dandang(small, here / "small", *WORDS)[0] for _ in range(RUNS))
    figures.append(Figure("0.05 million ratings", seconds, "s"))
    for count in (1, 2, 4, 8):
        path = here / f"grown{count}.parquet"
        rounds.apart(rounds.many_rounds, one, path, count)
        words = (*WORDS, "--round", "round")
        seconds = median(rounds.dandang(path, here / f"grown{count}", *words)[0] for _ in range(3))
        figures.append(Figure(f"{count * 0.6:.1f} million ratings in {count} rounds", seconds, "s"))
    return figures
