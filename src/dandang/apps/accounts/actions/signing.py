"""Signing in: the password, then the code where the account has a second factor."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from dandang.apps.accounts.actions.factors import take_code
from dandang.apps.accounts.actions.row import subject_of
from dandang.apps.accounts.models import Account, Factor
from dandang.apps.accounts.policy import Policy
from dandang.apps.accounts.queries import policy
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor
from dandang.terms.refusal import Refusal
from dandang.terms.trail import Act, Outcome

_DUMMY_HASH: list[str] = []


def sign_in(*, sign_in_name: str, password: str, at: datetime) -> Account:
    """The account whose password this is, or a refusal that does not say whether the name exists.

    Wrong tries lock the account as the policy says; each try leaves a trail row. Where the account
    has a second factor nothing is open yet: `sign_in_with_code` comes next.
    """
    rules = policy()
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(sign_in_name=sign_in_name).first()
        refusal = _judge(account, password, rules, at)
        done = refusal is None and account is not None
        asked = done and Factor.objects.filter(account=account, confirmed_at__isnull=False).exists()
        if done and not asked:
            _let_in(account, at)
        _write_down(account, refusal, {"factor": "asked"} if asked else {}, at)
    if refusal is not None:
        raise refusal
    assert account is not None
    return account


def sign_in_with_code(*, number: int, mark: str, said: str, at: datetime) -> Account:
    """Let an account in (双因素登录) whose password was right, by a code or a recovery code.

    `mark` is the session mark of the password that was right. A wrong code is a wrong try.
    """
    rules = policy()
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(pk=number, is_active=True).first()
        if account is None or account.get_session_auth_hash() != mark:
            raise _wrong(rules)
        refusal, taken = locked(account, at), ""
        if refusal is None:
            taken = take_code(account, said, at=at)
            refusal = None if taken else count_wrong(account, rules, at, _wrong_code)
        if refusal is None:
            _let_in(account, at)
        _write_down(account, refusal, {"factor": taken} if taken else {}, at)
    if refusal is not None:
        raise refusal
    return account


def count_wrong(
    account: Account, rules: Policy, at: datetime, refusal: Callable[[Policy], Refusal]
) -> Refusal:
    """Count a wrong try of an account under a lock, lock it at the last one, and give the refusal."""
    account.wrong_tries += 1
    if account.wrong_tries >= rules.tries:
        account.wrong_tries = 0
        account.locked_until = at + timedelta(minutes=rules.lock_minutes)
    account.save(update_fields=["wrong_tries", "locked_until"])
    return refusal(rules)


def locked(account: Account, at: datetime) -> Refusal | None:
    """Why an account cannot be tried now, if it is locked."""
    if account.locked_until is None or at >= account.locked_until:
        return None
    return Refusal("accounts.locked", until=f"{account.locked_until.astimezone(at.tzinfo):%H:%M}")


def _judge(account: Account | None, password: str, rules: Policy, at: datetime) -> Refusal | None:
    if account is None:
        # The same work as for a known name, so that time does not tell which names exist.
        if not _DUMMY_HASH:
            _DUMMY_HASH.append(make_password("-"))
        check_password(password, _DUMMY_HASH[0])
        return _wrong(rules)
    if refusal := locked(account, at):
        return refusal
    if not check_password(password, account.password):
        return count_wrong(account, rules, at, _wrong)
    if not account.is_active:
        return Refusal("accounts.closed")
    if account.first_until is not None and account.first_until < at:
        return Refusal("accounts.first_expired", days=rules.first_days)
    return None


def _let_in(account: Account | None, at: datetime) -> None:
    assert account is not None
    account.wrong_tries, account.locked_until, account.last_login = 0, None, at
    account.save(update_fields=["wrong_tries", "locked_until", "last_login"])


def _wrong(rules: Policy) -> Refusal:
    return Refusal("accounts.wrong_sign_in", tries=rules.tries, minutes=rules.lock_minutes)


def _wrong_code(rules: Policy) -> Refusal:
    return Refusal("accounts.wrong_code", tries=rules.tries, minutes=rules.lock_minutes)


def _write_down(
    account: Account | None, refusal: Refusal | None, details: dict[str, str], at: datetime
) -> None:
    audit.record(
        by=Actor(
            account=account.pk if account else None,
            name=account.name if account else "未知",
            kind=account.kind if account else "nobody",
        ),
        verb=Act.SIGN_IN,
        subject=subject_of(account) if account else audit.Subject("account", "", "未知账号"),
        at=at,
        outcome=Outcome.REFUSED if refusal else Outcome.DONE,
        details={"reason": refusal.code} if refusal else details,
    )
