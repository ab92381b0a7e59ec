"""Files that no office sends on purpose: broken, lying, huge once unpacked, or something else."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from random import Random

import xlsxwriter
from PIL import Image

from dandang.formats.letters import default_template

SHEET = "xl/worksheets/sheet1.xml"
BODY = "word/document.xml"
NAMES = (
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "长" * 400 + ".pdf",
    "con\x01trol\x7f.pdf",
    "\u202efdp.exe",
    "<b>{{ x }}</b>.png",
    ".",
    " ",
)


def roster() -> bytes:
    """A roster that is quite in order."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    sheet = book.add_worksheet("名册")
    for row, cells in enumerate((["姓名", "单位", "性别"], ["虚一", "县水务局", "男"])):
        sheet.write_row(row, 0, cells)
    book.close()
    return out.getvalue()


def picture(form: str = "PNG") -> bytes:
    """A small picture that is quite in order."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, form)
    return out.getvalue()


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files that must be refused wherever they are put, each with what is wrong with it."""
    yield "one byte", b"\0"
    yield "a text", "姓名,单位\n虚一,县水务局\n".encode()
    yield "a page", b"<html><script>alert(1)</script></html>"
    yield "a programme", b"MZ\x90\0" + bytes(400)
    yield "noise", Random(1).randbytes(5000)
    yield "an archive of nothing", b"PK\x05\x06" + bytes(18)
    yield "a locked office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield from _pictures()
    for name, whole, part in (("roster", roster(), SHEET), ("template", default_template(), BODY)):
        for what, content in _archives(whole, part):
            yield f"a {name}: {what}", content


def _archives(whole: bytes, part: str) -> Iterator[tuple[str, bytes]]:
    yield "its first half", whole[: len(whole) // 2]
    yield "without its end", whole[:-30]
    yield "with an entity bomb", with_part(whole, part, _lol())
    yield "with an outer entity", with_part(whole, part, _outer())
    yield "nested beyond any depth", with_part(whole, part, b"<a>" * 100_000 + b"</a>" * 100_000)
    yield "no XML", with_part(whole, part, b"\xff\xfe\0\0not xml")
    yield "a null character inside", with_part(whole, part, b"<a>\0</a>")
    yield (
        "of no known encoding",
        with_part(whole, part, b"<?xml version='1.0' encoding='x-no'?><a/>"),
    )
    yield "30 MB in 30 kB", with_part(whole, part, b"<a>" + b" " * 30_000_000 + b"</a>")
    corner = (
        b"<worksheet><sheetData><row r='1048576'><c r='XFD1048576'/></row></sheetData></worksheet>"
    )
    yield "with the furthest cell", with_part(whole, part, corner)


def _pictures() -> Iterator[tuple[str, bytes]]:
    png = picture()
    yield "the head of a picture", png[:30]
    yield "a picture without its end", picture("JPEG")[:300]
    yield "a picture of 30,000 by 30,000", _png(30_000, 30_000)
    yield "a picture of no size", _png(0, 0)
    yield "an animation", _animation()


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


def _animation() -> bytes:
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF")
    return out.getvalue()


def _lol() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    return f"<!DOCTYPE a [{entities}]><a>&l9;</a>".encode()


def _outer() -> bytes:
    return b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def spoilt(whole: bytes, rng: Random) -> bytes:
    """The file with some bytes changed, left out or put in, anywhere."""
    content = bytearray(whole)
    for _ in range(rng.choice((1, 1, 3, 20))):
        place = rng.randrange(len(content))
        how = rng.randrange(4)
        if how == 0:
            content[place] ^= 1 << rng.randrange(8)
        elif how == 1:
            del content[place : place + rng.randrange(1, 40)]
        elif how == 2:
            content[place:place] = rng.randbytes(rng.randrange(1, 40))
        else:
            content[place : place + 4] = b"\xff\xff\xff\x7f"
        if not content:
            break
    return bytes(content)
