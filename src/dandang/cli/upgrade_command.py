"""`dandang upgrade`: backup, migrate, smoke test, or back to the backup."""

import argparse
import getpass
import sys
from pathlib import Path

from dandang.cli import telling
from dandang.terms.sentences import say

HELP = "bring the data up to this version: backup, migrate, smoke test, or back"
DONE, REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(options: argparse.Namespace) -> int:
    """0 when the house is at this version, 1 with a sentence when it stands as it stood before."""
    from dandang.cli.django_start import start_django

    start_django()
    from django.conf import settings

    from dandang.apps.permits.actor import console
    from dandang.kit import clock
    from dandang.upkeep import running
    from dandang.upkeep.upgrade import upgrade

    try:
        with running.site_stands_still(Path(settings.DATA)):
            done = upgrade(
                by=console(f"命令行 {getpass.getuser()}"),
                at=clock.now(),
                told=lambda code, values: print(say(code, **values), flush=True),
            )
    except Exception as error:
        print(telling.failure(error), file=sys.stderr)
        return REFUSED
    if done.steps:
        print(say("upkeep.upgraded", count=len(done.steps), path=done.backup))
    else:
        print(say("upkeep.already_current", path=done.backup))
    return DONE
