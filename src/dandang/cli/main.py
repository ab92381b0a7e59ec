"""The `dandang` command: reads its words, then hands over to one command module."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

import dandang.cli
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` (default: the process's arguments) name; gives its exit code.

    Each module `<name>_command` has `HELP`, `add_arguments(parser)` and `run(options) -> int`.
    """
    # What this program writes is its owner's alone, whatever the shell is used to.
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="dandang", description="担当：干部档案与考核")
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in _wanted(sys.argv[1:] if words is None else words):
        module = importlib.import_module(f"dandang.cli.{command}_command")
        sub = choices.add_parser(command, help=module.HELP, description=module.HELP)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    options = parser.parse_args(words)
    try:
        return int(options.run(options))
    except Refusal as refusal:
        # As the settings say it, which no command gets to before it runs.
        print(say(refusal.code, **refusal.values), file=sys.stderr)
        return 1


def _wanted(words: Sequence[str]) -> list[str]:
    """The command that the first word names, so that no other is loaded; all where it names none."""
    known = [
        found.name.removesuffix("_command")
        for found in pkgutil.iter_modules(dandang.cli.__path__)
        if found.name.endswith("_command")
    ]
    return [name for name in known if name in words[:1]] or known


if __name__ == "__main__":
    sys.exit(main())
