"""Letters in PDF, drawn by Typst in a built-in form of the same values."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

import typst
from noto_cjk_sans_otc import FONT_PATH

from dandang.formats.export_mark import ExportMark, values_of
from dandang.formats.letters.fields import Values, completed

_FONTS: list[typst.Fonts] = []


def render_pdf(values: Values, mark: ExportMark | None = None) -> bytes:
    """One letter as PDF. It says on each page that it is the built-in form, not the edited template."""
    return draw("letters", "letter.typ", [completed(values)], values, mark)


def render_booklet(letters: Sequence[Values]) -> bytes:
    """Several letters as one PDF, each on pages of its own, numbered by itself."""
    return draw("letters", "letter.typ", [completed(each) for each in letters], letters[0])


def draw(folder: str, form: str, data: Any, dated: Values, mark: ExportMark | None = None) -> bytes:
    """A built-in Typst form filled with `data`; values reach it as data and are never read as markup.

    The PDF bears the day of `dated` (its `date`, else the last day of its `year`), not of the clock.
    A form draws `mark` by the names `watermark` and `mark-line`.
    """
    here = files("dandang.formats")
    source = here.joinpath("letters", "mark.typ").read_bytes()
    source += here.joinpath(folder, form).read_bytes()
    drawn = typst.Compiler(
        source,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={
            "data": json.dumps(data, ensure_ascii=False),
            "mark": json.dumps(values_of(mark), ensure_ascii=False),
        },
    ).compile(format="pdf", timestamp=_moment(dated))
    assert isinstance(drawn, bytes)
    return drawn


def _fonts() -> typst.Fonts:
    if not _FONTS:
        _FONTS.append(
            typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(FONT_PATH.parent)],
            )
        )
    return _FONTS[0]


def _moment(values: Values) -> datetime:
    try:
        day = date.fromisoformat(str(values.get("date", "")))
    except ValueError:
        year = values.get("year")
        day = date(year if isinstance(year, int) and 1 <= year <= 9999 else 2000, 12, 31)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
