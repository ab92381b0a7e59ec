"""Opening, closing and unlocking accounts, and signing in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from dandang.apps.accounts.models import Account
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import AccountKind
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.trail import Act, Outcome

MOST_WRONG_TRIES = 5
LOCKED_FOR = timedelta(minutes=30)

# Letters and digits that cannot be taken for one another on a printed slip.
_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"

_DUMMY_HASH: list[str] = []


def first_password() -> str:
    """A password (初始密码) to be told once on a slip: four groups of four, about 78 bits."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(4))


def subject_of(account: Account) -> audit.Subject:
    """The account as the trail names it."""
    return audit.Subject("account", str(account.pk), f"{account.name}（{account.sign_in_name}）")


@transaction.atomic
def open_account(
    *, sign_in_name: str, name: str, kind: AccountKind, password: str, by: Actor, at: datetime
) -> int:
    """Open an account (开设账号) and give its number. A taken sign-in name is refused."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = Account(
        sign_in_name=sign_in_name,
        name=name,
        kind=str(kind),
        password=make_password(password),
        opened_at=at,
    )
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise Refusal("accounts.name_taken", name=sign_in_name) from error
    audit.record(
        by=by,
        verb=Verb.ACCOUNTS_OPEN,
        subject=subject_of(account),
        at=at,
        details={"change": "opened", "kind": str(kind)},
    )
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
    names = [opening.sign_in_name for opening in openings]
    taken = Account.objects.filter(sign_in_name__in=names).first()
    if taken is not None:
        raise Refusal("accounts.name_taken", name=taken.sign_in_name)
    made = Account.objects.bulk_create(
        [
            Account(
                sign_in_name=opening.sign_in_name,
                name=opening.name,
                kind=str(opening.kind),
                password=pattern.password,
                opened_at=at,
            )
            for opening in openings
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
    """Close (停用) or reopen an account; a closed account's sessions end at their next request."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = _locked_row(number)
    if account.pk == by.account:
        raise Refusal("accounts.not_oneself")
    account.is_active = active
    account.save(update_fields=["is_active"])
    audit.record(
        by=by,
        verb=Verb.ACCOUNTS_OPEN,
        subject=subject_of(account),
        at=at,
        details={"change": "reopened" if active else "closed"},
    )


@transaction.atomic
def unlock(*, number: int, by: Actor, at: datetime) -> None:
    """Unlock an account (解锁) that wrong passwords have locked."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = _locked_row(number)
    account.wrong_tries, account.locked_until = 0, None
    account.save(update_fields=["wrong_tries", "locked_until"])
    audit.record(
        by=by,
        verb=Verb.ACCOUNTS_OPEN,
        subject=subject_of(account),
        at=at,
        details={"change": "unlocked"},
    )


@transaction.atomic
def renew_password(*, number: int, password: str, by: Actor, at: datetime) -> None:
    """Give an account a new password (重设密码), as after a lost one; its sessions end."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = _locked_row(number)
    if account.pk == by.account:
        raise Refusal("accounts.not_oneself")
    account.password = make_password(password)
    account.wrong_tries, account.locked_until = 0, None
    account.save(update_fields=["password", "wrong_tries", "locked_until"])
    audit.record(
        by=by,
        verb=Verb.ACCOUNTS_OPEN,
        subject=subject_of(account),
        at=at,
        details={"change": "password_renewed"},
    )


@transaction.atomic
def change_password(*, old: str, new: str, by: Actor, at: datetime) -> str:
    """Change one's own password (修改密码) and give the new session mark; other sessions end."""
    account = _locked_row(by.account or 0)
    if not check_password(old, account.password):
        raise Refusal("accounts.wrong_old_password")
    if new in {old, account.sign_in_name, account.name}:
        raise Refusal("accounts.weak_password")
    account.password = make_password(new)
    account.save(update_fields=["password"])
    audit.record(by=by, verb=Act.PASSWORD, subject=subject_of(account), at=at)
    return account.get_session_auth_hash()


def sign_in(*, sign_in_name: str, password: str, at: datetime) -> Account:
    """The account that signs in, or a refusal that does not say whether the name exists.

    Five wrong passwords in a row lock the account for half an hour; each try leaves a trail row.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(sign_in_name=sign_in_name).first()
        refusal = _judge(account, password, at)
        who = Actor(
            account=account.pk if account else None,
            name=account.name if account else "未知",
            kind=account.kind if account else "nobody",
        )
        audit.record(
            by=who,
            verb=Act.SIGN_IN,
            subject=subject_of(account) if account else audit.Subject("account", "", "未知账号"),
            at=at,
            outcome=Outcome.REFUSED if refusal else Outcome.DONE,
            details={"reason": refusal.code} if refusal else {},
        )
    if refusal is not None:
        raise refusal
    assert account is not None
    return account


def _judge(account: Account | None, password: str, at: datetime) -> Refusal | None:
    wrong = Refusal(
        "accounts.wrong_sign_in",
        tries=MOST_WRONG_TRIES,
        minutes=int(LOCKED_FOR.total_seconds() // 60),
    )
    if account is None:
        # The same work as for a known name, so that time does not tell which names exist.
        if not _DUMMY_HASH:
            _DUMMY_HASH.append(make_password("-"))
        check_password(password, _DUMMY_HASH[0])
        return wrong
    if account.locked_until is not None and at < account.locked_until:
        return Refusal(
            "accounts.locked", until=f"{account.locked_until.astimezone(at.tzinfo):%H:%M}"
        )
    if not check_password(password, account.password):
        account.wrong_tries += 1
        if account.wrong_tries >= MOST_WRONG_TRIES:
            account.wrong_tries, account.locked_until = 0, at + LOCKED_FOR
        account.save(update_fields=["wrong_tries", "locked_until"])
        return wrong
    if not account.is_active:
        return Refusal("accounts.closed")
    account.wrong_tries, account.locked_until, account.last_login = 0, None, at
    account.save(update_fields=["wrong_tries", "locked_until", "last_login"])
    return None


def _locked_row(number: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=number).first()
    if account is None:
        raise NotFound("permits.not_found")
    return account
