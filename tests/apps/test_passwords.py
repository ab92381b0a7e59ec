"""Passwords: what a new one must be, what may not come again, when it must be changed."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection

from dandang.apps.accounts import actions, queries
from dandang.apps.accounts.actions import opening
from dandang.apps.accounts.actions.passwords import kinds_of
from dandang.apps.accounts.models import Account, PolicyValue
from dandang.apps.permits.actor import Actor, console
from dandang.terms.access import AccountKind
from dandang.terms.refusal import Refusal
from makers import NOW

pytestmark = pytest.mark.django_db
FIRST = "Xu-gou-2026"


def opened(*, lasting: bool = True) -> Account:
    number = actions.open_account(
        sign_in_name="chen.li",
        name="陈例",
        kind=AccountKind.BUSINESS,
        password=FIRST,
        lasting=lasting,
        by=console("test"),
        at=NOW,
    )
    return Account.objects.get(pk=number)


def change(account: Account, old: str, new: str, *, days: int = 0) -> None:
    by = Actor(account=account.pk, name=account.name, kind=account.kind)
    actions.change_password(old=old, new=new, by=by, at=NOW + timedelta(days=days))


def put(key: str, value: str) -> None:
    PolicyValue.objects.create(key=key, value=value, document="虚构", set_at=NOW)


@pytest.mark.parametrize(
    ("password", "kinds"),
    [("abc", 1), ("abcD", 2), ("abcD1", 3), ("abcD1-", 4), ("口令", 1), ("a b", 2), ("", 0)],
)
def test_kinds_of_characters_are_counted(password: str, kinds: int) -> None:
    assert kinds_of(password) == kinds


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("Ab1-xyz", "accounts.password_length"),
        ("Ab1-" + "x" * 125, "accounts.password_length"),
        ("abcdefg1-", "accounts.password_kinds"),
        ("ABCDEFG1-", "accounts.password_kinds"),
        ("Abcdefgh-", "accounts.password_kinds"),
        ("Abcdefg12", "accounts.password_kinds"),
        ("1-Chen.Li-x", "accounts.password_named"),
        ("陈例-Abc-2026", "accounts.password_named"),
        ("P@ssw0rd", "accounts.password_well_known"),
    ],
)
def test_a_new_password_has_eight_characters_of_four_kinds(new: str, code: str) -> None:
    account = opened()
    with pytest.raises(Refusal, check=lambda error: error.code == code):
        change(account, FIRST, new)
    assert actions.sign_in(sign_in_name="chen.li", password=FIRST, at=NOW).pk == account.pk


def test_a_long_passphrase_is_taken_and_kept_whole() -> None:
    account, long = opened(), "Correct horse battery 9 staples, " * 3
    change(account, FIRST, long)
    with pytest.raises(Refusal):
        actions.sign_in(sign_in_name="chen.li", password=long[:72], at=NOW)
    assert actions.sign_in(sign_in_name="chen.li", password=long, at=NOW).pk == account.pk


def test_without_composition_rules_a_plain_passphrase_does_and_a_well_known_word_does_not() -> None:
    put("password.kinds", "1")
    account = opened()
    with pytest.raises(Refusal, match=r"^accounts\.password_well_known$"):
        change(account, FIRST, "iloveyou")
    change(account, FIRST, "six plain small words")


def test_none_of_the_last_five_is_taken_again() -> None:
    account, used = opened(), [FIRST, *(f"Another-{number}-word" for number in range(1, 6))]
    for old, new in pairwise(used):
        change(account, old, new)
    for former in used[1:]:
        with pytest.raises(Refusal, match=r"^accounts\.password_former$"):
            change(account, used[-1], former)
    change(account, used[-1], FIRST)


def test_without_a_history_the_present_one_alone_is_refused() -> None:
    put("password.history", "0")
    account = opened()
    with pytest.raises(Refusal, match=r"^accounts\.password_former$"):
        change(account, FIRST, FIRST)
    change(account, FIRST, "Another-1-word")
    change(account, "Another-1-word", FIRST)


def test_a_wrong_old_password_is_a_wrong_try() -> None:
    account = opened()
    for _ in range(5):
        with pytest.raises(Refusal, match=r"^accounts\.wrong_old_password$"):
            change(account, "wrong", "Another-1-word")
    with pytest.raises(Refusal, match=r"^accounts\.locked$"):
        change(account, FIRST, "Another-1-word")


def must_change(account: Account, *, days: int = 0) -> bool:
    at = NOW + timedelta(days=days)
    return queries.standing(account.pk, session=None, at=at).must_change


def test_a_first_password_must_be_changed_and_then_no_more() -> None:
    account = opened(lasting=False)
    assert must_change(account)
    change(account, FIRST, "Another-1-word")
    assert not must_change(account)


def test_a_first_password_expires_after_thirty_days() -> None:
    opened(lasting=False)
    actions.sign_in(sign_in_name="chen.li", password=FIRST, at=NOW + timedelta(days=30))
    with pytest.raises(Refusal, match=r"^accounts\.first_expired$"):
        actions.sign_in(sign_in_name="chen.li", password=FIRST, at=NOW + timedelta(days=31))


def test_a_renewed_password_is_a_first_one_again() -> None:
    account = opened()
    actions.renew_password(number=account.pk, password="new-1", by=console("test"), at=NOW)
    assert must_change(account)
    late = NOW + timedelta(days=31)
    with pytest.raises(Refusal, match=r"^accounts\.first_expired$"):
        actions.sign_in(sign_in_name="chen.li", password="new-1", at=late)


def test_after_ninety_days_it_must_be_changed() -> None:
    account = opened()
    assert not must_change(account, days=90)
    assert must_change(account, days=91)
    change(account, FIRST, "Another-1-word", days=91)
    assert not must_change(account, days=180)


def test_without_rotation_a_password_lasts() -> None:
    put("password.days", "0")
    assert not must_change(opened(), days=4000)


@pytest.mark.parametrize("act", ["open", "renew", "change"])
def test_nobody_waits_for_a_password_being_stretched(act: str, monkeypatch) -> None:
    account = opened()
    himself = Actor(account=account.pk, name=account.name, kind=account.kind)
    deep, held = len(connection.savepoint_ids), []
    stretch = opening.make_password

    def watched(password: str) -> str:
        held.append(len(connection.savepoint_ids) - deep)
        return stretch(password)

    monkeypatch.setattr(opening, "make_password", watched)
    {
        "open": lambda: actions.open_account(
            sign_in_name="liu",
            name="柳拟",
            kind=AccountKind.BUSINESS,
            password=FIRST,
            by=console("test"),
            at=NOW,
        ),
        "renew": lambda: actions.renew_password(
            number=account.pk, password="new-1", by=console("test"), at=NOW
        ),
        "change": lambda: actions.change_password(old=FIRST, new="Xu-gou-2027", by=himself, at=NOW),
    }[act]()
    assert held == [0]
