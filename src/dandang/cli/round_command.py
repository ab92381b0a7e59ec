"""`dandang round`: one round from files to files, without a server or a database."""

import argparse
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dandang.cli import made_files
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.assessing import Issue, Ratee, RoundResult, Scheme
    from dandang.formats.ratings_in import RatingRow

HELP = "run one assessment round from files, or write files to try it with"
MISTAKES, UNREADABLE = 1, 2
MOST_SHOWN = 200
FICTIONAL_SIGN = "虚构"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`run SCHEME --roster --ratings --out` and `example DIR`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    run_parser = acts.add_parser("run", help="scheme, roster and ratings to results and letters")
    run_parser.add_argument("scheme", type=Path, metavar="SCHEME.toml")
    run_parser.add_argument("--roster", type=Path, required=True, metavar="FILE.xlsx")
    run_parser.add_argument("--ratings", type=Path, required=True, metavar="FILE.csv")
    run_parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    run_parser.add_argument("--template", type=Path, metavar="FILE.docx", help="letter template")
    run_parser.add_argument("--office", default="", help="who signs the letters")
    run_parser.add_argument(
        "--objection-to", default="组织（人事）部门", help="who hears objections"
    )
    run_parser.add_argument("--day", default="", help="day on the letters, like 2026-12-01")
    example_parser = acts.add_parser("example", help="write a scheme, a roster and ratings")
    example_parser.add_argument("folder", type=Path, metavar="DIR")


def run(options: argparse.Namespace) -> int:
    """0 when everything was written; 1 with mistakes in the input; 2 when a file cannot be read."""
    try:
        return _example(options) if options.act == "example" else _run(options)
    except _Unreadable as stop:
        print(stop.sentence, file=sys.stderr)
        return UNREADABLE
    except _Mistaken as stop:
        for sentence in stop.sentences[:MOST_SHOWN]:
            print(sentence, file=sys.stderr)
        count = len(stop.sentences)
        if count > MOST_SHOWN:
            print(say("ratings.more_mistakes", "zh", count=count - MOST_SHOWN), file=sys.stderr)
        print(say("ratings.mistakes", "zh", count=count), file=sys.stderr)
        return MISTAKES


class _Unreadable(Exception):
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.sentence = say(code, "zh", **values)


class _Mistaken(Exception):
    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self.sentences = sentences


def _example(options: argparse.Namespace) -> int:
    from dandang.cli.round_example import example

    folder: Path = options.folder
    _write(folder, dict(example()))
    print(say("ratings.example_done", "zh", folder=folder))
    print(
        f"  dandang round run {folder / 'scheme.toml'} --roster {folder / 'roster.xlsx'}"
        f" --ratings {folder / 'ratings.csv'} --out {folder / 'out'}"
    )
    return 0


def _run(options: argparse.Namespace) -> int:
    from dandang.assessing import outputs
    from dandang.assessing.documents import Head

    inputs = _inputs(options)
    result, not_rated = _result(inputs)
    made = outputs.files(
        result,
        head=Head(
            title=f"{result.scheme.year}年度考核测评结果告知书",
            office=options.office,
            objection_to=options.objection_to,
            day=inputs.day,
            fictional="虚构数据" if FICTIONAL_SIGN in result.scheme.title else "",
        ),
        template=inputs.template,
        sources=outputs.Sources(inputs.scheme_bytes, inputs.roster_bytes),
        not_rated=not_rated,
    )
    _write(options.out, made)
    if not_rated:
        print(say("ratings.not_rated", "zh", count=len(not_rated)), file=sys.stderr)
    print(say("ratings.done", "zh", count=len(result.ratees), folder=options.out))
    return 0


@dataclass(frozen=True)
class _Inputs:
    scheme: "Scheme"
    issues: "tuple[Issue, ...]"
    roster: "tuple[Ratee, ...]"
    rows: "tuple[RatingRow, ...]"
    template: bytes
    day: date | None
    scheme_bytes: bytes
    roster_bytes: bytes


def _inputs(options: argparse.Namespace) -> _Inputs:
    """Everything read; nothing written. Mistakes of all files together where that is possible."""
    from dandang.assessing import scheme_in
    from dandang.cli.round_roster import ratees_of
    from dandang.formats import letters, ratings_in

    scheme_bytes, roster_bytes = _read(options.scheme), _read(options.roster)
    ratings_bytes = _read(options.ratings)
    day = _day(options.day)
    try:
        template = _read(options.template) if options.template else letters.default_template()
        unknown = letters.unknown_fields(template)
        roster, problems = ratees_of(roster_bytes)
        rows = ratings_in.read(ratings_bytes, _Labels())
        scheme, issues = scheme_in.read_with_issues(scheme_bytes.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _Unreadable("ratings.scheme_not_text") from None
    except scheme_in.SchemeMistakes as found:
        raise _Mistaken([say(each.code, "zh", **each.values) for each in found.findings]) from None
    except Refusal as refused:
        raise _Unreadable(refused.code, **refused.values) from refused
    if unknown:
        problems = [*problems, say("templates.unknown_fields", "zh", fields="、".join(unknown))]
    if problems:
        raise _Mistaken(problems)
    return _Inputs(scheme, issues, roster, rows, template, day, scheme_bytes, roster_bytes)


def _result(inputs: _Inputs) -> "tuple[RoundResult, list[str]]":
    """The result, and the people of the roster whom nobody rated."""
    from dandang.assessing import gate as gates
    from dandang.assessing import results
    from dandang.scoring.rounding import plain

    scheme = inputs.scheme
    gated = gates.gate(scheme, inputs.roster, inputs.rows)
    if gated.findings:
        raise _Mistaken([say(each.code, "zh", **each.values) for each in gated.findings])
    issues = gates.issues_of(scheme, inputs.issues, gated.seen)
    try:
        result = results.compute(scheme, gated.ratees, issues, gated.ballots)
    except Refusal as refused:
        raise _Mistaken([say(refused.code, "zh", **refused.values)]) from refused
    if not result.quorum_reached:
        raise _Mistaken([say("ratings.too_few_returned", "zh", quorum=plain(scheme.quorum))])
    return result, [each.name for each in gated.not_rated]


class _Labels(dict[str, str]):
    """A random label for each rater's name; nothing that is written depends on it."""

    def __missing__(self, name: str) -> str:
        self[name] = secrets.token_hex(16)
        return self[name]

    def __call__(self, name: str) -> str:
        return self[name]


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise _Unreadable("ratings.day_unclear", said=said) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _Unreadable("ratings.file_unreadable", name=path, reason=reason) from error


def _write(folder: Path, made: dict[str, bytes]) -> None:
    try:
        made_files.write(folder, made)
    except Refusal as refused:
        raise _Unreadable(refused.code, **refused.values) from refused
