"""Hostile workbooks are refused in milliseconds with a sentence, and nothing dies."""

import io
import struct
import zipfile
from datetime import date, datetime
from time import perf_counter

import pytest
import xlsxwriter

from dandang.formats import gate, sheets
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}"/></Relationships>'
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def sheet_of(inside: str, *, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet xmlns="http://schemas.'
        f'openxmlformats.org/spreadsheetml/2006/main"><sheetData>{inside}</sheetData></worksheet>'
    )


def workbook(sheet: str | bytes, *, more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        book.writestr("_rels/.rels", RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        book.writestr("xl/workbook.xml", BOOK)
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            RELS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        )
        book.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (more or {}).items():
            book.writestr(name, content)
    return out.getvalue()


def cell(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*places: str) -> str:
    return "".join(f'<row r="{place.lstrip("ABCDEFX")}">{cell(place)}</row>' for place in places)


def cells_without_places(count: int) -> str:
    return f"<row>{'<c><v>1</v></c>' * count}</row>"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HOSTILE = {
    "a cell in the far corner": (workbook(sheet_of(rows("A1", "XFD1048576"))), "workbook.too_far"),
    "a row too far down": (workbook(sheet_of(rows("A20001"))), "workbook.too_far"),
    "a column too far out": (
        workbook(sheet_of(f'<row r="1">{cell("GS1")}</row>')),
        "workbook.too_far",
    ),
    "cells that do not say where they are": (
        workbook(sheet_of(cells_without_places(201))),
        "workbook.too_far",
    ),
    "a far cell behind a character reference": (
        workbook(sheet_of('<row r="1"><c r="&#88;FD1048576"><v>1</v></c></row>')),
        "workbook.too_far",
    ),
    "a far cell behind a bracket in an attribute": (
        workbook(sheet_of('<row r="1"><c x=">" r="XFD1048576"><v>1</v></c></row>')),
        "workbook.too_far",
    ),
    "a far cell under a prefix": (
        workbook(sheet_of('<x:row xmlns:x="u" r="1"><x:c r="XFD9"><x:v>1</x:v></x:c></x:row>')),
        "workbook.too_far",
    ),
    "a cell at no place": (
        workbook(sheet_of('<row r="1"><c r="ABCDE1"><v>1</v></c></row>')),
        "workbook.suspicious",
    ),
    "a row at no place": (workbook(sheet_of('<row r="-1"/>')), "workbook.suspicious"),
    "a doctype": (workbook(sheet_of("", head="<!DOCTYPE worksheet>")), "workbook.doctype"),
    "a billion laughs": (
        workbook(sheet_of("<row><c><v>&b;</v></c></row>", head=LAUGHS)),
        "workbook.doctype",
    ),
    "a doctype in another part": (
        workbook(sheet_of(""), more={"xl/styles.xml": f"{LAUGHS}<x>&b;</x>".encode()}),
        "workbook.doctype",
    ),
    "a huge ratio": (
        workbook(sheet_of(rows("A1")), more={"xl/sharedStrings.xml": b" " * 30_000_000}),
        "workbook.too_large_inside",
    ),
    "far too much inside": (
        workbook(sheet_of(""), more={f"xl/{n}.bin": bytes(20_000_000) for n in range(6)}),
        "workbook.too_large_inside",
    ),
    "too many members": (
        workbook(sheet_of(""), more={f"xl/{n}.bin": b"" for n in range(600)}),
        "workbook.suspicious",
    ),
    "broken XML": (workbook("<worksheet><sheetData>"), "workbook.suspicious"),
    "no workbook at all": (b"just text", "workbook.not_a_workbook"),
    "an empty file": (b"", "workbook.not_a_workbook"),
    "a zip of something else": (
        b"PK\x05\x06" + bytes(18),
        "workbook.not_a_workbook",
    ),
    "a far cell in a part that is not called XML": (
        workbook(sheet_of(""), more={"xl/worksheets/b.dat": sheet_of(rows("XFD1048576")).encode()}),
        "workbook.too_far",
    ),
    "a cell at a place that is no place": (
        workbook(sheet_of('<row r="1"><c r="$A$1"/></row>')),
        "workbook.suspicious",
    ),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook.old_or_locked"),
    "a workbook of another kind beside": (
        workbook(sheet_of(""), more={"content.xml": b"<x/>"}),
        "workbook.not_a_workbook",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_workbook_is_refused_in_milliseconds(what: str) -> None:
    data, code = HOSTILE[what]
    begun = perf_counter()
    with pytest.raises(Refusal) as refused:
        gate.check(data)
    assert perf_counter() - begun < 0.5
    assert refused.value.code == code
    for language in ("zh", "en"):
        assert say(code, language, **refused.value.values)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(Refusal) as refused:
        gate.check(bytes(21 * 1024 * 1024))
    assert refused.value.code == "workbook.too_large"


def test_a_member_that_holds_more_than_it_declares_is_refused() -> None:
    data = bytearray(workbook(sheet_of(rows("A1")), more={"xl/media/a.bin": b"a" * 5000}))
    place = data.rindex(b"xl/media/a.bin") - 46 + 24
    struct.pack_into("<I", data, place, 10)
    with pytest.raises(Refusal) as refused:
        gate.check(bytes(data))
    assert refused.value.code == "workbook.suspicious"


def test_a_locked_member_is_refused_with_the_password_sentence() -> None:
    data = bytearray(workbook(sheet_of(rows("A1"))))
    place = data.rindex(b"PK\x01\x02") + 8
    data[place] |= 1
    with pytest.raises(Refusal) as refused:
        gate.check(bytes(data))
    assert refused.value.code == "workbook.old_or_locked"


def directory_entry(data: bytes, name: bytes) -> int:
    """Where the central directory speaks of a member."""
    return data.rindex(name) - 46


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (10, 12),  # a way of packing that nobody expects
        (42, 7),  # a member that begins where none begins
        (20, 0x7FFFFFFF),  # more packed bytes than the file has
        (24, 6000),  # more bytes declared than there are
    ],
)
def test_a_directory_that_lies_is_refused(at: int, value: int) -> None:
    name = b"xl/media/a.bin"
    data = bytearray(workbook(sheet_of(rows("A1")), more={name.decode(): b"a" * 5000}))
    struct.pack_into(
        "<H" if at == 10 else "<I", data, directory_entry(bytes(data), name) + at, value
    )
    with pytest.raises(Refusal) as refused:
        gate.check(bytes(data))
    assert refused.value.code == "workbook.suspicious"


def test_a_damaged_stream_is_refused() -> None:
    data = bytearray(workbook(sheet_of(rows("A1")), more={"xl/media/a.bin": b"a" * 5000}))
    begins = data.index(b"xl/media/a.bin") + len("xl/media/a.bin")
    data[begins : begins + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(Refusal) as refused:
        gate.check(bytes(data))
    assert refused.value.code == "workbook.suspicious"


def test_members_that_are_not_packed_pass() -> None:
    out = io.BytesIO()
    packed = zipfile.ZipFile(io.BytesIO(workbook(sheet_of(rows("A1")))))
    with packed, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as stored:
        for name in packed.namelist():
            stored.writestr(name, packed.read(name))
    gate.check(out.getvalue())
    assert sheets.read(out.getvalue())[0].rows == (("x",),)


def test_a_reader_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_SECONDS", 0.001)
    with pytest.raises(Refusal) as refused:
        sheets.read(workbook(sheet_of(rows("A1"))))
    assert refused.value.code == "workbook.unreadable"


def test_more_elements_than_any_roster_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_ELEMENTS", 50)
    with pytest.raises(Refusal) as refused:
        gate.check(workbook(sheet_of("<a/>" * 100)))
    assert refused.value.code == "workbook.too_large_inside"


def test_the_last_row_and_column_allowed_pass() -> None:
    gate.check(workbook(sheet_of(rows("A1", "A20000") + f'<row r="2">{cell("GR2")}</row>')))


def test_whatever_kills_the_reader_kills_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "check", lambda data: None)
    with pytest.raises(Refusal) as refused:
        sheets.read(workbook(sheet_of(rows("A1", "XFD1048576"))))
    assert refused.value.code == "workbook.unreadable"


def test_a_plain_workbook_gives_its_cells() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("甲")
    sheet.write_string(1, 1, "姓名")
    sheet.write_number(2, 0, 1984.07)
    sheet.write_boolean(2, 1, True)
    sheet.write_datetime(2, 2, datetime(1984, 7, 1), book.add_format({"num_format": "yyyy-mm"}))  # noqa: DTZ001
    book.add_worksheet("乙")
    book.close()
    first, second = sheets.read(out.getvalue())
    assert first.name == "甲"
    assert first.rows == (
        (),
        (None, "姓名"),
        (1984.07, True, date(1984, 7, 1)),
    )
    assert second.rows == ()
