"""Upgrading (升级): backup, migrate, smoke test, or back to the backup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.core.management import call_command

from dandang.apps.audit import actions as audit
from dandang.apps.ballots import queries as ballots
from dandang.apps.permits.actor import Actor
from dandang.terms.ballots import BoxState
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say
from dandang.terms.trail import Act
from dandang.upkeep import backup as backups
from dandang.upkeep import backup_file, durable, folder, records, schema
from dandang.upkeep.emptying import empty_database, renew_connection
from dandang.upkeep.manifest import Manifest
from dandang.upkeep.restore import compared_tables, load_tables
from dandang.upkeep.schema import Step
from dandang.upkeep.smoke import smoke_test


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What came of an upgrade: the backup made before it and the migrations applied."""

    backup: Path
    manifest: Manifest
    steps: tuple[Step, ...]


class WentBack(Refusal):
    """The upgrade failed and the house stands as it stood before; the reason is among the values."""


class CouldNotGoBack(Refusal):
    """The upgrade failed and so did the way back: the backup must be restored by hand."""


def upgrade(
    *, by: Actor, at: datetime, told: Callable[[str, dict[str, object]], None] = lambda *_: None
) -> Upgraded:
    """Bring the main database to this version, or leave it as it was.

    Refused while a box is open. `told` hears what is being done, as a code with values.
    """
    if not schema.applied():
        raise Refusal("upkeep.nothing_to_upgrade")
    _refuse_open_boxes(by)
    steps = tuple(schema.pending())
    keep = folder.own_folder()
    durable.private_folder(keep)
    made = backups.write(
        target=keep / f"before-{version('dandang')}-{at:%Y%m%d-%H%M%S}.tar", passphrase=None, at=at
    )
    records.note(upgrading=str(made.place))
    told("upkeep.backed_up_first", {"path": made.place})
    try:
        call_command("migrate", verbosity=0, interactive=False)
        smoke_test(made.manifest)
    except (Exception, KeyboardInterrupt) as error:
        told("upkeep.going_back", {"reason": _reason(error)})
        _go_back(made.place, error)
        records.note(upgrading=None)
        raise WentBack(
            "upkeep.went_back",
            reason=_reason(error),
            tables=len(made.manifest.tables),
            path=made.place,
        ) from error
    _record(made, steps, by=by, at=at)
    return Upgraded(made.place, made.manifest, steps)


def _refuse_open_boxes(by: Actor) -> None:
    # Prepared boxes hold no ballot yet, and their files are not touched by an upgrade.
    found = [each for each in ballots.unclosed(by) if each.state is not BoxState.PREPARED]
    if found:
        raise Refusal("upkeep.box_open", title=found[0].title, count=len(found))


def _go_back(place: Path, cause: BaseException) -> None:
    try:
        renew_connection()
        with backup_file.opened(place) as backup:
            empty_database()
            load_tables(backup)
            tables = compared_tables(backup.manifest)
        if different := [each.name for each in tables if not each.equal]:
            raise Refusal("upkeep.not_equal", what=different[0], count=len(different))
    except Exception as error:
        raise CouldNotGoBack(
            "upkeep.could_not_go_back", reason=_reason(cause), other=_reason(error), path=place
        ) from error


def _reason(error: BaseException) -> str:
    if isinstance(error, Refusal):
        return say(error.code, "zh", **error.values)
    first = str(error).strip().splitlines()
    return f"{type(error).__name__}: {first[0]}" if first else type(error).__name__


def _record(made: backups.Made, steps: tuple[Step, ...], *, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        verb=Act.UPGRADE,
        subject=audit.Subject("backup", "", made.place.name),
        at=at,
        details={"program": version("dandang"), "steps": [".".join(step) for step in steps]},
    )
    records.note(
        upgrading=None,
        upgraded={"at": at.isoformat(timespec="seconds"), "program": version("dandang")},
        backup={
            "at": at.isoformat(timespec="seconds"),
            "file": str(made.place),
            "digest": made.manifest.digest,
            "keys": False,
        },
    )
