"""Rules that the database itself keeps, written once for SQLite and PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations


def guard(
    name: str, *, table: str, events: Sequence[str], refuse_when: str, message: str
) -> migrations.RunPython:
    """A migration step: refuse `events` on `table` with `message` whenever `refuse_when` is true.

    `refuse_when` is an SQL expression over `OLD` and `NEW` that both databases read alike.
    """

    def make(apps: Any, editor: Any) -> None:
        for statement in _statements(
            editor.connection.vendor, name, table, events, refuse_when, message
        ):
            editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        for event in events:
            suffix = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event.lower()}{suffix}")

    return migrations.RunPython(make, drop, elidable=False)


def append_only(name: str, *, table: str, message: str) -> list[migrations.RunPython]:
    """Migration steps: `table` takes new rows and gives none back; TRUNCATE and REPLACE are refused too."""

    def make(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_update()"
            )
        else:
            # A replacing insert removes the old row without a DELETE that a trigger would see.
            taken = f"EXISTS (SELECT 1 FROM {table} WHERE {table}.id = NEW.id)"
            for statement in _statements("sqlite", name, table, ["INSERT"], taken, message):
                editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {name}_truncate ON {table}")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}_insert")

    return [
        guard(name, table=table, events=["UPDATE", "DELETE"], refuse_when="1=1", message=message),
        migrations.RunPython(make, drop, elidable=False),
    ]


def _statements(  # noqa: PLR0917
    vendor: str, name: str, table: str, events: Sequence[str], refuse_when: str, message: str
) -> list[str]:
    quoted = message.replace("'", "''")
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW "
            f"WHEN {refuse_when} BEGIN SELECT RAISE(ABORT, '{quoted}'); END"
            for event in events
        ]
    escaped = quoted.replace("%", "%%")
    statements = []
    for event in events:
        returned = "OLD" if event == "DELETE" else "NEW"
        statements.append(
            f"CREATE FUNCTION {name}_{event.lower()}() RETURNS trigger AS $body$ BEGIN "
            + (
                f"RAISE EXCEPTION '{escaped}'; "
                if refuse_when == "1=1"
                else f"IF ({refuse_when}) THEN RAISE EXCEPTION '{escaped}'; END IF; RETURN {returned}; "
            )
            + "END $body$ LANGUAGE plpgsql"
        )
        statements.append(
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_{event.lower()}()"
        )
    return statements
