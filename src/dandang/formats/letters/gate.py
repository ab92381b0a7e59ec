"""The gate for Word templates: what may not come in is refused before anything opens it."""

import io
import re
import zipfile
import zlib

from dandang.terms.refusal import Refusal

LARGEST_FILE = 5_000_000
LARGEST_INSIDE = 20_000_000
LARGEST_TEXT = 2_000_000
MOST_PARTS = 300
BODY = "word/document.xml"
PLAIN_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_ACTIVE = re.compile(
    r"(vbaProject|vbaData|activeX|embeddings|oleObject|attachedToolbars|customUI|\.bin$)", re.I
)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.I)
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr\s*=\s*[\"']([^\"']*)", re.I)
# Instructions may be split over several runs, so they are looked at joined.
_FETCHING = re.compile(rb"DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|MACROBUTTON|LINK\b", re.I)


def require_plain_word(content: bytes) -> None:
    """Refuse a template that is no plain .docx: too large, broken, with macros, objects or links out."""
    if len(content) > LARGEST_FILE:
        raise Refusal("templates.too_large", limit=LARGEST_FILE // 1_000_000)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        raise Refusal("templates.not_word") from error
    with archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if len(names) < len(parts) or not {BODY, "[Content_Types].xml"} <= names:
            raise Refusal("templates.not_word")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
            raise Refusal("templates.too_large", limit=LARGEST_INSIDE // 1_000_000)
        for name in sorted(names):
            if _ACTIVE.search(name):
                raise Refusal("templates.active", part=name)
        for part in parts:
            _require_harmless(archive, part)


def _require_harmless(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    text = part.filename.endswith((".xml", ".rels"))
    try:
        with archive.open(part) as stream:
            content = stream.read(LARGEST_TEXT + 1 if text else LARGEST_INSIDE + 1)
    except (*BROKEN, NotImplementedError, RuntimeError) as error:
        raise Refusal("templates.not_word") from error
    if not text:
        return
    if len(content) > LARGEST_TEXT:
        raise Refusal("templates.too_large", limit=LARGEST_TEXT // 1_000_000)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        raise Refusal("templates.not_word")
    if part.filename == "[Content_Types].xml" and PLAIN_WORD not in content:
        raise Refusal("templates.active", part=part.filename)
    if part.filename.endswith(".rels") and _EXTERNAL.search(content):
        raise Refusal("templates.active", part=part.filename)
    instructions = b"".join(b"".join(found) for found in _INSTRUCTION.findall(content))
    if b"<w:altChunk" in content or _FETCHING.search(instructions):
        raise Refusal("templates.active", part=part.filename)
