"""Reading every table as it stood at one moment, the same rows from either database.

A row is a list of plain JSON values in the order of the table's columns: moments as UTC to the
microsecond, bytes as hexadecimal digits, JSON as a text of its own with sorted keys. Rows come in
the order of the key.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from dandang.upkeep.schema import Column, Table

Row = list[Any]

_CHUNK = 2_000


class Moment(Protocol):
    """The database at one moment, whatever is written meanwhile."""

    def rows(self, table: Table) -> Iterator[Row]:
        """Every row of a table, by its key."""

    def last_numbers(self) -> dict[str, int]:
        """The last number that each table gave to a row, where it gave any."""


def moment(scratch: Path) -> AbstractContextManager[Moment]:
    """The main database as it stands now; `scratch` is a private folder for a copy of an SQLite file."""
    return _copy_of_sqlite(scratch) if connection.vendor == "sqlite" else _postgresql_snapshot()


@contextmanager
def _copy_of_sqlite(scratch: Path) -> Iterator[Moment]:
    connection.ensure_connection()
    handle, name = tempfile.mkstemp(dir=scratch, prefix=".copy-")
    os.close(handle)
    copy = sqlite3.connect(name)
    try:
        # A connection of its own: what this process has not committed is no part of the moment.
        source = sqlite3.connect(f"{Path(_place()).resolve().as_uri()}?mode=ro", uri=True)
        try:
            source.backup(copy)
        finally:
            source.close()
        yield _Sqlite(copy)
    finally:
        copy.close()
        Path(name).unlink()


def _place() -> str:
    return str(connection.settings_dict["NAME"])


class _Sqlite:
    def __init__(self, copy: sqlite3.Connection) -> None:
        self._copy = copy

    def rows(self, table: Table) -> Iterator[Row]:
        chosen = ", ".join(f'"{each.name}"' for each in table.columns)
        found = self._copy.execute(f'SELECT {chosen} FROM "{table.name}" ORDER BY "{table.key}"')
        return _plain(table.columns, found, _FROM_SQLITE)

    def last_numbers(self) -> dict[str, int]:
        there = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'"
        if not self._copy.execute(there).fetchone()[0]:
            return {}
        return dict(self._copy.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0"))


@contextmanager
def _postgresql_snapshot() -> Iterator[Moment]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield _Postgresql()


class _Postgresql:
    def rows(self, table: Table) -> Iterator[Row]:
        chosen = ", ".join(
            _TO_TEXT.get(each.kind, '"{}"').format(each.name) for each in table.columns
        )
        order = f'"{table.key}"' + (' COLLATE "C"' if table.key_kind == "text" else "")
        # A cursor on the server: a long table never lies in memory as a whole.
        with connection.connection.cursor(name="dandang_backup") as cursor:
            cursor.itersize = _CHUNK
            cursor.execute(f'SELECT {chosen} FROM "{table.name}" ORDER BY {order}')
            yield from _plain(table.columns, cursor, _FROM_POSTGRESQL)

    def last_numbers(self) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(OWNED_SEQUENCES)
            found = cursor.fetchall()
            return {table: last for table, _, _, last in found if last is not None}


# Table, column, sequence and the last number given; none has been given where that is null.
OWNED_SEQUENCES = """
    SELECT t.relname, a.attname, s.relname,
           pg_sequence_last_value(s.oid)
    FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass
                    AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace
    ORDER BY 1
"""

_TO_TEXT = {
    "moment": "to_char(\"{0}\" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "day": "to_char(\"{0}\", 'YYYY-MM-DD')",
    "json": '"{0}"::text',
    "decimal": '"{0}"::text',
    "address": 'host("{0}")',
    "bytes": "encode(\"{0}\", 'hex')",
    "uuid": "replace(\"{0}\"::text, '-', '')",
}


def _to_the_microsecond(text: str) -> str:
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction:0<6}"


def _sorted_json(text: str) -> str:
    # PostgreSQL keeps no order of keys: the same value must read the same from both.
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_FROM_SQLITE: dict[str, Callable[[Any], Any]] = {
    "boolean": bool,
    "moment": _to_the_microsecond,
    "json": _sorted_json,
    "bytes": lambda value: bytes(value).hex(),
    "decimal": str,
}
_FROM_POSTGRESQL: dict[str, Callable[[Any], Any]] = {"json": _sorted_json}


def _plain(
    columns: tuple[Column, ...], rows: Any, from_database: dict[str, Callable[[Any], Any]]
) -> Iterator[Row]:
    changes = [
        (place, change)
        for place, each in enumerate(columns)
        if (change := from_database.get(each.kind)) is not None
    ]
    for found in rows:
        row = list(found)
        for place, change in changes:
            if row[place] is not None:
                row[place] = change(row[place])
        yield row
