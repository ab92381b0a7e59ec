"""Every list and search in a county of 50,000 people, on PostgreSQL."""

import os
import tempfile
from urllib.parse import urlsplit, urlunsplit

from benchmarks import Figure, lists

NAME = "Lists and searches among 50,000 people and 500,000 rows of the trail, on PostgreSQL"

SERVER = os.environ.get("DANDANG_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def run() -> list[Figure]:
    """Make the county in a database of its own, ask every page, drop it; nothing without a server."""
    import psycopg

    name = f"dandang_bench_{os.getpid()}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        return []
    with server, tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            url = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
            return lists.measured(data=folder, database=url)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
