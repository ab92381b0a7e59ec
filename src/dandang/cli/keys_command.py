"""`dandang keys`: which keys seal the archive's sealed fields; changing them; destroying old ones."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.apps.permits.actor import Actor

HELP = "show, change and destroy the keys of sealed fields"
DONE, REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`status | rotate | retire`."""
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    what.add_parser("status", help="which keys there are and how much each seals")
    what.add_parser(
        "rotate", help="make a new key and seal everything with it; goes on after a stop"
    )
    what.add_parser("retire", help="destroy the old keys, when nothing is sealed with them")


def run(options: argparse.Namespace) -> int:
    """0 when done, 1 when it was refused."""
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.apps.permits.actor import console

    by = console(f"命令行 {getpass.getuser()}")
    try:
        {"status": _status, "rotate": _rotate, "retire": _retire}[options.what](by)
    except Refusal as refusal:
        print(say(refusal.code, "zh", **refusal.values), file=sys.stderr)
        return REFUSED
    return DONE


def _status(by: "Actor") -> None:
    from dandang.apps.archive import queries as archive

    lines = archive.key_status(by)
    if not lines:
        print(say("keys.none_yet"))
    for line in lines:
        code = (
            "keys.line_lost"
            if not line.here
            else "keys.line_newest"
            if line.newest
            else "keys.line"
        )
        print(say(code, "zh", key=line.key, count=line.count))


def _rotate(by: "Actor") -> None:
    from dandang.apps.archive import actions as archive
    from dandang.kit import clock

    made = archive.begin_rekeying(by=by, at=clock.now())
    while count := archive.reseal(by=by, at=clock.now()):
        print(say("keys.resealed", "zh", count=count), flush=True)
    count = archive.verify(by=by, at=clock.now())
    print(say("keys.rotated", "zh", key=made, count=count))


def _retire(by: "Actor") -> None:
    from dandang.apps.archive import actions as archive
    from dandang.kit import clock
    from dandang.upkeep import records

    gone = archive.retire_keys(by=by, at=clock.now())
    records.forget_keys(f"{archive.RING}.{key}" for key in gone)
    print(say("keys.retired", "zh", keys="、".join(gone)))
