"""Opening, closing, unlocking accounts and renewing their passwords."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from dandang.apps.accounts.actions.row import row_of_another, subject_of, write_down
from dandang.apps.accounts.actions.sessions import end_every_session
from dandang.apps.accounts.models import Account
from dandang.apps.accounts.queries import policy, unused_since
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import AccountKind
from dandang.terms.refusal import NotFound, Refusal

# Letters and digits that cannot be taken for one another on a printed slip.
_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A password (初始密码) to be told once on a slip: four groups of four, about 78 bits."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(4))


def stretched(password: str) -> str:
    """A password as it is kept (Argon2id): about a tenth of a second.

    The actions here stretch before they begin their transaction, so that nobody waits for it.
    """
    return make_password(password)


def open_account(
    *,
    sign_in_name: str,
    name: str,
    kind: AccountKind,
    password: str,
    lasting: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Open an account (开设账号) and give its number. A taken sign-in name is refused.

    The password is a first one: it lasts as long as the policy says and must be changed at the
    first sign-in, unless it is said to be `lasting`, as in a demo.
    """
    require(by, Verb.ACCOUNTS_OPEN)
    account = Account(
        sign_in_name=sign_in_name,
        name=name,
        kind=str(kind),
        password=stretched(password),
        opened_at=at,
        password_set_at=at,
        first_until=None if lasting else _first_until(at),
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                account.save()
        except IntegrityError as error:
            raise Refusal("accounts.name_taken", name=sign_in_name) from error
        write_down(account, {"change": "opened", "kind": str(kind)}, by=by, at=at)
    return account.pk


@dataclass(frozen=True, slots=True)
class Opening:
    """An account to be opened: its sign-in name, whose it is, and its kind."""

    sign_in_name: str
    name: str
    kind: AccountKind = AccountKind.BUSINESS


@transaction.atomic
def open_alike(
    *, openings: Sequence[Opening], like: str, by: Actor, at: datetime
) -> dict[str, int]:
    """Open accounts that all take the password of the account named `like`, hashed only once.

    Gives their numbers by sign-in name. For a demo or a class room, where the password (同一初始口令)
    is told to everybody. A taken sign-in name is refused.
    """
    require(by, Verb.ACCOUNTS_OPEN)
    pattern = Account.objects.filter(sign_in_name=like).first()
    if pattern is None:
        raise NotFound("permits.not_found")
    alike = [(opening, pattern.password) for opening in openings]
    return _open_many(alike, first_until=None, by=by, at=at)


@transaction.atomic
def open_each(
    *, openings: Sequence[tuple[Opening, str]], by: Actor, at: datetime
) -> dict[str, int]:
    """Open accounts, each with its own first password, given as `stretched` before.

    Gives their numbers by sign-in name. A taken sign-in name is refused.
    """
    require(by, Verb.ACCOUNTS_OPEN)
    return _open_many(openings, first_until=_first_until(at), by=by, at=at)


def _open_many(
    openings: Sequence[tuple[Opening, str]],
    *,
    first_until: datetime | None,
    by: Actor,
    at: datetime,
) -> dict[str, int]:
    names = [opening.sign_in_name for opening, _ in openings]
    taken = Account.objects.filter(sign_in_name__in=names).first()
    if taken is not None:
        raise Refusal("accounts.name_taken", name=taken.sign_in_name)
    made = Account.objects.bulk_create(
        [
            Account(
                sign_in_name=opening.sign_in_name,
                name=opening.name,
                kind=str(opening.kind),
                password=password,
                opened_at=at,
                password_set_at=at,
                first_until=first_until,
            )
            for opening, password in openings
        ]
    )
    audit.record_all(
        by=by,
        verb=Verb.ACCOUNTS_OPEN,
        entries=[
            audit.Entry(subject_of(account), {"change": "opened", "kind": account.kind})
            for account in made
        ],
        at=at,
    )
    return {account.sign_in_name: account.pk for account in made}


@transaction.atomic
def set_active(*, number: int, active: bool, by: Actor, at: datetime) -> None:
    """Close (停用) or reopen an account; closing ends its sessions at once."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = row_of_another(number, by)
    account.is_active = active
    if active:
        account.reopened_at = at
    else:
        end_every_session(account, at=at)
    account.save(update_fields=["is_active", "reopened_at"])
    write_down(account, {"change": "reopened" if active else "closed"}, by=by, at=at)


@transaction.atomic
def unlock(*, number: int, by: Actor, at: datetime) -> None:
    """Unlock an account (解锁) that wrong tries have locked. One's own is refused."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = row_of_another(number, by)
    account.wrong_tries, account.locked_until = 0, None
    account.save(update_fields=["wrong_tries", "locked_until"])
    write_down(account, {"change": "unlocked"}, by=by, at=at)


def renew_password(*, number: int, password: str, by: Actor, at: datetime) -> None:
    """Give an account a new first password (重设密码), as after a lost one; its sessions end."""
    require(by, Verb.ACCOUNTS_OPEN)
    hashed = stretched(password)
    with transaction.atomic():
        account = row_of_another(number, by)
        account.password = hashed
        account.password_set_at, account.first_until = at, _first_until(at)
        account.wrong_tries, account.locked_until = 0, None
        fields = ["password", "password_set_at", "first_until", "wrong_tries", "locked_until"]
        account.save(update_fields=fields)
        end_every_session(account, at=at)
        write_down(account, {"change": "password_renewed"}, by=by, at=at)


@transaction.atomic
def close_stale(*, cadres: QuerySet[Any, int], by: Actor, at: datetime) -> int:
    """Close (停用) the accounts that nobody has used for as long as the policy says; gives how many.

    `cadres` are the numbers of those that carry the cadre's role alone: they have days of their own.
    Of each kind of officer the last open account stays, whoever used it last.
    """
    require(by, Verb.ACCOUNTS_OPEN)
    rules, closed = policy(), 0
    if days := rules.stale_days:
        stale = unused_since(at - timedelta(days=days)).exclude(pk__in=cadres)
        closed += _close_unused(stale, days=days, by=by, at=at)
    if days := rules.cadre_days:
        stale = unused_since(at - timedelta(days=days)).filter(pk__in=cadres)
        closed += _close_unused(stale, days=days, by=by, at=at)
    return closed


def _close_unused(rows: QuerySet[Account], *, days: int, by: Actor, at: datetime) -> int:
    stale = list(rows.select_for_update())
    for kind in (AccountKind.SYSTEM, AccountKind.SECURITY, AccountKind.AUDIT):
        ours = [account for account in stale if account.kind == kind]
        if ours and len(ours) == Account.objects.filter(kind=str(kind), is_active=True).count():
            stale.remove(max(ours, key=lambda account: account.last_login or account.opened_at))
    for account in stale:
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_every_session(account, at=at)
        write_down(account, {"change": "closed_unused", "days": days}, by=by, at=at)
    return len(stale)


def _first_until(at: datetime) -> datetime:
    return at + timedelta(days=policy().first_days)
