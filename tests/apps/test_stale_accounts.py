"""Accounts that nobody uses are closed; of each kind of officer the last one stays."""

from datetime import datetime, timedelta

import pytest

from dandang.apps.accounts import actions, queries
from dandang.apps.accounts.models import Account, PolicyValue
from dandang.apps.audit.models import TrailRow
from dandang.apps.grants.models import Grant
from dandang.apps.grants.queries import cadres_alone
from dandang.apps.permits.actor import schedule
from dandang.terms.access import AccountKind, Role
from makers import NOW, make_unit

pytestmark = pytest.mark.django_db


def account(
    name: str,
    *,
    used: int | None = None,
    opened: int = 200,
    reopened: int | None = None,
    kind: AccountKind = AccountKind.BUSINESS,
    alone: bool = False,
) -> Account:
    def before(days: int | None) -> datetime | None:
        return None if days is None else NOW - timedelta(days=days)

    made = Account.objects.create(
        sign_in_name=name,
        name=name,
        kind=str(kind),
        password="!",
        opened_at=before(opened),
        last_login=before(used),
        reopened_at=before(reopened),
    )
    if alone:
        Grant.objects.create(account=made, role=str(Role.CADRE), granted_at=NOW)
    return made


def closed() -> set[str]:
    actions.close_stale(cadres=cadres_alone(on=NOW.date()), by=schedule(), at=NOW)
    return set(Account.objects.filter(is_active=False).values_list("sign_in_name", flat=True))


def test_an_account_unused_for_ninety_days_is_closed() -> None:
    account("used-today", used=0)
    account("used-89", used=89)
    account("used-91", used=91)
    account("never-used", opened=91)
    account("new", opened=5)
    assert closed() == {"used-91", "never-used"}


def test_who_is_a_cadre_alone_keeps_his_account_for_fifteen_months() -> None:
    account("cadre-455", used=455, opened=600, alone=True)
    account("cadre-461", used=461, opened=600, alone=True)
    assert closed() == {"cadre-461"}
    row = TrailRow.objects.get(verb="accounts.open")
    assert row.details == {"change": "closed_unused", "days": 460}


def test_a_cadre_who_carries_another_role_has_the_days_of_everybody() -> None:
    account("cadre", used=100, alone=True)
    officer = account("cadre-and-officer", used=100, alone=True)
    Grant.objects.create(
        account=officer, role=str(Role.UNIT_PERSONNEL_OFFICER), unit=make_unit(), granted_at=NOW
    )
    assert closed() == {"cadre-and-officer"}


def test_each_of_the_two_rules_can_be_switched_off_alone() -> None:
    PolicyValue.objects.create(key="account.cadre_days", value="0", document="虚", set_at=NOW)
    account("old", used=91)
    account("cadre", used=4000, opened=4000, alone=True)
    assert closed() == {"old"}


def test_a_reopened_account_has_its_days_again() -> None:
    account("reopened", used=200, reopened=10)
    account("long-ago", used=200, reopened=100)
    assert closed() == {"long-ago"}


def test_the_last_officer_of_a_kind_stays() -> None:
    account("system", used=300, kind=AccountKind.SYSTEM)
    account("system-2", used=200, kind=AccountKind.SYSTEM)
    account("audit", used=100, kind=AccountKind.AUDIT)
    account("security", used=100, kind=AccountKind.SECURITY)
    account("security-2", used=1, kind=AccountKind.SECURITY)
    assert closed() == {"system", "security"}


def test_closing_twice_closes_nothing_more_and_leaves_one_row_each() -> None:
    account("old", used=91)
    closed()
    closed()
    row = TrailRow.objects.get(verb="accounts.open")
    assert (row.actor_name, row.details) == ("schedule", {"change": "closed_unused", "days": 90})


def test_without_the_rule_nothing_is_closed() -> None:
    PolicyValue.objects.create(key="account.stale_days", value="0", document="虚", set_at=NOW)
    account("old", used=4000)
    assert closed() == set()


def test_those_who_will_be_closed_are_listed_before() -> None:
    account("used-10", used=10)
    account("used-61", used=61)
    account("cadre-300", used=300, opened=600, alone=True)
    account("cadre-310", used=310, opened=600, alone=True)
    among = queries.hardly_used(cadres=cadres_alone(on=NOW.date()), on=NOW)
    found = queries.accounts(schedule(), among=among)
    assert [line.sign_in_name for line in found.rows] == ["used-61", "cadre-310"]
