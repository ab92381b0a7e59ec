"""`dandang score`: any table of ratings to scores that are as sure as they claim."""

import argparse
import importlib
import os
import sys
import time
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from dandang.scoring.reading import Columns, Reading
    from dandang.scoring.values import Plan, RoundScores

HELP = "score a table of ratings: intervals, places, what looks wrong"
MISTAKES, UNREADABLE = 1, 2
MOST_SHOWN = 200
# More threads would only change the order of sums, and with it the last digits.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`RATINGS --ratee --rater --score … --out DIR`, `--tally FILE …`, or `--example DIR`."""
    parser.add_argument("ratings", type=Path, nargs="?", metavar="RATINGS.(csv|parquet|xlsx)")
    parser.add_argument("--example", type=Path, metavar="DIR", help="make ratings and score them")
    parser.add_argument(
        "--tally", type=Path, metavar="FILE.(csv|xlsx)", help="counts per ratee, class and grade"
    )
    parser.add_argument(
        "--design", type=Path, metavar="FILE.toml", help="what a round will be worth, beforehand"
    )
    parser.add_argument(
        "--why", default="", metavar="RATEE", help="print what one ratee's numbers are made of"
    )
    columns = parser.add_argument_group("columns")
    columns.add_argument("--ratee", default="ratee", metavar="COL", help="who is rated")
    columns.add_argument("--rater", default="rater", metavar="COL", help="who rates")
    columns.add_argument("--score", default="", metavar="COL", help="the number or grade given")
    asked = columns.add_mutually_exclusive_group()
    asked.add_argument("--item", default="", metavar="COL", help="names the indicator of a row")
    asked.add_argument("--items", default="", metavar="COL,COL…", help="one column per indicator")
    columns.add_argument("--class", dest="cls", default="", metavar="COL", help="class of raters")
    columns.add_argument("--round", default="", metavar="COL", help="rounds scored by themselves")
    columns.add_argument(
        "--group", default="", metavar="COL", help="ratees compared with each other"
    )
    parser.add_argument(
        "--weights", type=Path, metavar="FILE.toml", help="weights, grades, range, k"
    )
    parser.add_argument("--range", default="", metavar="LOW,HIGH", help="ends of the scale")
    parser.add_argument("--top", type=_share, default=0.20, help="share that counts as excellent")
    parser.add_argument("--skip-bad", action="store_true", help="go on without rows that are wrong")
    parser.add_argument(
        "--common-residual", action="store_true", help="one residual variance for all classes"
    )
    parser.add_argument("--seed", type=int, default=None, help="another chance for what is drawn")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of sentences")
    parser.add_argument("--out", type=Path, metavar="DIR")


def _share(said: str) -> float:
    value = float(said)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError("between 0 and 1")
    return value


def run(options: argparse.Namespace) -> int:
    """0 when everything was written; 1 with wrong rows; 2 when it cannot be scored at all."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    try:
        if options.example is not None:
            return _example(options)
        if options.tally is not None:
            from dandang.cli.score_tally import scored_tally

            return scored_tally(options)
        if options.design is not None:
            from dandang.cli.score_design import designed

            return designed(options)
        if options.ratings is None or options.out is None:
            raise Refusal("scoring.words_missing")
        return _score(options)
    except Refusal as refused:
        print(say(refused.code, options.lang, **refused.values), file=sys.stderr)
        return UNREADABLE


def _example(options: argparse.Namespace) -> int:
    from dandang.cli.score_example import WORDS, example

    folder: Path = options.example
    from dandang.cli import made_files

    made_files.write(folder / "in", example())
    words = argparse.Namespace(**{**vars(options), **WORDS})
    words.ratings, words.weights = folder / "in" / "ratings.csv", folder / "in" / "weights.toml"
    words.example, words.out = None, folder / "out"
    return _score(words)


def _score(options: argparse.Namespace) -> int:
    from dandang.cli import made_files
    from dandang.scoring.rounds import scored_rounds

    began = time.perf_counter()
    plan, columns = _plan(options), _columns(options)
    pool = _workers() if options.round else None
    try:
        reading = _read(options.ratings, columns, plan)
        read = time.perf_counter()
        if not _told_bad(reading, options):
            return MISTAKES
        rounds = scored_rounds(reading.rounds, plan, pool)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)
    fitted = time.perf_counter()
    made_files.write(options.out, _files(rounds, reading, plan, options))
    written = time.perf_counter()
    print(
        f"read {read - began:.2f} s, scored {fitted - read:.2f} s, written {written - fitted:.2f} s",
        file=sys.stderr,
    )
    print(say("scoring.done", options.lang, rounds=len(rounds), folder=options.out))
    if options.why:
        from dandang.cli.score_why import explained

        print(explained(reading.rounds, plan, options.why, options.lang), end="")
    return 0


def _workers() -> "ProcessPoolExecutor":
    """Processes for rounds, made before anything in this one starts threads."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Loaded once here, so that no worker loads it again.
    importlib.import_module("dandang.scoring.carlo")
    count = len(os.sched_getaffinity(0))
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("fork"))
    pool.submit(int).result()
    return pool


def _files(
    rounds: "tuple[RoundScores, ...]", reading: "Reading", plan: "Plan", options: argparse.Namespace
) -> Mapping[str, bytes]:
    from dandang.scoring import outputs, report

    counted = {"rows": reading.rows, "blank": reading.blank, "not_used": reading.n_bad}
    made = {
        "results.csv": outputs.results(rounds, plan),
        "raters.csv": outputs.raters(rounds, options.lang),
        "summary.json": outputs.summary(rounds, counted, options.lang),
        "report.html": report.written(rounds, plan, options.lang).encode(),
    }
    if reading.bad:
        made["bad_rows.csv"] = outputs.bad_rows(reading.bad, options.lang)
    return made


def _told_bad(reading: "Reading", options: argparse.Namespace) -> bool:
    """Every row that was not used, a line each; whether to go on without them."""
    for each in reading.bad[:MOST_SHOWN]:
        print(say(each.code, options.lang, **each.values), file=sys.stderr)
    if reading.n_bad > MOST_SHOWN:
        more = reading.n_bad - min(MOST_SHOWN, len(reading.bad))
        print(say("scoring.more_bad", options.lang, count=more), file=sys.stderr)
    wrong = reading.n_bad - reading.blank
    if wrong > 0 and not options.skip_bad:
        print(say("scoring.bad_stops", options.lang, count=wrong), file=sys.stderr)
        return False
    return True


def _plan(options: argparse.Namespace) -> "Plan":
    from dataclasses import replace

    from dandang.scoring.values import Plan
    from dandang.scoring.weights import read_plan, with_range

    plan = Plan(top=options.top, residual_by_class=not options.common_residual)
    if options.seed is not None:
        plan = replace(plan, seed=options.seed)
    if options.weights is not None:
        plan = read_plan(_text(options.weights), plan)
    if options.range:
        ends = options.range.split(",")
        try:
            low, high = (Fraction(end.strip()) for end in ends)
        except ValueError:
            raise Refusal("scoring.weights_number", name="--range") from None
        plan = with_range(plan, low, high)
    return plan


def _columns(options: argparse.Namespace) -> "Columns":
    from dandang.scoring.reading import Columns

    items = tuple(name.strip() for name in options.items.split(",") if name.strip())
    return Columns(
        ratee=options.ratee,
        rater=options.rater,
        score="" if items else options.score or "score",
        item=options.item,
        items=items,
        cls=options.cls,
        round=options.round,
        group=options.group,
    )


def _read(path: Path, columns: "Columns", plan: "Plan") -> "Reading":
    """The sheets of the file; what is no UTF-8 CSV or Parquet is written out as one first."""
    from dandang.cli.score_input import as_csv
    from dandang.scoring.reading import read

    if not path.is_file():
        raise Refusal("ratings.file_unreadable", name=path, reason="no such file")
    if path.suffix.lower() != ".xlsx":
        try:
            return read(str(path), columns, plan)
        except Refusal as refused:
            if refused.code != "scoring.not_utf8":
                raise
    with as_csv(path) as written:
        return read(str(written), columns, plan)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("ratings.file_unreadable", name=path, reason=reason) from error
    except UnicodeDecodeError as error:
        raise Refusal("scoring.weights_not_toml", reason="UTF-8") from error
