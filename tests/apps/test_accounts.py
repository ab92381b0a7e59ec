"""Accounts: one kind for good, a password that is stretched, nobody closes himself."""

import pytest
from django.db import DatabaseError, connection, transaction

from dandang.apps.accounts import actions, queries
from dandang.apps.accounts.models import Account
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.terms.access import AccountKind, Role
from dandang.terms.refusal import NotPermitted, Refusal
from makers import NOW, make_account, make_actor, make_unit

pytestmark = pytest.mark.django_db
BY = console("test")


def opened(name: str = "chen") -> Account:
    number = actions.open_account(
        sign_in_name=name, name="陈例", kind=AccountKind.BUSINESS, password="pw 1", by=BY, at=NOW
    )
    return Account.objects.get(pk=number)


def test_a_password_is_kept_stretched_with_argon2() -> None:
    assert opened().password.startswith("argon2$argon2id$")


def test_a_taken_sign_in_name_is_refused() -> None:
    opened()
    with pytest.raises(Refusal, match=r"^accounts\.name_taken$"):
        opened()


def test_first_passwords_differ_and_can_be_read_from_paper() -> None:
    made = {actions.first_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(each) == 19 and not set(each) & set("0o1il") for each in made)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_OFFICER])
def test_only_the_system_officer_opens_accounts(role: Role) -> None:
    by = make_actor(role, unit=make_unit())
    with pytest.raises(NotPermitted):
        actions.open_account(
            sign_in_name="x", name="x", kind=AccountKind.BUSINESS, password="x", by=by, at=NOW
        )


def test_the_database_keeps_an_accounts_kind() -> None:
    account = opened()
    with pytest.raises(DatabaseError, match="不能更改"), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(kind="system")
    with (
        pytest.raises(DatabaseError, match="不能更改"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE accounts_account SET kind = 'audit' WHERE id = %s", [account.pk])
    account.refresh_from_db()
    assert account.kind == "business"


def test_the_database_knows_four_kinds() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Account.objects.create(sign_in_name="x", name="x", kind="root", opened_at=NOW)


def test_nobody_closes_or_renews_his_own_account() -> None:
    by = make_actor(Role.SYSTEM_OFFICER, unit=make_unit())
    assert by.account is not None
    with pytest.raises(Refusal, match=r"^accounts\.not_oneself$"):
        actions.set_active(number=by.account, active=False, by=by, at=NOW)
    with pytest.raises(Refusal, match=r"^accounts\.not_oneself$"):
        actions.renew_password(number=by.account, password="x", by=by, at=NOW)


def test_the_trail_of_an_account_holds_no_password() -> None:
    account = opened()
    actions.renew_password(number=account.pk, password="secret word", by=BY, at=NOW)
    rows = TrailRow.objects.filter(subject_number=str(account.pk))
    assert [row.details["change"] for row in rows] == ["password_renewed", "opened"]
    assert not any("secret word" in str(row.details) or "pw 1" in str(row.details) for row in rows)


def test_sign_in_tries_leave_rows_that_name_no_unknown_name() -> None:
    opened()
    for name, password in (("chen", "wrong"), ("who is this", "wrong"), ("chen", "pw 1")):
        try:
            actions.sign_in(sign_in_name=name, password=password, at=NOW)
        except Refusal:
            continue
    rows = TrailRow.objects.filter(verb="accounts.sign_in").order_by("id")
    said = [(row.outcome, row.subject_name) for row in rows]
    # What was typed as an unknown name may be a password.
    assert said == [("refused", "陈例（chen）"), ("refused", "未知账号"), ("done", "陈例（chen）")]


def test_the_list_of_accounts_is_found_by_either_name() -> None:
    opened("chen")
    make_account(name="柳拟")
    by = make_actor(Role.SYSTEM_OFFICER, unit=make_unit())
    assert [line.sign_in_name for line in queries.accounts(by, text="陈").rows] == ["chen"]
    assert [line.name for line in queries.accounts(by, text="柳").rows] == ["柳拟"]
    assert queries.accounts(by).total == 3
