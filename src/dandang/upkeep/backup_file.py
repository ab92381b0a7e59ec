"""The backup file: a tar of tables, files, locked keys and, last of all, the manifest."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from dandang.terms.refusal import Refusal
from dandang.upkeep import locked_keys
from dandang.upkeep.manifest import FileContent, Manifest, TableContent
from dandang.upkeep.reading import Row
from dandang.upkeep.schema import Table

MANIFEST = "manifest.json"
LOCKED = "keys.locked"
_MOST_MANIFEST = 512 * 1024 * 1024
_PIECE = 1024 * 1024


class Writer:
    """Puts one thing after another into a backup file."""

    def __init__(self, stream: BinaryIO, scratch: Path) -> None:
        """Write to `stream`; tables pass through files in `scratch` first."""
        self._tar = tarfile.TarFile(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT)
        self._scratch = scratch / "table"

    def table(self, table: Table, rows: Iterable[Row]) -> TableContent:
        """Put all rows of a table in, a line each."""
        told, count = hashlib.sha256(), 0
        with gzip.GzipFile(self._scratch, "wb", compresslevel=4, mtime=0) as packed:
            for row in rows:
                line = line_of(row)
                told.update(line)
                packed.write(line)
                count += 1
        self._put(_place_of(table.name), self._scratch)
        columns = tuple((each.name, each.kind) for each in table.columns)
        return TableContent(table.name, columns, table.key, table.numbered, count, told.hexdigest())

    def file(self, name: str, place: Path) -> FileContent:
        """Put a file of the data folder in, as it is at this moment."""
        copy, told = self._scratch, hashlib.sha256()
        with place.open("rb") as source, copy.open("wb") as target:
            while piece := source.read(_PIECE):
                told.update(piece)
                target.write(piece)
        size = copy.stat().st_size
        self._put(f"data/{name}", copy)
        return FileContent(name, size, told.hexdigest())

    def bytes(self, name: str, content: bytes) -> None:
        """Put a few bytes in."""
        entry = _entry(name, len(content))
        self._tar.addfile(entry, io.BytesIO(content))

    def close(self) -> None:
        """End the tar."""
        self._tar.close()

    def _put(self, name: str, place: Path) -> None:
        with place.open("rb") as stream:
            self._tar.addfile(_entry(name, place.stat().st_size), stream)
        place.unlink()


def line_of(row: Row) -> bytes:
    """A row as the line that is counted and hashed."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _place_of(table: str) -> str:
    return f"tables/{table}.jsonl.gz"


@dataclass(frozen=True)
class Backup:
    """An opened backup file whose manifest is whole; the rest is checked as it is read."""

    manifest: Manifest
    _tar: tarfile.TarFile

    def rows(self, table: TableContent) -> Iterator[Row]:
        """The rows of a table; refused at the end when they are not what the manifest says."""
        told, count = hashlib.sha256(), 0
        name = _place_of(table.name)
        try:
            with self._stream(name) as packed, gzip.GzipFile(fileobj=packed) as lines:
                for line in lines:
                    told.update(line)
                    count += 1
                    yield json.loads(line)
        except (OSError, EOFError, zlib.error, ValueError, tarfile.TarError) as error:
            raise Refusal("upkeep.broken", what=name) from error
        if (count, told.hexdigest()) != (table.rows, table.digest):
            raise Refusal("upkeep.broken", what=name)

    def copy_file(self, content: FileContent, target: IO[bytes] | None) -> None:
        """Copy a file out (or only check it); refused when it is not what the manifest says."""
        name, told, size = f"data/{content.name}", hashlib.sha256(), 0
        try:
            with self._stream(name) as source:
                while piece := source.read(_PIECE):
                    told.update(piece)
                    size += len(piece)
                    if target is not None:
                        target.write(piece)
        except tarfile.TarError as error:
            raise Refusal("upkeep.broken", what=name) from error
        if (size, told.hexdigest()) != (content.size, content.digest):
            raise Refusal("upkeep.broken", what=name)

    def locked_keys(self) -> bytes:
        """The locked keys; refused when they are not what the manifest says."""
        with self._stream(LOCKED) as stream:
            content = stream.read()
        if hashlib.sha256(content).hexdigest() != self.manifest.locked:
            raise Refusal("upkeep.broken", what=LOCKED)
        return content

    def keys(self, passphrase: str) -> dict[str, bytes]:
        """The keys, opened; what the manifest says of all else is proved by the same passphrase."""
        beside = self.manifest.content_of_keys_apart()
        return locked_keys.unlock(self.locked_keys(), passphrase, beside=beside)

    def check(self) -> None:
        """Read everything once; refused when anything is missing, added or changed."""
        for table in self.manifest.tables:
            for _ in self.rows(table):
                pass
        for content in self.manifest.files:
            self.copy_file(content, None)
        if self.manifest.locked:
            self.locked_keys()

    @contextmanager
    def _stream(self, name: str) -> Iterator[IO[bytes]]:
        found = self._tar.extractfile(name)
        if found is None:
            raise Refusal("upkeep.broken", what=name)
        with found:
            yield found


@contextmanager
def opened(place: Path) -> Iterator[Backup]:
    """The backup at `place`; refused when it is no backup, cut short, or holds what it does not name."""
    try:
        tar = tarfile.TarFile(place)
    except (OSError, tarfile.TarError) as error:
        raise Refusal("upkeep.not_a_backup", path=place) from error
    with tar:
        try:
            entries = tar.getmembers()
        except (OSError, tarfile.TarError) as error:
            raise Refusal("upkeep.cut_short", path=place) from error
        if not entries or entries[-1].name != MANIFEST or entries[-1].size > _MOST_MANIFEST:
            raise Refusal("upkeep.cut_short", path=place)
        try:
            stream = tar.extractfile(entries[-1])
            content = stream.read() if stream is not None else b""
        except (OSError, tarfile.TarError) as error:
            raise Refusal("upkeep.cut_short", path=place) from error
        manifest = Manifest.from_bytes(content)
        _check_entries(entries, manifest)
        yield Backup(manifest, tar)


def _check_entries(entries: list[tarfile.TarInfo], manifest: Manifest) -> None:
    wanted = {
        *(_place_of(each.name) for each in manifest.tables),
        *(f"data/{each.name}" for each in manifest.files),
        *([LOCKED] if manifest.locked else []),
        MANIFEST,
    }
    names = [each.name for each in entries]
    strange = [each.name for each in entries if not each.isreg() or _leads_out(each.name)]
    different = sorted({*strange, *(wanted ^ set(names))})
    if different or len(names) != len(set(names)):
        raise Refusal("upkeep.broken", what=different[0] if different else MANIFEST)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or "\\" in name or "\0" in name


def free_bytes(folder: Path) -> int:
    """How much room is left on the disk of a folder."""
    return shutil.disk_usage(folder).free
