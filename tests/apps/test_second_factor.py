"""The second factor: the codes of RFC 6238, each taken once, the secret sealed, a lost one reset."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from dandang.apps.accounts import actions, queries
from dandang.apps.accounts.models import Account, Factor, RecoveryCode
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import Actor, console
from dandang.kit import cipher, totp
from dandang.terms.access import AccountKind, Role
from dandang.terms.refusal import NotPermitted, Refusal
from makers import NOW, make_actor, make_unit

pytestmark = pytest.mark.django_db
PASSWORD = "Xu-gou-2026"


# RFC 6238, appendix B, the rows of SHA-1.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    step = totp.step_of(datetime.fromtimestamp(seconds, UTC))
    assert totp.code(b"12345678901234567890", step, digits=8) == code
    assert totp.code(b"12345678901234567890", step) == code[2:]


# RFC 4226, appendix D.
def test_the_codes_are_those_of_the_older_standard() -> None:
    found = [totp.code(b"12345678901234567890", count) for count in range(4)]
    assert found == ["755224", "287082", "359152", "969429"]


def test_a_neighbouring_step_is_taken_and_no_other() -> None:
    secret, step = b"x" * 20, totp.step_of(NOW)
    taken = {
        shift: totp.matching_step(secret, totp.code(secret, step + shift), at=NOW, after=0)
        for shift in (-2, -1, 0, 1, 2)
    }
    assert taken == {-2: None, -1: step - 1, 0: step, 1: step + 1, 2: None}


def test_an_app_reads_the_address() -> None:
    address = totp.address(b"12345678901234567890", issuer="清源县", name="chen li")
    assert address == (
        "otpauth://totp/%E6%B8%85%E6%BA%90%E5%8E%BF%3Achen%20li?secret="
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E6%B8%85%E6%BA%90%E5%8E%BF"
        "&algorithm=SHA1&digits=6&period=30"
    )


def opened(kind: AccountKind = AccountKind.BUSINESS) -> tuple[Account, Actor]:
    number = actions.open_account(
        sign_in_name="chen",
        name="陈例",
        kind=kind,
        password=PASSWORD,
        lasting=True,
        by=console("test"),
        at=NOW,
    )
    account = Account.objects.get(pk=number)
    return account, Actor(account=account.pk, name=account.name, kind=account.kind)


def code_of(account: Account, *, at: datetime = NOW) -> str:
    factor = Factor.objects.get(account=account)
    secret = cipher.unseal(settings.KEYS, "factors", factor.sealed, context=f"factor:{account.pk}")
    return totp.code(secret, totp.step_of(at))


def set_up(by: Actor, account: Account) -> tuple[str, ...]:
    actions.prepare_factor(issuer="虚构县", by=by, at=NOW)
    return actions.confirm_factor(said=code_of(account), current=None, by=by, at=NOW)


def enter(account: Account, said: str, *, at: datetime) -> None:
    entered = actions.sign_in(sign_in_name="chen", password=PASSWORD, at=at)
    mark = entered.get_session_auth_hash()
    actions.sign_in_with_code(number=account.pk, mark=mark, said=said, at=at)


def test_it_counts_only_once_its_first_code_was_right() -> None:
    account, by = opened()
    actions.prepare_factor(issuer="虚构县", by=by, at=NOW)
    with pytest.raises(Refusal, match=r"^accounts\.factor_not_confirmed$"):
        actions.confirm_factor(said="000000", current=None, by=by, at=NOW)
    assert not queries.needs_code(account.pk)
    actions.confirm_factor(said=code_of(account), current=None, by=by, at=NOW)
    assert queries.needs_code(account.pk)


def test_asking_for_the_secret_again_gives_the_same_until_it_is_in_use() -> None:
    account, by = opened()
    first = actions.prepare_factor(issuer="虚构县", by=by, at=NOW)
    assert actions.prepare_factor(issuer="虚构县", by=by, at=NOW) == first
    actions.confirm_factor(said=code_of(account), current=None, by=by, at=NOW)
    with pytest.raises(Refusal, match=r"^accounts\.factor_in_use$"):
        actions.prepare_factor(issuer="虚构县", by=by, at=NOW)


def test_the_secret_lies_sealed() -> None:
    account, by = opened()
    prepared = actions.prepare_factor(issuer="虚构县", by=by, at=NOW)
    sealed = Factor.objects.get(account=account).sealed
    assert prepared.letters not in sealed
    with pytest.raises(Refusal, match=r"^keys\.damaged$"):
        cipher.unseal(settings.KEYS, "factors", sealed, context=f"factor:{account.pk + 1}")


def test_a_code_is_taken_once() -> None:
    account, by = opened()
    set_up(by, account)
    later = NOW + timedelta(minutes=5)
    said = code_of(account, at=later)
    enter(account, said, at=later)
    with pytest.raises(Refusal, match=r"^accounts\.wrong_code$"):
        enter(account, said, at=later)


def test_the_code_that_set_it_up_signs_nobody_in() -> None:
    account, by = opened()
    set_up(by, account)
    with pytest.raises(Refusal, match=r"^accounts\.wrong_code$"):
        enter(account, code_of(account), at=NOW)


def test_a_recovery_code_is_taken_once_and_lies_hashed() -> None:
    account, by = opened()
    codes = set_up(by, account)
    assert len(set(codes)) == 10
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()
    said = f" {codes[3][:5].upper()}-{codes[3][5:]} "
    enter(account, said, at=NOW)
    with pytest.raises(Refusal, match=r"^accounts\.wrong_code$"):
        enter(account, said, at=NOW)
    assert queries.own_factor(by).recovery_codes == 9


def test_five_wrong_codes_lock_though_the_password_was_right_between_them() -> None:
    account, by = opened()
    set_up(by, account)
    for _ in range(5):
        with pytest.raises(Refusal, match=r"^accounts\.wrong_code$"):
            enter(account, "000000", at=NOW)
    with pytest.raises(Refusal, match=r"^accounts\.locked$"):
        actions.sign_in(sign_in_name="chen", password=PASSWORD, at=NOW)


def test_a_code_without_the_password_of_now_opens_nothing() -> None:
    account, by = opened()
    set_up(by, account)
    later = NOW + timedelta(minutes=5)
    with pytest.raises(Refusal, match=r"^accounts\.wrong_sign_in$"):
        actions.sign_in_with_code(
            number=account.pk, mark="old", said=code_of(account, at=later), at=later
        )


def test_the_right_password_alone_is_no_sign_in() -> None:
    account, by = opened()
    set_up(by, account)
    actions.sign_in(sign_in_name="chen", password=PASSWORD, at=NOW)
    account.refresh_from_db()
    assert account.last_login is None


def test_a_lost_one_is_reset_by_the_system_officer_and_by_nobody_for_himself() -> None:
    account, by = opened(AccountKind.SYSTEM)
    set_up(by, account)
    officer = make_actor(Role.SYSTEM_OFFICER, unit=make_unit())
    himself = Actor(account=account.pk, name="", kind="system", held=officer.held)
    with pytest.raises(Refusal, match=r"^accounts\.not_oneself$"):
        actions.reset_factor(number=account.pk, by=himself, at=NOW)
    with pytest.raises(NotPermitted):
        security = make_actor(Role.SECURITY_OFFICER, unit=make_unit())
        actions.reset_factor(number=account.pk, by=security, at=NOW)
    actions.reset_factor(number=account.pk, by=officer, at=NOW)
    assert not Factor.objects.exists() and not RecoveryCode.objects.exists()
    row = TrailRow.objects.filter(verb="accounts.open", subject_number=str(account.pk))[0]
    assert row.details == {"change": "factor_reset"}


def test_it_is_given_up_by_a_code_where_it_is_not_demanded() -> None:
    account, by = opened()
    set_up(by, account)
    later = NOW + timedelta(minutes=5)
    with pytest.raises(Refusal, match=r"^accounts\.factor_not_confirmed$"):
        actions.drop_factor(said="000000", by=by, at=later)
    actions.drop_factor(said=code_of(account, at=later), by=by, at=later)
    assert not queries.needs_code(account.pk)


def test_wrong_codes_when_giving_it_up_lock_the_account() -> None:
    account, by = opened()
    set_up(by, account)
    later = NOW + timedelta(minutes=5)
    for _ in range(5):
        with pytest.raises(Refusal, match=r"^accounts\.factor_not_confirmed$"):
            actions.drop_factor(said="000000", by=by, at=later)
    with pytest.raises(Refusal, match=r"^accounts\.locked$"):
        actions.drop_factor(said=code_of(account, at=later), by=by, at=later)
    assert queries.needs_code(account.pk)
    refused = TrailRow.objects.filter(verb="accounts.factor", outcome="refused")
    assert refused.count() == 6


def test_an_officer_may_not_give_it_up() -> None:
    account, by = opened(AccountKind.AUDIT)
    set_up(by, account)
    later = NOW + timedelta(minutes=5)
    with pytest.raises(Refusal, match=r"^accounts\.factor_demanded$"):
        actions.drop_factor(said=code_of(account, at=later), by=by, at=later)


def test_the_trail_holds_neither_secret_nor_code() -> None:
    account, by = opened()
    codes = set_up(by, account)
    letters = totp.in_letters(
        cipher.unseal(
            settings.KEYS,
            "factors",
            Factor.objects.get(account=account).sealed,
            context=f"factor:{account.pk}",
        )
    )
    said = " ".join(str(row.details) for row in TrailRow.objects.all())
    assert not any(secret in said for secret in (*codes, letters))


@pytest.fixture
def keys(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test alone."""
    folder = own_folders / "keys"
    folder.unlink()
    folder.mkdir()
    monkeypatch.setattr(settings, "KEYS", folder)
    return folder


def test_without_the_key_of_the_secrets_no_code_is_taken_and_none_counts_as_wrong(keys) -> None:
    account, by = opened()
    set_up(by, account)
    later = NOW + timedelta(minutes=5)
    said = code_of(account, at=later)
    for place in keys.glob("factors.*"):
        place.unlink()
    with pytest.raises(Refusal, match=r"^keys\.missing$"):
        enter(account, said, at=later)
    account.refresh_from_db()
    assert (account.wrong_tries, list(keys.glob("factors.*"))) == (0, [])


def test_without_their_key_recovery_codes_are_refused_and_the_app_still_lets_in(keys) -> None:
    account, by = opened()
    codes = set_up(by, account)
    (keys / "factors").unlink()
    with pytest.raises(Refusal, match=r"^keys\.codes_missing$"):
        enter(account, codes[0], at=NOW)
    assert not (keys / "factors").exists()
    later = NOW + timedelta(minutes=5)
    enter(account, code_of(account, at=later), at=later)
    account.refresh_from_db()
    assert (account.last_login, account.wrong_tries) == (later, 0)


def test_nobody_puts_a_factor_into_use_under_a_new_key_while_codes_of_the_old_are_kept(
    keys,
) -> None:
    account, by = opened()
    set_up(by, account)
    (keys / "factors").unlink()
    other = Account.objects.create(
        sign_in_name="liu", name="柳拟", kind="business", password="!", opened_at=NOW
    )
    himself = Actor(account=other.pk, name=other.name, kind=other.kind)
    with pytest.raises(Refusal, match=r"^keys\.codes_missing$"):
        set_up(himself, other)
    assert not (keys / "factors").exists()
    actions.reset_factor(
        number=account.pk, by=make_actor(Role.SYSTEM_OFFICER, unit=make_unit()), at=NOW
    )
    assert len(set_up(himself, other)) == 10
