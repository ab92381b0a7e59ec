"""Reading the cells of a workbook, behind the gate and in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dandang.formats import gate
from dandang.terms.refusal import Refusal

Cell = str | float | bool | date | None

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows from the first on; a row ends where its last cell does."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook (.xlsx) with their cells.

    The gate is passed first; then a child process with little memory and time reads the file, so
    that whatever happens there happens to it alone. Refusal when it cannot be read.
    """
    gate.check(data)
    try:
        child = subprocess.run(
            [sys.executable, "-m", "dandang.formats.sheet_child"],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal("workbook.unreadable") from error
    if child.returncode != 0:
        raise Refusal("workbook.unreadable")
    return tuple(
        Sheet(name, tuple(tuple(_cell(cell) for cell in row) for row in rows))
        for name, rows in json.loads(child.stdout)
    )


def _cell(told: Any) -> Cell:
    if isinstance(told, list):
        return datetime.fromisoformat(told[0]).date()
    assert told is None or isinstance(told, str | float | bool)
    return told
