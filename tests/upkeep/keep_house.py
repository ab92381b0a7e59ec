"""Make the kept house of an earlier version anew: see README.md beside this file.

keep_house.py make            in a checkout of that version: a small house in $DANDANG_DATA
keep_house.py keep BACKUP     in this version: a backup of that house as one small file
"""

import base64
import gzip
import json
import sys
from dataclasses import asdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE / "house-3290554.json.gz"


def make() -> None:
    """A house with people, rounds at every state, accounts, a case, and sealed fields."""
    import django

    django.setup()
    from dataclasses import replace

    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from apps.test_archive_storing import full_career
    from dandang.apps.archive import actions as archive
    from dandang.apps.permits.actor import console
    from dandang.apps.rounds import actions as rounds
    from dandang.career import Absent, Relative
    from dandang.days import PartialDate
    from dandang.kit import clock
    from round_world import build

    by = console("旧版（虚构）")
    world = build()
    # No house is upgraded while a box is open.
    for walked in (world.inside, world.outside):
        rounds.repeat(number=walked.numbers["open"], reason="重测（虚构）", by=by, at=clock.now())
    unit = world.house.near.unit.full_name
    relative = Relative("妻子", "虚小花", PartialDate(1980, 2), "群众", "县某局（虚构）")
    careers = [
        replace(
            full_career(
                name=f"虚封{place}",
                identity=f"99999919800101000{place}",
                family=(relative,),
                unit=unit,
            ),
            appointments=(),
            # The loan leads to a unit that this house does not have.
            status_periods=full_career().status_periods[1:],
        )
        for place in range(3)
    ]
    careers.append(replace(careers[0], name="虚未知", identity=Absent.UNKNOWN, family=Absent.NONE))
    archive.store_all(careers=careers, by=by, at=clock.now())


def keep(backup: Path) -> None:
    """The tables, files and keys of a backup, as JSON that no later version needs to understand."""
    from dandang.upkeep import backup_file, locked_keys

    with backup_file.opened(backup) as opened:
        manifest = opened.manifest
        tables = [
            {**asdict(each), "rows": list(opened.rows(each)), "digest": None}
            for each in manifest.tables
        ]
        files = {}
        for content in manifest.files:
            copy = HERE / ".copy"
            with copy.open("wb") as stream:
                opened.copy_file(content, stream)
            files[content.name] = _text(copy.read_bytes())
            copy.unlink()
        keys = opened.keys(PASSPHRASE)
        said = {
            "migrations": manifest.migrations,
            "last_numbers": dict(manifest.last_numbers),
            "tables": tables,
            "files": files,
            "keys": {name: _text(content) for name, content in keys.items()},
        }
    assert set(said["keys"]) >= locked_keys.HARMLESS
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    KEPT.write_bytes(gzip.compress(text.encode(), mtime=0))


PASSPHRASE = "a house of invented people"


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


if __name__ == "__main__":
    make() if sys.argv[1] == "make" else keep(Path(sys.argv[2]))
