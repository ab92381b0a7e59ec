"""`dandang doctor`: what runs, what is missing, and what to do about it."""

import argparse
import json
from typing import TYPE_CHECKING

from dandang.terms.sentences import say
from dandang.terms.upkeep import Health

if TYPE_CHECKING:
    from dandang.upkeep.findings import Finding

HELP = "say what runs, what is missing, and what to do about it"
WELL, ILL = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`[--json]`."""
    parser.add_argument("--json", action="store_true", help="for a machine to read")


def run(options: argparse.Namespace) -> int:
    """0 when nothing is missing, 1 when something is."""
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.kit import clock
    from dandang.upkeep.doctor import examine

    found = examine(clock.now())
    if options.json:
        print(json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=1))
    else:
        for each in found:
            print(f"{each.health.zh}  {say(each.code, **each.values)}")
    return ILL if any(each.health is Health.MISSING for each in found) else WELL


def _plain(finding: "Finding") -> dict[str, object]:
    return {
        "code": finding.code,
        "health": str(finding.health),
        "sentence": say(finding.code, **finding.values),
        "values": {name: str(value) for name, value in finding.values.items()},
    }
