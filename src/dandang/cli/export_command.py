"""`dandang export roster`: the 常规干部名册 of a unit into a workbook, for a purpose."""

import argparse
import getpass
import sys
from pathlib import Path

from dandang.terms.reading import ExportPurpose
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

HELP = "export the roster of a unit as a workbook (.xlsx)"
DONE, REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`roster --unit NAME --out FILE --purpose TEXT [--management]`."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    roster = kinds.add_parser("roster", help="常规干部名册（.xlsx）")
    roster.add_argument(
        "--unit", required=True, help="name or full name (清源县/县财政局) of the unit"
    )
    roster.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    roster.add_argument("--purpose", required=True, help="what the roster is for; recorded")
    roster.add_argument(
        "--purpose-kind",
        choices=[str(each) for each in ExportPurpose],
        default=str(ExportPurpose.OTHER),
        help="one of the list; other (default) is told by --purpose alone",
    )
    roster.add_argument(
        "--management", action="store_true", help="also rank, level, regime and authority"
    )


def run(options: argparse.Namespace) -> int:
    """0 when the file was written, 1 when it was refused."""
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.apps.archive import actions as archive
    from dandang.apps.permits.actor import console
    from dandang.apps.units import queries as units
    from dandang.kit import clock

    by = console(f"命令行 {getpass.getuser()}")
    try:
        place = units.called(by, options.unit)
        content = archive.export_roster(
            unit=place.number,
            purpose=options.purpose,
            kind=ExportPurpose(options.purpose_kind),
            management=options.management,
            by=by,
            at=clock.now(),
        )
    except Refusal as refusal:
        print(say(refusal.code, "zh", **refusal.values), file=sys.stderr)
        return REFUSED
    options.out.write_bytes(content)
    print(say("roster.exported", "zh", unit=place.name, path=options.out))
    return DONE
