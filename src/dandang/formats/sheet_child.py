"""The child process that opens a workbook: bytes on standard input, cells as JSON on standard output."""

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20


def main() -> int:
    """Limit this process, read the workbook, write `[[sheet name, rows], …]`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (python_calamine.CalamineError, MemoryError, ValueError):
        return 1
    plain = [(name, [_row(row) for row in rows]) for name, rows in sheets]
    sys.stdout.write(json.dumps(plain, ensure_ascii=False))
    return 0


def _row(cells: list[Any]) -> list[Any]:
    told = [_told(cell) for cell in cells]
    while told and told[-1] is None:
        told.pop()
    return told


def _told(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool | float):
        return cell
    if isinstance(cell, int):
        return float(cell)
    if isinstance(cell, datetime | date):
        return [cell.isoformat()]
    return str(cell)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
