"""Putting the rows of a backup into tables that the migrations have just made.

All of it in one transaction: the triggers of the tables rest inside it and stand again at its end,
or nothing has happened.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, transaction

from dandang.upkeep.reading import OWNED_SEQUENCES, Row
from dandang.upkeep.schema import Column, Table

_CHUNK = 2_000


def load(
    contents: Iterable[tuple[Table, Iterable[Row]]],
    *,
    tables: Iterable[Table],
    last_numbers: Mapping[str, int],
) -> None:
    """Empty `tables` of what migrations put there, write `contents`, and go on with the numbers.

    Foreign keys are checked at the end, whatever order the tables come in.
    """
    with transaction.atomic(), _triggers_at_rest():
        for each in tables:
            _run(f'DELETE FROM "{each.name}"')
        for table, rows in contents:
            if connection.vendor == "sqlite":
                _into_sqlite(table, rows)
            else:
                _into_postgresql(table, rows)
        _go_on_with(last_numbers)
        connection.check_constraints()


def _run(statement: str, values: tuple[str | int, ...] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def _triggers_at_rest() -> Iterator[None]:
    if connection.vendor == "sqlite":
        made = _run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        for name, _ in made:
            _run(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in made:
            _run(statement)
        return
    guarded = _run(_GUARDED)
    for (name,) in guarded:
        _run(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
    yield
    # What foreign keys have put off must be settled before a table may be altered.
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    for (name,) in guarded:
        _run(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')


_EACH_TRIGGER = """
    SELECT c.relname, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""
_GUARDED = f"SELECT DISTINCT relname FROM ({_EACH_TRIGGER}) AS found ORDER BY 1"


def sleeping_triggers() -> list[str]:
    """Triggers that do not stand: always empty, or something is badly wrong."""
    if connection.vendor == "sqlite":
        return []
    found = _run(f"SELECT tgname FROM ({_EACH_TRIGGER}) AS found WHERE tgenabled <> 'O' ORDER BY 1")
    return [str(name) for (name,) in found]


def trigger_count() -> int:
    """How many triggers of the house there are."""
    if connection.vendor == "sqlite":
        return int(_run("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")[0][0])
    return int(_run(f"SELECT count(*) FROM ({_EACH_TRIGGER}) AS found")[0][0])


def _into_postgresql(table: Table, rows: Iterable[Row]) -> None:
    columns = ", ".join(f'"{each.name}"' for each in table.columns)
    changes = _changes(
        table.columns, {"moment": lambda text: f"{text}+00", "bytes": r"\x{}".format}
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(_changed(row, changes))


def _into_sqlite(table: Table, rows: Iterable[Row]) -> None:
    columns = ", ".join(f'"{each.name}"' for each in table.columns)
    blanks = ", ".join("?" for _ in table.columns)
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({blanks})'
    changes = _changes(
        table.columns,
        {
            "moment": _moment_as_django_writes,
            "json": _json_as_django_writes,
            "bytes": bytes.fromhex,
        },
    )
    left = iter(rows)
    while chunk := [_changed(row, changes) for row in islice(left, _CHUNK)]:
        connection.connection.executemany(statement, chunk)


def _moment_as_django_writes(moment: str) -> str:
    # Moments are compared as texts there: whole seconds carry no fraction.
    return moment.removesuffix(".000000")


def _json_as_django_writes(text: str) -> str:
    return json.dumps(json.loads(text))


def _changes(columns: tuple[Column, ...], into: Mapping[str, Any]) -> list[tuple[int, Any]]:
    return [(place, into[each.kind]) for place, each in enumerate(columns) if each.kind in into]


def _changed(row: Row, changes: list[tuple[int, Any]]) -> Row:
    for place, change in changes:
        if row[place] is not None:
            row[place] = change(row[place])
    return row


def _go_on_with(last_numbers: Mapping[str, int]) -> None:
    if connection.vendor == "sqlite":
        if last_numbers:
            _run("DELETE FROM sqlite_sequence")
        for table, last in last_numbers.items():
            _run("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", (table, last))
        return
    for table, _, sequence, _ in _run(OWNED_SEQUENCES):
        if table in last_numbers:
            _run("SELECT setval(%s::regclass, %s)", (f'"{sequence}"', last_numbers[table]))
        else:
            _run(f'ALTER SEQUENCE "{sequence}" RESTART')
