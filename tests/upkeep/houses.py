"""Whole houses of a test's own: a data folder and a database each, used by the `dandang` command."""

import base64
import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection

TESTS = Path(__file__).resolve().parent.parent
KEPT = TESTS / "upkeep/house-3290554.json.gz"
PASSPHRASE = "five words nobody else says"
SECONDS = 300

_numbers = count(1)


@dataclass
class House:
    """A house: where it lies, and the environment that leads a command to it."""

    data: Path
    url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find this house and no other."""
        known = {n: v for n, v in os.environ.items() if not n.startswith("DANDANG_")}
        more = {"DANDANG_DATA": str(self.data), "DATABASE_URL": self.url, **self.more}
        return {**known, "PYTHONPATH": str(TESTS), **more}

    def run(self, *words: str, passphrase: str = "") -> "Said":
        """Run `dandang` with words."""
        more = {"DANDANG_PASSPHRASE": passphrase} if passphrase else {}
        done = subprocess.run(
            [sys.executable, "-m", "dandang", *words],
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        return Said(done.returncode, done.stdout + done.stderr)

    def python(self, source: str) -> str:
        """Run a few lines in this house; gives what they print."""
        start = "from dandang.cli.django_start import start_django\nstart_django()\n"
        done = subprocess.run(
            [sys.executable, "-c", start + source],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Put one statement to the database and commit."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as server:
                cursor = server.execute(statement)  # type: ignore[call-overload]
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.data / "dandang.sqlite3")) as file:
            found = file.execute(statement).fetchall()
            file.commit()
            return found

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        listed = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            if self.url
            else "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite%' ORDER BY 1"
        )
        names = [name for (name,) in self.ask(listed)]
        return {name: self.ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}

    def files(self) -> dict[str, bytes]:
        """Evidence, closed boxes and keys, by their place in the data folder."""
        found = [
            path for each in ("boxes", "files", "keys") for path in self.data.glob(f"{each}/**/*")
        ]
        return {
            str(path.relative_to(self.data)): path.read_bytes() for path in found if path.is_file()
        }


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    text: str


@contextmanager
def empty_house(folder: Path, *, vendor: str = "") -> Iterator[House]:
    """A house of nothing yet, on the database that the tests run on or on the one named."""
    data = folder / f"house{next(_numbers)}"
    if (vendor or connection.vendor) == "sqlite":
        yield House(data)
        return
    known = connection.settings_dict
    name = f"dandang_house_{os.getpid()}_{next(_numbers)}"
    secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    server = f"{known['USER']}{secret}@{known['HOST']}:{known['PORT'] or 5432}"
    maintained = f"postgresql://{server}/postgres"
    _on_server(maintained, f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield House(data, f"postgresql://{server}/{name}")
    finally:
        _on_server(maintained, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def copy_of(house: House, folder: Path) -> Iterator[House]:
    """A house like another, to be changed at will; the other must be at rest."""
    data = folder / f"house{next(_numbers)}"
    shutil.copytree(house.data, data)
    if not house.url:
        yield House(data)
        return
    server, _, source = house.url.rpartition("/")
    name = f"{source}_{next(_numbers)}"
    _on_server(f"{server}/postgres", f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield House(data, f"{server}/{name}")
    finally:
        _on_server(f"{server}/postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(statement)  # type: ignore[call-overload]


LIVED_IN = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from dandang.apps.archive import actions as archive
from dandang.apps.ballots.models import RoundBox
from dandang.apps.rounds import actions as rounds
from dandang.kit import clock
from round_world import OFFICE, build
from apps.test_archive_storing import full_career
world = build()
rounds.repeat(number=world.outside.numbers["open"], reason="x", by=OFFICE, at=clock.now())
# A number that was given and is gone again must not be given a second time.
RoundBox.objects.create(
    round_number=999, path="/", state="prepared", file="x", questionnaire={}, slips=[], quorum="0"
).delete()
number = world.inside.numbers["open"]
career = full_career(unit=world.house.near.unit.full_name, appointments=(), status_periods=())
archive.store(career=career, by=OFFICE, at=clock.now())
print(number)
"""


def furnish(house: House) -> int:
    """Live in a house: people, sealed fields, rounds at every state, a scan; gives the open round."""
    return int(house.python(LIVED_IN).splitlines()[-1])


def kept_house() -> dict[str, Any]:
    """The house that an earlier version left: rows by table, files, keys."""
    found: dict[str, Any] = json.loads(gzip.decompress(KEPT.read_bytes()))
    return found


MOVE_IN = """
from upkeep.houses import kept_house
from dandang.upkeep import loading, schema
from upkeep.houses import content_of
kept = kept_house()
steps = [tuple(step) for step in kept["migrations"]]
schema.migrate_to(steps)
loading.load(
    [(content_of(each), each["rows"]) for each in kept["tables"]],
    tables=schema.tables(steps),
    last_numbers=kept["last_numbers"],
)
"""


def content_of(said: dict[str, Any]) -> Any:
    """The shape of a kept table."""
    from dandang.upkeep.schema import Column, Table

    columns = tuple(Column(*each) for each in said["columns"])
    return Table(said["name"], columns, said["key"], said["numbered"])


def move_into_kept(house: House) -> dict[str, Any]:
    """Let `house` be the one that the earlier version left."""
    kept = kept_house()
    for name, text in (
        *kept["files"].items(),
        *((f"keys/{n}", t) for n, t in kept["keys"].items()),
    ):
        place = house.data / name
        for folder in (*reversed(place.parents), place.parent):
            if not folder.exists():
                folder.mkdir(mode=0o700)
        place.write_bytes(base64.b64decode(text))
        place.chmod(0o600)
    house.python(MOVE_IN)
    return kept
