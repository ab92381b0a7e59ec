"""Making the whole demo: county, accounts of the roles, rounds, and what is left to the worker."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from dandang.apps.grants.queries import cadres_without_account
from dandang.apps.grants.tasks import open_cadre_accounts
from dandang.apps.organisation import actions as organisation
from dandang.apps.organisation import queries
from dandang.apps.permits.actor import console
from dandang.demo.accounts import PLACES, open_role_accounts
from dandang.demo.county import make_county
from dandang.demo.rounds import Tried, make_rounds
from dandang.demo.store import store_county

_MAKER = "演示数据（虚构）"


def make_demo(*, people: int, now: datetime) -> list[Tried]:
    """Make the demo in an empty, migrated database; gives slips to try.

    The county is recorded a month before `now`, so that the rounds have happened since.
    """
    by, at = console(_MAKER), now - timedelta(days=30)
    with transaction.atomic():
        stored = store_county(make_county(people=people), by=by, at=at)
        actors = open_role_accounts(stored, by=by, at=at)
        organisation.set_setting(
            key="booth.beside_archive",
            value="yes",
            document="清网安〔2026〕1号：演示环境单机运行，不接入任何网络（虚构）",
            by=by,
            at=at,
        )
    return make_rounds(stored, actors, now=now)


def go_on_opening_accounts() -> bool:
    """Leave the accounts of the other cadres to the worker; False when none is left to open."""
    by = console(_MAKER)
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
