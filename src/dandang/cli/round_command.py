"""`dandang round`: one round from files to files, without a server or a database."""

import argparse
import secrets
import sys
from datetime import date
from pathlib import Path

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

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
    run_parser.add_argument("--objection-to", default="组织（人事）部门", help="who hears objections")
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


class _Unreadable(Exception):
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.sentence = say(code, "zh", **values)


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
    from dandang.assessing import gate as gates
    from dandang.assessing import outputs, results, scheme_in
    from dandang.assessing.documents import Head
    from dandang.assessing.rounding import plain
    from dandang.cli.round_roster import ratees_of
    from dandang.formats import letters, ratings_in

    scheme_bytes, roster_bytes = _read(options.scheme), _read(options.roster)
    template = _read(options.template) if options.template else letters.default_template()
    day = _day(options.day)
    try:
        text = scheme_bytes.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Unreadable("ratings.not_text") from None
    try:
        scheme, given = scheme_in.read_with_issues(text)
    except scheme_in.SchemeMistakes as mistakes:
        return _mistaken([say(each.code, "zh", **each.values) for each in mistakes.findings])
    try:
        roster, problems = ratees_of(roster_bytes)
        rows = ratings_in.read(_read(options.ratings), _Labels())
        unknown = letters.unknown_fields(template)
    except Refusal as refused:
        raise _Unreadable(refused.code, **refused.values) from refused
    if problems:
        return _mistaken(problems)
    if unknown:
        return _mistaken([say("templates.unknown_fields", "zh", fields="、".join(unknown))])
    gated = gates.gate(scheme, roster, rows)
    if gated.findings:
        return _mistaken([say(each.code, "zh", **each.values) for each in gated.findings])
    try:
        result = results.compute(
            scheme, gated.ratees, gates.issues_of(scheme, given, gated.seen), gated.ballots
        )
    except Refusal as refused:
        return _mistaken([say(refused.code, "zh", **refused.values)])
    if not result.quorum_reached:
        return _mistaken([say("ratings.too_few_returned", "zh", quorum=plain(scheme.quorum))])
    head = Head(
        title=f"{scheme.year}年度考核测评结果告知书",
        office=options.office,
        objection_to=options.objection_to,
        day=day,
        fictional="虚构数据" if FICTIONAL_SIGN in scheme.title else "",
    )
    not_rated = [each.name for each in gated.not_rated]
    made = outputs.files(
        result,
        head=head,
        template=template,
        sources=outputs.Sources(scheme_bytes, roster_bytes),
        not_rated=not_rated,
    )
    _write(options.out, made)
    if not_rated:
        print(say("ratings.not_rated", "zh", count=len(not_rated)), file=sys.stderr)
    print(say("ratings.done", "zh", count=len(result.ratees), folder=options.out))
    return 0


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


def _mistaken(sentences: list[str]) -> int:
    for sentence in sentences[:MOST_SHOWN]:
        print(sentence, file=sys.stderr)
    if len(sentences) > MOST_SHOWN:
        more = len(sentences) - MOST_SHOWN
        print(say("ratings.more_mistakes", "zh", count=more), file=sys.stderr)
    print(say("ratings.mistakes", "zh", count=len(sentences)), file=sys.stderr)
    return MISTAKES


def _write(folder: Path, made: dict[str, bytes]) -> None:
    """All files into `folder`, which must be new, empty, or hold only files of the same names."""
    try:
        known = {folder / name for name in made}
        if any(path.is_file() and path not in known for path in folder.rglob("*")):
            raise _Unreadable("ratings.folder_taken", name=folder)
        for name, content in made.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ".part")
            part.write_bytes(content)
            part.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _Unreadable("ratings.folder_unwritable", name=folder, reason=reason) from error
