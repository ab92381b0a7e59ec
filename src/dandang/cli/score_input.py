"""Ratings that come as a workbook or in another encoding, as a UTF-8 CSV file for a while."""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dandang.formats import sheets
from dandang.terms.refusal import Refusal


@contextmanager
def as_csv(path: Path) -> Iterator[Path]:
    """A CSV file with the same rows as the first sheet of a workbook, or as a GB18030 file.

    Refused: a file that is neither.
    """
    with tempfile.TemporaryDirectory(prefix="dandang-score-") as folder:
        made = Path(folder) / "ratings.csv"
        if path.suffix.lower() == ".xlsx":
            with made.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(_rows(path.read_bytes()))
        else:
            try:
                made.write_text(path.read_text("gb18030"), "utf-8")
            except UnicodeDecodeError as error:
                raise Refusal("ratings.not_text") from error
        yield made


def _rows(data: bytes) -> Iterator[list[str]]:
    first = sheets.read(data)[0]
    width = max((len(row) for row in first.rows), default=0)
    for row in first.rows:
        yield [_cell(cell) for cell in row] + [""] * (width - len(row))


def _cell(cell: sheets.Cell) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
