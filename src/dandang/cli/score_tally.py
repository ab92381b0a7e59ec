"""`dandang score --tally`: counts of a file to scores, intervals, and what nobody can know."""

import argparse
import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.scoring.tallies.rounds import TallyRound
    from dandang.scoring.tallies.rules import Fault, Rules

MISTAKES = 1
MOST_SHOWN = 200
ENCODINGS = ("utf-8-sig", "gb18030")


def scored_tally(options: argparse.Namespace) -> int:
    """0 when everything was written, 1 with faults in the file, each named by its line."""
    from dandang.cli import made_files
    from dandang.scoring.tallies import reading, rules_in
    from dandang.scoring.tallies.counting import faults
    from dandang.scoring.tallies.rounds import scored

    if options.out is None or options.weights is None:
        raise Refusal("tallies.words_missing")
    rules = replace(rules_in.read(_text(options.weights)), top=options.top)
    if options.seed is not None:
        rules = replace(rules, seed=options.seed)
    read = reading.read(rules, _lines(options.tally), _named(options))
    found = (*read.faults, *faults(rules, read.rows))
    if found:
        _tell(found, options.lang)
        return MISTAKES
    rounds = scored(rules, read.rows)
    made_files.write(options.out, _files(rules, rounds, len(read.rows), options.lang))
    told = sum(len(each.counts) for each in rounds)
    print(say("tallies.done", options.lang, rounds=len(rounds), ratees=told, folder=options.out))
    if options.why:
        from dandang.cli.score_why import explained_tally

        print(explained_tally(rules, rounds, options.why, options.lang), end="")
    return 0


def _tell(found: "Sequence[Fault]", language: str) -> None:
    for each in sorted(found, key=lambda fault: fault.line)[:MOST_SHOWN]:
        said = say(each.code, language, **each.values)
        print(say("tallies.line", language, line=each.line, said=said), file=sys.stderr)
    print(say("tallies.stop", language, count=len(found)), file=sys.stderr)


def _named(options: argparse.Namespace) -> dict[str, str]:
    """Headings that were named; what is left at its default may be called by any usual name."""
    named = {"class": options.cls, "round": options.round, "group": options.group}
    return named | ({"ratee": options.ratee} if options.ratee != "ratee" else {})


def _files(
    rules: "Rules", rounds: "Sequence[TallyRound]", rows: int, language: str
) -> Mapping[str, bytes]:
    from dandang.scoring import outputs, report
    from dandang.scoring.tallies.counts_out import counts
    from dandang.scoring.values import Plan

    plan = Plan(
        classes=rules.classes,
        top=rules.top,
        least=rules.least,
        decimals=rules.decimals,
        level=rules.level,
        seed=rules.seed,
    )
    scores = [each.scores for each in rounds]
    counted = {"rows": rows, "blank": 0, "not_used": 0}
    return {
        "results.csv": outputs.results(scores, plan),
        "counts.csv": counts(rules, rounds, language),
        "summary.json": outputs.summary(scores, counted, language),
        "report.html": report.written(scores, plan, language).encode(),
    }


def _lines(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Line numbers with their cells, from the first sheet of a workbook or from a CSV file."""
    if path.suffix.lower() == ".xlsx":
        from dandang.formats import sheets

        for i, row in enumerate(sheets.read(_read(path))[0].rows, start=1):
            yield i, ["" if cell is None else str(cell) for cell in row]
        return
    reader = csv.reader(io.StringIO(_decoded(_read(path)), newline=""))
    for cells in reader:
        yield reader.line_num, cells


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("ratings.file_unreadable", name=path, reason=reason) from error


def _text(path: Path) -> str:
    return _decoded(_read(path))


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("ratings.not_text")
