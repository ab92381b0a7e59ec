"""Asking for a passphrase: from a file, the environment or the terminal, never from the command line."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

VARIABLE = "DANDANG_PASSPHRASE"


def add_argument(parser: argparse.ArgumentParser) -> None:
    """`--passphrase-file FILE`."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"file with the passphrase of the keys (else ${VARIABLE}, else asked for)",
    )


def passphrase(named: Path | None, *, twice: bool) -> str:
    """The passphrase; typed `twice` at a terminal where a new one is chosen."""
    if named is not None:
        try:
            given = named.read_text("utf-8").rstrip("\r\n")
        except (OSError, ValueError):
            given = ""
    else:
        given = os.environ.get(VARIABLE, "") or _typed(twice=twice)
    if not given:
        raise Refusal("upkeep.passphrase_missing")
    return given


def _typed(*, twice: bool) -> str:
    if not sys.stdin.isatty():
        return ""
    typed = getpass.getpass(say("upkeep.passphrase_ask"))
    if twice and getpass.getpass(say("upkeep.passphrase_again")) != typed:
        raise Refusal("upkeep.passphrase_unlike")
    return typed
