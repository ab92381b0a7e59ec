"""Backing up (备份): one file of everything an installation owns, but open boxes and sessions."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor
from dandang.terms.refusal import Refusal
from dandang.terms.trail import Act
from dandang.upkeep import backup_file, durable, folder, locked_keys, records, schema
from dandang.upkeep.backup_file import Writer
from dandang.upkeep.manifest import FileContent, Manifest, OpenBox, TableContent
from dandang.upkeep.reading import Moment, moment
from dandang.upkeep.schema import Table

# Who is signed in is nobody's to restore: after a restore everyone signs in again.
SESSIONS = "django_session"
_BOXES = "ballots_roundbox"
_NOT_YET_CLOSED = frozenset({"prepared", "open", "sealing"})


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where it lies, its size, and what it says of itself."""

    place: Path
    size: int
    manifest: Manifest


def back_up(*, target: Path, passphrase: str | None, by: Actor, at: datetime) -> Made:
    """Write a backup to `target`, a new file or a folder; with the keys when a passphrase is given.

    The site may go on running. The trail and the records say that it was made.
    """
    made = write(target=target, passphrase=passphrase, at=at)
    audit.record(
        by=by,
        verb=Act.BACK_UP,
        subject=audit.Subject("backup", "", made.place.name),
        at=at,
        details={
            "digest": made.manifest.digest,
            "keys": bool(made.manifest.locked),
            "open_boxes": [each.round_number for each in made.manifest.open_boxes],
        },
    )
    records.note_keys(made.manifest.keys)
    records.note(
        backup={
            "at": at.isoformat(timespec="seconds"),
            "file": str(made.place),
            "digest": made.manifest.digest,
            "keys": bool(made.manifest.locked),
        }
    )
    return made


def write(*, target: Path, passphrase: str | None, at: datetime) -> Made:
    """Write a backup and nothing else; works on tables of any earlier version."""
    steps = schema.applied()
    if not steps:
        raise Refusal("upkeep.nothing_to_back_up")
    shape = schema.tables(steps)
    place = _place(target, at)
    with private_scratch(Path(settings.DATA)) as scratch, durable.written(place) as stream:
        writer = Writer(stream, scratch)
        with moment(scratch) as then:
            tables = tuple(
                writer.table(each, then.rows(each)) for each in shape if each.name != SESSIONS
            )
            boxes = _boxes(then, shape)
            last_numbers = then.last_numbers()
        # After the tables: a file is kept before the row that names it is committed.
        files = _put_files(writer, closed=boxes.closed)
        keys = locked_keys.read_keys(Path(settings.KEYS))
        manifest = Manifest(
            made_at=at.isoformat(timespec="seconds"),
            program=version("dandang"),
            engine=connection.vendor,
            migrations=tuple(steps),
            tables=tables,
            last_numbers=last_numbers,
            files=files,
            keys={**locked_keys.fingerprints(keys), **records.wanted_keys()},
            open_boxes=boxes.still_open,
            left_out=_left_out(shape, passphrase, boxes.closed - {each.name for each in files}),
        )
        manifest = _with_keys(writer, manifest, keys, passphrase).sealed()
        writer.bytes(backup_file.MANIFEST, manifest.to_bytes())
        writer.close()
    return Made(place, place.stat().st_size, manifest)


def table_digests(tables: tuple[TableContent, ...]) -> Iterator[tuple[TableContent, int, str]]:
    """For each table of a backup, the rows and the hash that the main database gives for it now."""
    with private_scratch(Path(settings.DATA)) as scratch, moment(scratch) as now:
        for each in tables:
            told, count = hashlib.sha256(), 0
            for row in now.rows(each.table()):
                told.update(backup_file.line_of(row))
                count += 1
            yield each, count, told.hexdigest()


@dataclass(frozen=True, slots=True)
class _Boxes:
    closed: frozenset[str]
    still_open: tuple[OpenBox, ...]


def _boxes(then: Moment, shape: tuple[Table, ...]) -> _Boxes:
    table = next((each for each in shape if each.name == _BOXES), None)
    if table is None:
        return _Boxes(frozenset(), ())
    names = [each.name for each in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in then.rows(table)]
    return _Boxes(
        frozenset(f"boxes/{row['file']}.closed" for row in rows if row["state"] == "closed"),
        tuple(
            OpenBox(row["round_number"], row["state"], json.loads(row["questionnaire"])["title"])
            for row in rows
            if row["state"] in _NOT_YET_CLOSED
        ),
    )


def _put_files(writer: Writer, *, closed: frozenset[str]) -> tuple[FileContent, ...]:
    return tuple(
        writer.file(found.name, found.place)
        for found in folder.taken()
        if not found.name.startswith("boxes/") or found.name in closed
    )


def _with_keys(
    writer: Writer, manifest: Manifest, keys: dict[str, bytes], passphrase: str | None
) -> Manifest:
    if passphrase is None:
        return manifest
    locked = locked_keys.lock(keys, passphrase, beside=manifest.content_of_keys_apart())
    writer.bytes(backup_file.LOCKED, locked)
    return replace(manifest, locked=hashlib.sha256(locked).hexdigest())


def _left_out(
    shape: tuple[Table, ...], passphrase: str | None, lost: frozenset[str]
) -> tuple[str, ...]:
    known = {each.name for each in shape}
    strange = sorted(schema.table_names() - known)
    keys = ["keys"] if passphrase is None else []
    return (
        "sessions",
        *keys,
        *(f"table {name}" for name in strange),
        *(f"lost {name}" for name in sorted(lost)),
    )


def _place(target: Path, at: datetime) -> Path:
    place = target / f"dandang-{at:%Y%m%d-%H%M%S}.tar" if target.is_dir() else target
    if not place.parent.is_dir():
        raise Refusal("upkeep.no_folder", path=place.parent)
    if place.exists():
        raise Refusal("upkeep.exists", path=place)
    place = place.resolve()
    if place.is_relative_to(settings.DATA) and place.parent != folder.own_folder():
        raise Refusal("upkeep.inside_data", path=settings.DATA)
    return place


@contextmanager
def private_scratch(parent: Path) -> Iterator[Path]:
    """A folder for its owner alone that is gone afterwards, with a point before its name."""
    scratch = Path(tempfile.mkdtemp(dir=parent, prefix=".dandang-"))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
