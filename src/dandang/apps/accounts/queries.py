"""Reading accounts."""

from dataclasses import dataclass
from datetime import datetime

from dandang.apps.accounts.models import Account
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit.paging import Page, window
from dandang.terms.access import AccountKind
from dandang.terms.refusal import NotFound


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account, for a list."""

    number: int
    sign_in_name: str
    name: str
    kind: AccountKind
    active: bool
    locked_until: datetime | None
    last_sign_in: datetime | None


def _line(account: Account) -> AccountLine:
    return AccountLine(
        number=account.pk,
        sign_in_name=account.sign_in_name,
        name=account.name,
        kind=AccountKind(account.kind),
        active=account.is_active,
        locked_until=account.locked_until,
        last_sign_in=account.last_login,
    )


def accounts(viewer: Actor, *, text: str = "", page: int = 1, size: int = 50) -> Page[AccountLine]:
    """All accounts in the order they were opened, for the system and the security officer."""
    require(viewer, Verb.ACCOUNTS_READ)
    rows = Account.objects.all()
    if text:
        rows = rows.filter(name__contains=text) | rows.filter(sign_in_name__contains=text)
    total = rows.count()
    cut = window(page, size, total)
    return Page(tuple(_line(row) for row in rows[cut]), cut.start // size + 1, size, total)


def account(viewer: Actor, number: int) -> AccountLine:
    """One account by its number; NotFound when there is none."""
    require(viewer, Verb.ACCOUNTS_READ)
    found = Account.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    return _line(found)
