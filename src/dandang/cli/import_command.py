"""`dandang import roster FILE`: a roster into the archive, or a dry run of it."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dandang.terms.people import Authority, Regime
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.apps.archive.actions import ImportPlan

HELP = "import a roster workbook (.xlsx) into the archive"
CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`roster FILE [--dry-run] [--authority] [--regime]`."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    roster = kinds.add_parser("roster", help="干部名册（.xlsx）")
    roster.add_argument("file", type=Path, metavar="FILE.xlsx")
    roster.add_argument(
        "--dry-run", action="store_true", help="say what would happen, write nothing"
    )
    roster.add_argument(
        "--authority",
        choices=[str(one) for one in Authority],
        help="management authority of new people where the roster has no column for it",
    )
    roster.add_argument(
        "--regime",
        choices=[str(one) for one in Regime],
        help="regime of new people where the roster has no column for it",
    )


def run(options: argparse.Namespace) -> int:
    """0 when all is clean, 1 with problems (nothing was written), 2 when the file is unreadable."""
    try:
        data = options.file.read_bytes()
    except OSError:
        print(say("workbook.no_file", "zh", path=options.file), file=sys.stderr)
        return UNREADABLE
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.apps.archive import actions as archive
    from dandang.apps.permits.actor import console
    from dandang.kit import clock

    defaults = archive.Defaults(
        Authority(options.authority) if options.authority else None,
        Regime(options.regime) if options.regime else None,
    )
    by = console(f"命令行 {getpass.getuser()}")
    try:
        plan = archive.import_roster(
            data=data, defaults=defaults, dry_run=True, by=by, at=clock.now()
        )
    except Refusal as refusal:
        print(say(refusal.code, "zh", **refusal.values), file=sys.stderr)
        return UNREADABLE
    _tell(plan)
    if plan.problems:
        print(say("roster.has_problems", "zh", count=len(plan.problems)), file=sys.stderr)
        return PROBLEMS
    if options.dry_run:
        return CLEAN
    try:
        archive.import_roster(data=data, defaults=defaults, by=by, at=clock.now())
    except Refusal as refusal:
        print(say(refusal.code, "zh", **refusal.values), file=sys.stderr)
        return PROBLEMS
    print(say("roster.imported", "zh", **_counts(plan)))
    return CLEAN


def _counts(plan: "ImportPlan") -> dict[str, int]:
    return {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}


def _tell(plan: "ImportPlan") -> None:
    for problem in plan.problems:
        sentence = say(problem.code, "zh", **problem.values)
        print(f"{problem.place.sheet} {problem.place.cell}  {sentence}", file=sys.stderr)
    for notice in plan.notices:
        sentence = say(notice.code, "zh", **notice.values)
        print(f"{notice.place.sheet} {notice.place.cell}  {sentence}")
    for heading in plan.ignored:
        print(say("roster.heading_ignored", "zh", heading=heading))
    for one in plan.changed:
        told = "；".join(f"{each.field.zh}：{each.before}→{each.after}" for each in one.differences)
        print(f"{one.place.sheet} {one.place.cell}  {one.name}（{one.unit}）{told}")
    print(say("roster.plan", "zh", **_counts(plan)))
