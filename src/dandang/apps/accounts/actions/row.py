"""The row of an account, held while it is changed, and how the trail names it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dandang.apps.accounts.models import Account
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.terms.refusal import NotFound, Refusal


def locked_row(number: int) -> Account:
    """The account under a lock; NotFound when there is none."""
    account = Account.objects.select_for_update().filter(pk=number).first()
    if account is None:
        raise NotFound("permits.not_found")
    return account


def row_of_another(number: int, by: Actor) -> Account:
    """The account under a lock; refused when it is the actor's own."""
    account = locked_row(number)
    if account.pk == by.account:
        raise Refusal("accounts.not_oneself")
    return account


def subject_of(account: Account) -> audit.Subject:
    """The account as the trail names it."""
    return audit.Subject("account", str(account.pk), f"{account.name}（{account.sign_in_name}）")


def write_down(account: Account, details: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """A trail row of what the system officer did to an account."""
    audit.record(
        by=by, verb=Verb.ACCOUNTS_OPEN, subject=subject_of(account), at=at, details=details
    )
