"""Slips (测评票) in PDF: ten to a page, per class, with QR and printed code, ready to be cut."""

import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files

import segno
import typst
from noto_cjk_sans_otc import FONT_PATH

# Which day slips were printed is written on the count sheet by hand; the file tells no time.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def pdf(
    *,
    title: str,
    unit: str,
    address: str,
    classes: Sequence[tuple[str, str]],
    slips: Sequence[tuple[str, str]],
    fictitious: bool,
) -> bytes:
    """The slips of a round as PDF, each class on pages of its own, and a count sheet at the end.

    `address` is the booth's, to which the code is added as fragment; `classes` is (code, name) in
    order; `slips` is (class code, code). No name, no number and no list of who holds which. The
    same input gives the same bytes.
    """
    data = {
        "title": title,
        "unit": unit,
        "address": address,
        "fictitious": fictitious,
        "classes": [
            {
                "name": name,
                "slips": [
                    {"code": grouped(slip), "qr": _qr(f"{address}#{slip}")}
                    for each, slip in slips
                    if each == code
                ],
            }
            for code, name in classes
        ],
    }
    drawn = typst.Compiler(
        files("dandang.formats.slips").joinpath("slips.typ").read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONT_PATH.parent)]),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    ).compile(format="pdf", timestamp=_NO_DAY)
    assert isinstance(drawn, bytes)
    return drawn


def grouped(code: str) -> str:
    """A code as it is printed: `ABCD-EFGH-JKM`."""
    return "-".join((code[:4], code[4:8], code[8:]))


def _qr(text: str) -> str:
    # Medium correction: a creased slip must still be read.
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
