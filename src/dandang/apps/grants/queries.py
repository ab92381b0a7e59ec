"""The Actor of an account, and who holds what."""

from collections.abc import Iterable
from dataclasses import dataclass

from dandang.apps.accounts.models import Account
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.permits.actor import Actor, Held, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role


def actor_of(account_number: int) -> Actor | None:
    """The Actor of an open account with its standing grants; None when closed or unknown."""
    account = Account.objects.filter(pk=account_number, is_active=True).first()
    if account is None:
        return None
    person = (
        Holder.objects.filter(account_id=account_number).values_list("person_id", flat=True).first()
    )
    grants = Grant.objects.filter(account_id=account_number, withdrawn_at=None)
    held = tuple(Held(Role(role), path) for role, path in grants.values_list("role", "unit__path"))
    return Actor(account=account.pk, name=account.name, kind=account.kind, held=held, person=person)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One standing grant, for a page."""

    number: int
    account: int
    role: Role
    unit: str


def grants_of(viewer: Actor, accounts: Iterable[int]) -> dict[int, tuple[GrantLine, ...]]:
    """The standing grants of some accounts, by account number, for who may read accounts."""
    require(viewer, Verb.ACCOUNTS_READ)
    found: dict[int, list[GrantLine]] = {}
    rows = Grant.objects.filter(account_id__in=list(accounts), withdrawn_at=None)
    for number, account, role, unit in rows.values_list("pk", "account_id", "role", "unit__name"):
        found.setdefault(account, []).append(GrantLine(number, account, Role(role), unit or "本人"))
    return {account: tuple(lines) for account, lines in found.items()}
