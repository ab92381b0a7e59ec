"""What a backup says of itself: the last thing in the file, and the measure of all the others."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from dandang.terms.refusal import Refusal
from dandang.upkeep.schema import Column, Step, Table

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TableContent:
    """A table in a backup: its shape, how many rows, and the SHA-256 of their lines."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: str
    numbered: bool
    rows: int
    digest: str

    def table(self) -> Table:
        """The shape, as the schema tells it."""
        columns = tuple(Column(*each) for each in self.columns)
        return Table(self.name, columns, self.key, self.numbered)


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file in a backup: its place in the data folder, its size and SHA-256."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class OpenBox:
    """A box that was not closed when the backup was made, and is therefore not in it."""

    round_number: int
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a backup knows of itself.

    `keys` are names with a fingerprint that tells nothing; `locked` is the SHA-256 of the locked
    keys, empty when they were left out.
    """

    made_at: str
    program: str
    engine: str
    migrations: tuple[Step, ...]
    tables: tuple[TableContent, ...]
    last_numbers: Mapping[str, int]
    files: tuple[FileContent, ...]
    keys: Mapping[str, str]
    open_boxes: tuple[OpenBox, ...]
    left_out: tuple[str, ...]
    format: int = FORMAT
    locked: str = ""
    digest: str = ""

    def content_of_keys_apart(self) -> str:
        """The SHA-256 of all of this but the locked keys: what they are bound to."""
        return hashlib.sha256(_text(replace(self, digest="", locked="")).encode()).hexdigest()

    def sealed(self) -> Self:
        """The same with the hash of its own content."""
        return replace(self, digest=self.content_digest())

    def content_digest(self) -> str:
        """The SHA-256 of all of this but the hash itself."""
        return hashlib.sha256(_text(replace(self, digest="")).encode()).hexdigest()

    def to_bytes(self) -> bytes:
        """As it stands in the file."""
        return _text(self).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Read back; refused when it is not whole or of a later format."""
        try:
            said: dict[str, Any] = json.loads(content)
            if said["format"] != FORMAT:
                raise Refusal("upkeep.other_format")
            found = cls(
                **{
                    **said,
                    "migrations": tuple((app, name) for app, name in said["migrations"]),
                    "tables": tuple(_table(each) for each in said["tables"]),
                    "files": tuple(FileContent(**each) for each in said["files"]),
                    "open_boxes": tuple(OpenBox(**each) for each in said["open_boxes"]),
                    "left_out": tuple(said["left_out"]),
                }
            )
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal("upkeep.broken", what="manifest.json") from error
        if found.digest != found.content_digest():
            raise Refusal("upkeep.broken", what="manifest.json")
        return found


def _table(said: dict[str, Any]) -> TableContent:
    return TableContent(**{**said, "columns": tuple((a, b) for a, b in said["columns"])})


def _text(manifest: Manifest) -> str:
    return json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True, indent=1)
