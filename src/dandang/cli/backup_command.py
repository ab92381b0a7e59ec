"""`dandang backup`: one file of everything the installation owns; `--verify` checks such a file."""

import argparse
import getpass
import sys
from pathlib import Path

from dandang.cli import telling
from dandang.cli.passphrase import add_argument, passphrase
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

HELP = "back everything up into one file, or check such a file"
DONE, REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`FILE-OR-FOLDER [--with-keys]` or `--verify FILE`."""
    parser.add_argument("target", type=Path, nargs="?", metavar="FILE-OR-FOLDER")
    parser.add_argument("--with-keys", action="store_true", help="the keys too, under a passphrase")
    parser.add_argument(
        "--verify", type=Path, metavar="FILE", help="check a backup and say what it holds"
    )
    add_argument(parser)


def run(options: argparse.Namespace) -> int:
    """0 when it was made or is whole, 1 with a sentence when not."""
    try:
        if options.verify is not None:
            return _verify(options.verify)
        if options.target is None:
            raise Refusal("upkeep.target_missing")
        secret = passphrase(options.passphrase_file, twice=True) if options.with_keys else None
        return _back_up(options.target, secret)
    except Exception as error:
        print(telling.failure(error), file=sys.stderr)
        return REFUSED


def _back_up(target: Path, secret: str | None) -> int:
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.apps.permits.actor import console
    from dandang.kit import clock
    from dandang.upkeep.backup import back_up

    by = console(f"命令行 {getpass.getuser()}")
    made = back_up(target=target, passphrase=secret, by=by, at=clock.now())
    size = telling.megabytes(made.size)
    print(say("upkeep.backed_up", path=made.place, size=size))
    print("\n".join(telling.content(made.manifest)))
    return DONE


def _verify(place: Path) -> int:
    from dandang.upkeep import backup_file

    with backup_file.opened(place) as backup:
        backup.check()
        print(say("upkeep.verified", path=place))
        print("\n".join(telling.content(backup.manifest)))
    return DONE
