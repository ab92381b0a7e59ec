"""The number printed on an export: the year and the running number of the register."""

import re
from datetime import datetime

_FORM = re.compile(r"(\d{4})-0*(\d{1,12})")


def export_number(row: int, at: datetime) -> str:
    """`2026-000012`."""
    return f"{at.year}-{row:06d}"


def row_of(number: str) -> int | None:
    """The running number in what is printed, or None where it is no such number."""
    found = _FORM.fullmatch(number.strip())
    return int(found[2]) if found else None
