"""The database of a demo: whether it is one, emptying it, and what is left to the worker."""

from django.db import connection

from dandang.apps.grants.queries import cadres_without_account
from dandang.apps.grants.tasks import open_cadre_accounts
from dandang.apps.organisation import queries
from dandang.apps.permits.actor import console
from dandang.demo import MAKER
from dandang.demo.roles import PLACES


def go_on_opening_accounts() -> bool:
    """Leave the accounts of the other cadres to the worker; False when none is left to open."""
    by = console(MAKER)
    if not cadres_without_account(by, most=1):
        return False
    open_cadre_accounts.enqueue(like=PLACES[0].sign_in_name)
    return True


def database_is_a_demo() -> bool:
    """Whether the main database is empty or names a fictitious county."""
    tables = connection.introspection.table_names()
    if "organisation_county" not in tables:
        return not tables
    county = queries.county()
    return county.fictitious or not county.name


def empty_database() -> None:
    """Drop everything in a PostgreSQL database that `database_is_a_demo` knows; SQLite is a file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
