"""Photos in a zip file: what could hurt is refused, names are read as Windows and WPS write them."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from dandang.terms.refusal import Refusal

MOST_MB = 200
MOST_PHOTOS = 2_000
MOST_MB_EACH = 10
ENDINGS = (".jpg", ".jpeg", ".png")

_MB = 1024 * 1024
# Photos hardly pack: more than this is no photo.
_MOST_RATIO = 50
_UTF8 = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Packed:
    """One photo of the zip: its file's name without folders, and its bytes."""

    name: str
    content: bytes

    @property
    def stem(self) -> str:
        """The name without its ending, which says whose photo it is."""
        return PurePosixPath(self.name).stem.strip()


def photos(data: bytes) -> tuple[Packed, ...]:
    """The photos (.jpg, .png) of a zip file in the order of their names; other files are left out.

    Refusal for what is no zip, is locked, holds too many or too large files, or lies about them.
    """
    if len(data) > MOST_MB * _MB:
        raise Refusal("photos.too_large", size=len(data) // _MB, limit=MOST_MB)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if _wanted(one)]
            _check(members, len(data))
            found = [Packed(_name(one), _unpacked(archive, one)) for one in members]
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OverflowError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        raise Refusal("photos.not_a_zip") from error
    if not found:
        raise Refusal("photos.none")
    return tuple(sorted(found, key=lambda one: one.name))


def _wanted(member: zipfile.ZipInfo) -> bool:
    name = _name(member)
    hidden = name.startswith(".") or "__MACOSX" in member.filename
    return not member.is_dir() and not hidden and name.lower().endswith(ENDINGS)


def _name(member: zipfile.ZipInfo) -> str:
    name = member.filename
    if not member.flag_bits & _UTF8:
        # Windows writes names in the code page of the system; zipfile read them as cp437.
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    return PurePosixPath(name.replace("\\", "/")).name


def _check(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MOST_PHOTOS:
        raise Refusal("photos.too_many", count=len(members), limit=MOST_PHOTOS)
    if sum(member.compress_size for member in members) > size:
        raise Refusal("photos.not_a_zip")
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise Refusal("photos.locked")
        ratio = member.file_size > _MOST_RATIO * max(1, member.compress_size)
        if member.file_size > MOST_MB_EACH * _MB or (ratio and member.file_size > _MB):
            raise Refusal("photos.one_too_large", name=_name(member), limit=MOST_MB_EACH)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        content = stream.read(MOST_MB_EACH * _MB + 1)
    if len(content) != member.file_size:
        raise Refusal("photos.not_a_zip")
    return content
