"""Taking everything out of the main database, so that a backup can be put back."""

from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections

# Tables first, since what hangs on them goes with them; what an extension owns is left alone.
_THINGS = """
    SELECT format('DROP TABLE IF EXISTS %s CASCADE', c.oid::regclass)
    FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
    FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def empty_database() -> None:
    """Remove all tables, rows, triggers and functions. Only after a backup was verified."""
    if connection.vendor == "sqlite":
        connection.close()
        remove_sqlite(Path(str(connection.settings_dict["NAME"])))
        return
    with connection.cursor() as cursor:
        cursor.execute(_THINGS)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def renew_connection() -> None:
    """Go on with a new connection: after a failed transaction the old one may be of no more use."""
    left = connections[DEFAULT_DB_ALIAS]
    if left.connection is not None:
        left.connection.close()
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)


def remove_sqlite(place: Path) -> None:
    """Remove an SQLite database and what lies beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        place.with_name(place.name + end).unlink(missing_ok=True)
