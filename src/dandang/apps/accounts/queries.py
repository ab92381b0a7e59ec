"""Reading accounts, their sessions and the policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from dandang.apps.accounts.models import Account, Factor, PolicyValue, RecoveryCode, Session
from dandang.apps.accounts.policy import BY_KEY, ITEMS, Item, Key, Policy, policy_of
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit.paging import Page, window
from dandang.terms.access import AccountKind
from dandang.terms.refusal import NotFound

__all__ = [
    "AccountLine",
    "FactorState",
    "Item",
    "Policy",
    "PolicyLine",
    "SessionLine",
    "Standing",
    "account",
    "accounts",
    "any_account",
    "hardly_used",
    "names_like",
    "needs_code",
    "own_factor",
    "policy",
    "policy_lines",
    "sessions_of",
    "standing",
    "unused_since",
]


def policy() -> Policy:
    """The account policy in force."""
    return policy_of(dict(PolicyValue.objects.values_list("key", "value")))


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One value of the policy: the item, the value in force, and its document (none: the default)."""

    item: Item
    value: str
    document: str

    @property
    def off(self) -> bool:
        """Whether the rule is switched off by its value."""
        return self.item.off_at is not None and self.value == str(self.item.off_at)


def policy_lines(viewer: Actor) -> tuple[PolicyLine, ...]:
    """The whole policy in the order of its items, for who may read accounts."""
    require(viewer, Verb.ACCOUNTS_READ)
    known = {row.key: row for row in PolicyValue.objects.all()}
    return tuple(
        PolicyLine(item, row.value, row.document)
        if (row := known.get(str(item.key)))
        else PolicyLine(item, item.default, "")
        for item in ITEMS
    )


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
    first_until: datetime | None
    factor: bool


def _line(account: Account, factors: set[int]) -> AccountLine:
    return AccountLine(
        number=account.pk,
        sign_in_name=account.sign_in_name,
        name=account.name,
        kind=AccountKind(account.kind),
        active=account.is_active,
        locked_until=account.locked_until,
        last_sign_in=account.last_login,
        first_until=account.first_until,
        factor=account.pk in factors,
    )


def accounts(
    viewer: Actor,
    *,
    text: str = "",
    among: QuerySet[Account] | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[AccountLine]:
    """All accounts in the order they were opened, for the system and the security officer.

    With `among` those of them alone, as `hardly_used` gives them.
    """
    require(viewer, Verb.ACCOUNTS_READ)
    rows = Account.objects.all() if among is None else among
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(sign_in_name__contains=text))
    total = rows.count()
    cut = window(page, size, total)
    shown = list(rows[cut])
    factors = _with_factor(row.pk for row in shown)
    lines = tuple(_line(row, factors) for row in shown)
    return Page(lines, cut.start // size + 1, size, total)


def account(viewer: Actor, number: int) -> AccountLine:
    """One account by its number; NotFound when there is none."""
    require(viewer, Verb.ACCOUNTS_READ)
    found = Account.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    return _line(found, _with_factor([number]))


def unused_since(moment: datetime) -> QuerySet[Account]:
    """The open accounts that were neither used, opened nor reopened since a moment."""
    return (
        Account.objects.filter(is_active=True, opened_at__lt=moment)
        .filter(Q(last_login=None) | Q(last_login__lt=moment))
        .filter(Q(reopened_at=None) | Q(reopened_at__lt=moment))
    )


def hardly_used(*, cadres: QuerySet[Any, int], on: datetime) -> QuerySet[Account]:
    """The open accounts unused until `on` for two thirds of the days after which they are closed.

    `cadres` are the numbers of those that carry the cadre's role alone and have days of their own;
    a query, since they are thousands. Where a rule is switched off its stated days count.
    """
    rules = policy()

    def idle(days: int, key: Key) -> QuerySet[Account]:
        return unused_since(on - timedelta(days=(days or int(BY_KEY[key].default)) * 2 // 3))

    others = idle(rules.stale_days, Key.STALE_DAYS).exclude(pk__in=cadres)
    return others | idle(rules.cadre_days, Key.CADRE_DAYS).filter(pk__in=cadres)


def names_like(prefix: str) -> tuple[str, ...]:
    """The sign-in names in use that begin with `prefix`, for counting on from them."""
    rows = Account.objects.filter(sign_in_name__startswith=prefix)
    return tuple(rows.values_list("sign_in_name", flat=True))


def any_account() -> bool:
    """Whether there is an account at all; asked by the command that founds a house."""
    return Account.objects.exists()


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: its number, the browser in words, since when and when it was last seen."""

    number: int
    browser: str
    begun_at: datetime
    seen_at: datetime


def sessions_of(viewer: Actor, number: int) -> tuple[SessionLine, ...]:
    """The sessions that an account has open, last seen first: one's own, or for the system officer."""
    if viewer.account is None or viewer.account != number:
        require(viewer, Verb.ACCOUNTS_OPEN)
    rows = Session.objects.filter(account_id=number, ended_at=None)
    return tuple(SessionLine(row.pk, row.browser, row.begun_at, row.seen_at) for row in rows)


@dataclass(frozen=True, slots=True)
class FactorState:
    """One's own second factor: whether it is in use and demanded, and how many recovery codes are left."""

    in_use: bool
    demanded: bool
    recovery_codes: int


def own_factor(viewer: Actor) -> FactorState:
    """How it stands with the viewer's second factor."""
    in_use = Factor.objects.filter(
        account_id=viewer.account or 0, confirmed_at__isnull=False
    ).exists()
    left = RecoveryCode.objects.filter(factor__account_id=viewer.account or 0, used_at=None).count()
    return FactorState(in_use, policy().must_have_factor(viewer.kind), left if in_use else 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request's session and account stand: the number of the session, and what is owed first.

    `ended` says that the session is over; `idle_minutes` and `hours` are the policy's.
    """

    ended: bool
    begun_at: datetime | None
    must_change: bool
    must_have_factor: bool
    idle_minutes: int
    hours: int


def standing(account: int, *, session: int | None, at: datetime) -> Standing:
    """What the pages must know of an account and its session before anything else."""
    rules = policy()
    found, row = None, None
    if session is None:
        # A session from before there was a register has no row yet.
        row = Account.objects.filter(pk=account).select_related("factor").first()
    else:
        registered = Session.objects.filter(pk=session, account_id=account)
        found = registered.select_related("account", "account__factor").first()
        row = found.account if found else None
    ended = row is None or (found is not None and found.ended_at is not None)
    return Standing(
        ended=ended,
        begun_at=found.begun_at if found else None,
        must_change=row is not None and _must_change(row, rules, at),
        must_have_factor=row is not None
        and rules.must_have_factor(row.kind)
        and not _confirmed(row),
        idle_minutes=rules.idle_minutes,
        hours=rules.hours,
    )


def _must_change(account: Account, rules: Policy, at: datetime) -> bool:
    if account.first_until is not None:
        return True
    # Of passwords from before the policy it is not known how old they are.
    since = account.password_set_at
    return bool(rules.days and since is not None and since + timedelta(days=rules.days) < at)


def _confirmed(account: Account) -> bool:
    factor: Factor | None = getattr(account, "factor", None)
    return factor is not None and factor.confirmed_at is not None


def _with_factor(numbers: Iterable[int]) -> set[int]:
    rows = Factor.objects.filter(account_id__in=list(numbers), confirmed_at__isnull=False)
    return set(rows.values_list("account_id", flat=True))


def needs_code(number: int) -> bool:
    """Whether an account is let in only with a code of its second factor."""
    return Factor.objects.filter(account_id=number, confirmed_at__isnull=False).exists()
