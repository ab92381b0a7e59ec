"""Changing one's own password."""

from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from dandang.apps.accounts.actions.opening import stretched
from dandang.apps.accounts.actions.row import locked_row, subject_of
from dandang.apps.accounts.actions.sessions import end_every_session
from dandang.apps.accounts.actions.signing import count_wrong, locked
from dandang.apps.accounts.models import Account, FormerPassword
from dandang.apps.accounts.policy import MOST_LENGTH, Policy
from dandang.apps.accounts.queries import policy
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor
from dandang.terms.refusal import Refusal
from dandang.terms.trail import Act

# A list of 20,000, kept by Django; the longest of its words is far shorter than a passphrase.
_WELL_KNOWN = CommonPasswordValidator()


def kinds_of(password: str) -> int:
    """How many of four kinds of characters it has: capitals, small letters, digits, anything else."""
    found = {
        "capital"
        if sign.isupper()
        else "small"
        if sign.islower()
        else "digit"
        if sign.isdigit()
        else "other"
        for sign in password
    }
    return len(found)


def change_password(
    *, old: str, new: str, current: int | None = None, by: Actor, at: datetime
) -> str:
    """Change one's own password (修改密码) and give the new session mark; other sessions end.

    Refused when the old one is wrong, which counts as a wrong try, and when the policy forbids
    the new one. `current` is the session that goes on.
    """
    _refuse_wrong(old, by=by, at=at)
    hashed = stretched(new)
    with transaction.atomic():
        account, rules = locked_row(by.account or 0), policy()
        _refuse_weak(account, new, rules)
        _refuse_former(account, new, rules.history)
        _keep_former(account, rules.history)
        account.password = hashed
        account.password_set_at, account.first_until = at, None
        account.save(update_fields=["password", "password_set_at", "first_until"])
        end_every_session(account, at=at, but=current)
        audit.record(by=by, verb=Act.PASSWORD, subject=subject_of(account), at=at)
    return account.get_session_auth_hash()


def _refuse_wrong(old: str, *, by: Actor, at: datetime) -> None:
    """Refuse a wrong old password; the count of wrong tries outlives the refusal."""
    with transaction.atomic():
        account = locked_row(by.account or 0)
        refusal = locked(account, at)
        if refusal is None and not check_password(old, account.password):
            refusal = count_wrong(
                account, policy(), at, lambda rules: Refusal("accounts.wrong_old_password")
            )
    if refusal is not None:
        raise refusal


def _keep_former(account: Account, history: int) -> None:
    FormerPassword.objects.create(account=account, password=account.password)
    former = FormerPassword.objects.filter(account=account).values_list("pk", flat=True)
    kept = list(former[: max(history - 1, 0)])
    FormerPassword.objects.filter(account=account).exclude(pk__in=kept).delete()


def _refuse_weak(account: Account, new: str, rules: Policy) -> None:
    if not rules.length <= len(new) <= MOST_LENGTH:
        raise Refusal("accounts.password_length", least=rules.length, most=MOST_LENGTH)
    if kinds_of(new) < rules.kinds:
        raise Refusal("accounts.password_kinds", kinds=rules.kinds)
    low = new.casefold()
    names = (account.sign_in_name.casefold(), account.name.casefold())
    if low in names or any(len(name) > 1 and name in low for name in names):
        raise Refusal("accounts.password_named")
    try:
        _WELL_KNOWN.validate(new)
    except ValidationError as error:
        raise Refusal("accounts.password_well_known") from error


def _refuse_former(account: Account, new: str, history: int) -> None:
    former = FormerPassword.objects.filter(account=account).values_list("password", flat=True)
    # The one in use is the first of the last few.
    last = [account.password, *former[: max(history - 1, 0)]]
    if any(check_password(new, each) for each in last):
        raise Refusal("accounts.password_former", times=max(history, 1))
