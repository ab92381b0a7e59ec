"""Restoring (恢复): a backup onto an empty machine, compared table by table and file by file."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor
from dandang.apps.rounds import actions as rounds
from dandang.terms.refusal import Refusal
from dandang.terms.trail import Act
from dandang.upkeep import durable, folder, loading, locked_keys, records, schema
from dandang.upkeep.backup import table_digests
from dandang.upkeep.backup_file import Backup
from dandang.upkeep.emptying import empty_database, renew_connection
from dandang.upkeep.manifest import Manifest, OpenBox


@dataclass(frozen=True, slots=True)
class Compared:
    """A table or file of the backup: how much there is, and whether it is equal here."""

    name: str
    count: int
    equal: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of restoring."""

    manifest: Manifest
    tables: tuple[Compared, ...]
    files: tuple[Compared, ...]
    brought_up_by: int
    repeated: tuple[OpenBox, ...]
    keys_missing: tuple[str, ...]
    keys_different: tuple[str, ...]


def restore(*, backup: Backup, by: Actor, at: datetime) -> Restored:
    """Put everything back, compare it, bring it up to this version and mark what must be repeated.

    The data folder and the database must be empty. When something fails, everything is taken out
    again but the keys; a process that is killed leaves what it had put back.
    """
    require_empty()
    backup.check()
    manifest = backup.manifest
    with _or_empty_again():
        load_tables(backup)
        tables = compared_tables(manifest)
        files = _restore_files(backup)
        different = [each.name for each in (*tables, *files) if not each.equal]
        if different:
            raise Refusal("upkeep.not_equal", what=different[0], count=len(different))
        later = len(schema.pending())
        call_command("migrate", verbosity=0, interactive=False)
        repeated = tuple(each for each in manifest.open_boxes if _repeat(each, by=by, at=at))
        _record(manifest, repeated, by=by, at=at)
    missing, different_keys = locked_keys.not_as(_lasting(manifest), Path(settings.KEYS))
    return Restored(
        manifest=manifest,
        tables=tables,
        files=files,
        brought_up_by=later,
        repeated=repeated,
        keys_missing=missing,
        keys_different=different_keys,
    )


def require_empty() -> None:
    """Refuse unless the data folder (keys apart) and the database are empty."""
    if found := folder.holds_anything(Path(settings.DATA)):
        raise Refusal("upkeep.folder_not_empty", path=settings.DATA, first=found[0])
    if schema.table_names():
        raise Refusal("upkeep.database_not_empty")


def load_tables(backup: Backup) -> None:
    """Make the tables of the backup's own migrations in an empty database, and fill them."""
    steps = list(backup.manifest.migrations)
    shape = schema.tables(steps)
    made = {each.name: each.column_names for each in shape}
    if strange := [
        each.name
        for each in backup.manifest.tables
        if each.table().column_names != made.get(each.name)
    ]:
        raise Refusal("upkeep.other_shape", table=strange[0])
    schema.migrate_to(steps)
    loading.load(
        ((each.table(), backup.rows(each)) for each in backup.manifest.tables),
        tables=shape,
        last_numbers=backup.manifest.last_numbers,
    )
    if sleeping := loading.sleeping_triggers():
        raise Refusal("upkeep.trigger_asleep", name=sleeping[0])


def compared_tables(manifest: Manifest) -> tuple[Compared, ...]:
    """Each table of the backup beside the same table of the main database."""
    return tuple(
        Compared(each.name, each.rows, (rows, digest) == (each.rows, each.digest))
        for each, rows, digest in table_digests(manifest.tables)
    )


def _restore_files(backup: Backup) -> tuple[Compared, ...]:
    data = Path(settings.DATA)
    for content in backup.manifest.files:
        place = data / content.name
        durable.private_folder(place.parent)
        with durable.written(place) as stream:
            backup.copy_file(content, stream)
        if content.name.startswith("boxes/"):
            place.chmod(0o400)
    found = []
    for content in backup.manifest.files:
        place = data / content.name
        with place.open("rb") as stream:
            told = hashlib.file_digest(stream, "sha256").hexdigest()
        found.append(Compared(content.name, content.size, told == content.digest))
    return tuple(found)


@contextmanager
def _or_empty_again() -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        renew_connection()
        empty_database()
        for found in list(folder.put_there()):
            found.place.unlink()
        for place, _, _ in os.walk(settings.DATA, topdown=False):
            if place != str(settings.DATA) and not any(Path(place).iterdir()):
                Path(place).rmdir()
        if isinstance(error, Refusal) or not isinstance(error, Exception):
            raise
        raise Refusal("upkeep.not_restored", reason=f"{type(error).__name__}: {error}") from error


def _repeat(box: OpenBox, *, by: Actor, at: datetime) -> bool:
    try:
        rounds.repeat(
            number=box.round_number,
            reason="恢复自备份：未封的票箱不在备份中，本次测评须重做",
            by=by,
            at=at,
        )
    except Refusal:
        return False
    return True


def _lasting(manifest: Manifest) -> dict[str, str]:
    # Closed boxes are read without the key of the codes, and no other box is in a backup.
    return {name: told for name, told in manifest.keys.items() if name != "box"}


def _record(manifest: Manifest, repeated: tuple[OpenBox, ...], *, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        verb=Act.RESTORE,
        subject=audit.Subject("backup", "", f"备份 {manifest.made_at}"),
        at=at,
        details={
            "digest": manifest.digest,
            "repeated": [each.round_number for each in repeated],
        },
    )
    records.note(
        keys=_lasting(manifest),
        restored={"at": at.isoformat(timespec="seconds"), "digest": manifest.digest},
    )
