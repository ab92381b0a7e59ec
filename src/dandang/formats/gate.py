"""The gate for workbooks: what could hurt is refused before any library opens it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from dandang.terms.refusal import Refusal

MOST_MB = 20
MOST_MEMBERS = 500
MOST_MB_INSIDE = 100
MOST_RATIO = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_ELEMENTS = 2_000_000
MOST_DEPTH = 200

_MB = 1024 * 1024
_CHUNK = 64 * 1024
# Below this a high ratio is no danger: an empty sheet of blanks packs very well.
_SMALL = 1 * _MB
_WANTED = {"[Content_Types].xml", "xl/workbook.xml"}
# Other kinds of workbook that a reader might take the file for.
_OTHER_KINDS = {"xl/workbook.bin", "content.xml", "mimetype"}
_XML_BEGINS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def check(data: bytes) -> None:
    """Refuse a workbook (.xlsx) that is none, or that could exhaust or fool a reader.

    Looked at: size, members, declared and truly unpacked bytes, ratio, DOCTYPE in any XML part,
    elements nested over 200 deep, and cells beyond row 20,000 or column 200. Memory stays constant; a hostile file costs milliseconds.
    """
    if len(data) > MOST_MB * _MB:
        raise Refusal("workbook.too_large", size=len(data) // _MB, limit=MOST_MB)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise Refusal("workbook.old_or_locked")
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Refusal("workbook.not_a_workbook") from error
    _check_directory(members, len(data))
    for member in members:
        _check_member(data, member)


def _check_directory(members: list[zipfile.ZipInfo], size: int) -> None:
    names = [member.filename for member in members]
    if not set(names) >= _WANTED or set(names) & _OTHER_KINDS:
        raise Refusal("workbook.not_a_workbook")
    if len(names) > MOST_MEMBERS or len(set(names)) != len(names):
        raise Refusal("workbook.suspicious")
    if sum(member.file_size for member in members) > MOST_MB_INSIDE * _MB:
        raise Refusal("workbook.too_large_inside", limit=MOST_MB_INSIDE)
    # Members that share their bytes make a small file large.
    if sum(member.compress_size for member in members) > size:
        raise Refusal("workbook.suspicious")
    for member in members:
        if member.flag_bits & 0x1:
            raise Refusal("workbook.old_or_locked")
        large = member.file_size > _SMALL
        if large and member.file_size > MOST_RATIO * max(1, member.compress_size):
            raise Refusal("workbook.too_large_inside", limit=MOST_MB_INSIDE)


def _check_member(data: bytes, member: zipfile.ZipInfo) -> None:
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    scan = _Scan() if is_xml else None
    read = 0
    for chunk in _unpacked(data, member):
        # A sheet may lie in a part of any name: what begins like XML is read as XML.
        if not read and scan is None and chunk.lstrip().startswith(_XML_BEGINS):
            scan = _Scan()
        read += len(chunk)
        if read > member.file_size:
            raise Refusal("workbook.suspicious")
        if scan is not None:
            scan.feed(chunk)
    if read != member.file_size:
        raise Refusal("workbook.suspicious")
    if scan is not None:
        scan.close()


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The true content of a member, whatever the directory says of its length."""
    head = data[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
    if len(head) < _LOCAL_HEADER.size or head[:4] != b"PK\x03\x04":
        raise Refusal("workbook.suspicious")
    name_length, extra_length = _LOCAL_HEADER.unpack(head)[-2:]
    start = member.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = data[start : start + member.compress_size]
    if member.compress_type == _STORED:
        yield packed
        return
    if member.compress_type != _DEFLATED:
        raise Refusal("workbook.suspicious")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
        yield inflate.flush(_CHUNK)
    except zlib.error as error:
        raise Refusal("workbook.suspicious") from error


class _Scan:
    """Reads an XML part for what a reader must never meet: a DOCTYPE, a cell too far out."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element
        self._parser.EndElementHandler = self._end
        self._row = 0
        self._column = 0
        self._elements = 0
        self._depth = 0

    def feed(self, chunk: bytes) -> None:
        """Read on."""
        self._parse(chunk, final=False)

    def close(self) -> None:
        """Read the end."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise Refusal("workbook.suspicious") from error

    def _doctype(self, *_: object) -> None:
        raise Refusal("workbook.doctype")

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Refusal("workbook.suspicious")
        if self._elements > MOST_ELEMENTS:
            raise Refusal("workbook.too_large_inside", limit=MOST_MB_INSIDE)
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = 0
        elif kind == "c":
            self._column += 1
            if "r" in attributes:
                self._row, self._column = _place(attributes["r"])
            if self._row > MOST_ROWS or self._column > MOST_COLUMNS:
                raise Refusal("workbook.too_far", rows=MOST_ROWS, columns=MOST_COLUMNS)


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Refusal("workbook.suspicious")
    return int(text)


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or len(letters) > 3:
            raise Refusal("workbook.suspicious")
        column = column * 26 + ord(letter) - 64
    return _number(reference[len(letters) :], 0), column
