"""Making the whole demo: the county, the accounts of the roles, and the rounds."""

from datetime import datetime, timedelta

from django.db import transaction

from dandang.apps.organisation import actions as organisation
from dandang.apps.permits.actor import console
from dandang.demo import MAKER
from dandang.demo.accounts import keep_passwords, open_role_accounts
from dandang.demo.catalogues import take_catalogues
from dandang.demo.county import make_county
from dandang.demo.rounds import Tried, make_rounds
from dandang.demo.settings import fix_settings
from dandang.demo.store import store_county


def make_demo(*, people: int, now: datetime, whole: bool = False) -> list[Tried]:
    """Make the demo in an empty, migrated database; gives slips to try.

    The county is recorded a month before `now`, so that the rounds have happened since.
    """
    by, at = console(MAKER), now - timedelta(days=30)
    with transaction.atomic():
        stored = store_county(make_county(people=people, whole=whole), by=by, at=at)
        actors = open_role_accounts(stored, by=by, at=at)
        organisation.allow_booth(
            document="清网安〔2026〕1号：演示环境单机运行，不接入任何网络（虚构）",
            by=by,
            at=at,
        )
        keep_passwords(by=by, at=at)
        fix_settings(by=by, at=at)
        take_catalogues(stored, by=by, at=at)
    return make_rounds(stored, actors, now=now)
