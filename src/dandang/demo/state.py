"""The database of a demo: whether it is one, emptying it, and what is left to the worker."""

from django.db import connection

from dandang.apps.accounts.queries import accounts
from dandang.apps.grants.queries import cadres_without_account
from dandang.apps.grants.tasks import open_cadre_accounts, start_keeping_house
from dandang.apps.organisation import queries
from dandang.apps.permits.actor import console
from dandang.demo import MAKER
from dandang.demo.roles import PLACES


def go_on_opening_accounts() -> bool:
    """Leave the accounts of the other cadres to the worker; False when none is left to open."""
    start_keeping_house()
    by = console(MAKER)
    if not cadres_without_account(by, most=1):
        return False
    open_cadre_accounts.enqueue(like=PLACES[0].sign_in_name)
    return True


def database_is_a_demo() -> bool:
    """Whether the main database holds nothing, or a county that says it is fictitious."""
    tables = connection.introspection.table_names()
    if not {"organisation_county", "accounts_account"} <= set(tables):
        return not tables
    county = queries.county()
    if county.name:
        return county.fictitious
    return accounts(console(MAKER)).total == 0


def empty_database() -> None:
    """Drop everything in a PostgreSQL database that `database_is_a_demo` knows; SQLite is a file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
