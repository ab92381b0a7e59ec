"""`dandang restore`: a backup onto an empty machine, compared table by table and file by file."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dandang.cli import telling
from dandang.cli.passphrase import add_argument, passphrase
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.upkeep.backup_file import Backup
    from dandang.upkeep.restore import Restored

HELP = "restore a backup onto an empty machine"
DONE, REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`FILE [--without-keys]`."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--without-keys", action="store_true", help="leave the keys in the backup locked"
    )
    add_argument(parser)


def run(options: argparse.Namespace) -> int:
    """0 when all is restored and equal, 1 with a sentence when it was refused."""
    from dandang.upkeep import backup_file, folder, locked_keys, running

    data = Path(os.environ.get("DANDANG_DATA") or "var").resolve()
    placed: list[Path] = []
    try:
        with backup_file.opened(options.file) as backup:
            if found := folder.holds_anything(data):
                raise Refusal("upkeep.folder_not_empty", path=data, first=found[0])
            keys = {}
            if backup.manifest.locked and not options.without_keys:
                keys = backup.keys(passphrase(options.passphrase_file, twice=False))
            with running.site_stands_still(data):
                # Before settings are read, which makes the keys that it does not find.
                placed = locked_keys.put_in_place(keys, data / "keys")
                print("\n".join(_told(_restored(backup))))
        return DONE
    except Exception as error:
        for place in placed:
            place.unlink(missing_ok=True)
        print(telling.failure(error), file=sys.stderr)
        return REFUSED


def _restored(backup: "Backup") -> "Restored":
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.apps.permits.actor import console
    from dandang.kit import clock
    from dandang.upkeep.restore import restore

    return restore(backup=backup, by=console(f"命令行 {getpass.getuser()}"), at=clock.now())


def _told(done: "Restored") -> list[str]:
    from dandang.upkeep.locked_keys import protects

    size = telling.megabytes(sum(each.count for each in done.files))
    lines = [
        *(say("upkeep.table_equal", name=each.name, count=each.count) for each in done.tables),
        say("upkeep.files_equal", count=len(done.files), size=size),
        say(
            "upkeep.restored",
            tables=len(done.tables),
            rows=sum(each.count for each in done.tables),
            files=len(done.files),
        ),
    ]
    if done.brought_up_by:
        lines.append(say("upkeep.brought_up", count=done.brought_up_by))
    for box in done.manifest.open_boxes:
        marked = box in done.repeated
        lines.append(
            say("upkeep.repeated", title=box.title)
            if marked
            else say("upkeep.not_repeated", title=box.title)
        )
    for name in done.keys_missing:
        lines.append(say("upkeep.key_missing", name=name, what=protects(name)))
    for name in done.keys_different:
        lines.append(say("upkeep.key_different", name=name, what=protects(name)))
    return lines
