"""What the doctor looks at in the house: folder, keys, database, worker, boxes, backup, network."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from dandang.apps.ballots import queries as ballots
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import console
from dandang.upkeep import folder, loading, locked_keys, records, running, schema
from dandang.upkeep.findings import Finding, attention, fine, missing

_WAITS_TOO_LONG = timedelta(minutes=5)
_BACKUP_IS_OLD = timedelta(days=7)
_OLDEST_POSTGRESQL = 150000


def folder_modes(at: datetime) -> Iterator[Finding]:
    """The data folder and its modes: nobody but its owner may look in."""
    data = Path(settings.DATA)
    if not data.is_dir():
        yield missing("doctor.folder_missing", path=data)
        return
    private = [data, *(data / name for name in ("boxes", "files", "keys", folder.OWN))]
    open_doors = [place for place in private if place.is_dir() and _others_may(place)]
    keys = [found.place for found in folder.every_file(Path(settings.KEYS))]
    open_doors += [place for place in keys if _others_may(place)]
    if not os.access(data, os.W_OK):
        yield missing("doctor.folder_not_ours", path=data)
    elif open_doors:
        yield missing("doctor.folder_open", path=open_doors[0], count=len(open_doors))
    else:
        yield fine("doctor.folder", path=data)


def _others_may(place: Path) -> bool:
    return bool(stat.S_IMODE(place.stat().st_mode) & 0o077)


def keys(at: datetime) -> Iterator[Finding]:
    """The keys, and what cannot be read without those that are missing."""
    lost, other = locked_keys.not_as(records.wanted_keys(), Path(settings.KEYS))
    for name in (*lost, *other):
        code = "doctor.key_other" if name in other else "doctor.key_missing"
        yield missing(code, name=name, what=locked_keys.protects(name), path=settings.KEYS)
    if not (lost or other):
        there = locked_keys.read_keys(Path(settings.KEYS))
        yield fine("doctor.keys", names="、".join(there), count=len(there))


def last_backup(at: datetime) -> Iterator[Finding]:
    """When the last backup was made, and whether the keys were in it."""
    found = records.read().get("backup")
    if not isinstance(found, dict):
        yield attention("doctor.backup_none")
        return
    made = datetime.fromisoformat(str(found["at"]))
    said = {"at": f"{made:%Y-%m-%d %H:%M}", "file": found["file"]}
    if at - made > _BACKUP_IS_OLD:
        yield attention("doctor.backup_old", **said, days=(at - made).days)
    else:
        yield fine("doctor.backup", **said)


def upgrade_interrupted(at: datetime) -> Iterator[Finding]:
    """An upgrade that neither ended nor went back; nothing is said when there is none."""
    if place := records.read().get("upgrading"):
        yield missing("doctor.upgrade_interrupted", path=place)


def site(at: datetime) -> Iterator[Finding]:
    """Whether the site runs on this data folder."""
    if running.is_running(Path(settings.DATA)):
        yield fine("doctor.site_runs")
    else:
        yield attention("doctor.site_stands")


def database(at: datetime) -> Iterator[Finding]:
    """The main database: reachable, new enough, with the tables of this version."""
    try:
        connection.ensure_connection()
        there = schema.table_names()
    except (DatabaseError, OSError) as error:
        yield missing("doctor.database_away", engine=connection.vendor, error=type(error).__name__)
        return
    if not there:
        yield missing("doctor.database_empty", engine=_engine())
    elif steps := schema.pending():
        yield missing("doctor.database_behind", engine=_engine(), count=len(steps))
    elif newer := schema.unknown(schema.applied()):
        yield missing("doctor.database_ahead", engine=_engine(), count=len(newer))
    else:
        yield fine("doctor.database", engine=_engine(), tables=len(there))
    yield from _engine_settings()


def _engine() -> str:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, "?")
    return f"{name} {'.'.join(str(part) for part in connection.get_database_version())}"


def _engine_settings() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        if connection.pg_version < _OLDEST_POSTGRESQL:  # type: ignore[attr-defined]
            yield attention("doctor.postgresql_old", engine=_engine())
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    yield fine("doctor.wal") if mode == "wal" else attention("doctor.no_wal", mode=mode)


def triggers(at: datetime) -> Iterator[Finding]:
    """The guards that the database keeps itself, the trail's among them."""
    asleep = loading.sleeping_triggers()
    count = loading.trigger_count()
    if asleep or not count:
        yield missing("doctor.guards_asleep", count=len(asleep))
    else:
        yield fine("doctor.guards", count=count)


def worker(at: datetime) -> Iterator[Finding]:
    """The background worker, known by what waits for it."""
    waiting = DBTaskResult.objects.filter(status="READY", run_after__lte=at).order_by("run_after")
    oldest = waiting.values_list("enqueued_at", flat=True).first()
    if oldest is None:
        yield fine("doctor.worker")
    elif at - oldest > _WAITS_TOO_LONG:
        minutes = int((at - oldest).total_seconds() // 60)
        yield attention("doctor.worker_late", count=waiting.count(), minutes=minutes)
    else:
        yield fine("doctor.worker_busy", count=waiting.count())


def boxes(at: datetime) -> Iterator[Finding]:
    """Boxes that are not closed: no upgrade while one is open, and no backup holds one."""
    found = ballots.unclosed(console("doctor"))
    for each in found:
        yield attention("doctor.box_open", title=each.title, state=each.state)
    if not found:
        yield fine("doctor.boxes")


def network(at: datetime) -> Iterator[Finding]:
    """Whether the booth runs beside the archive, and by which document."""
    document = organisation.booth_document()
    if not settings.BOOTH_BESIDE_ARCHIVE:
        yield fine("doctor.booth_apart")
    elif document:
        yield fine("doctor.booth_allowed", document=document)
    else:
        yield attention("doctor.booth_unrecorded")


def calendar(at: datetime) -> Iterator[Finding]:
    """The last day whose holidays are known."""
    until = organisation.calendar().known_until
    if at.date() > until:
        yield missing("doctor.calendar_ended", until=until)
    elif at.date() > until - timedelta(days=30):
        yield attention("doctor.calendar_ends", until=until)
    else:
        yield fine("doctor.calendar", until=until)


def demo(at: datetime) -> Iterator[Finding]:
    """Whether this is the synthetic county or an installation in earnest."""
    county = organisation.county()
    if county.fictitious:
        yield attention("doctor.demo", name=county.name)
    elif county.name:
        yield fine("doctor.county", name=county.name)
    else:
        yield attention("doctor.county_unnamed")
