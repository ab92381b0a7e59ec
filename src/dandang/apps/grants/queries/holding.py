"""The Actor of an account, and who holds what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.crypto import constant_time_compare

from dandang.apps.accounts.models import Account
from dandang.apps.archive.models import Person
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.permits.actor import Actor, Held, require
from dandang.apps.permits.roles import VERBS_OF
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from dandang.terms.people import Authority


def standing(on: date | None) -> QuerySet[Grant]:
    """The grants that carry something on a day; without one, those that have no end."""
    unending = Q(last_day=None)
    return Grant.objects.filter(
        unending if on is None else unending | Q(last_day__gte=on), withdrawn_at=None
    )


def actor_of(
    account_number: int, *, mark: str | None = None, on: date | None = None
) -> Actor | None:
    """The Actor of an open account with the grants that stand `on` a day; None when closed or unknown.

    Without a day temporary grants are left out. With a session's `mark` also None when the password
    has been changed since.
    """
    account = Account.objects.filter(pk=account_number, is_active=True).first()
    if account is None:
        return None
    if mark is not None and not constant_time_compare(mark, account.get_session_auth_hash()):
        return None
    person = (
        Holder.objects.filter(account_id=account_number).values_list("person_id", flat=True).first()
    )
    grants = standing(on).filter(account_id=account_number)
    held = tuple(Held(Role(role), path) for role, path in grants.values_list("role", "unit__path"))
    return Actor(account=account.pk, name=account.name, kind=account.kind, held=held, person=person)


@dataclass(frozen=True, slots=True)
class Holding:
    """An account that carries a verb: its number, its name, its roles, its person (0 where none)."""

    account: int
    name: str
    roles: tuple[Role, ...]
    person: int


def holders_of(verb: Verb, *, path: str, on: date | None = None) -> tuple[Holding, ...]:
    """The open accounts that carry `verb` over the unit at `path`, in the order they were opened.

    As grants stand `on` a day; without one temporary grants are left out.
    """
    roles = [str(role) for role, verbs in VERBS_OF.items() if verb in verbs]
    grants = (
        standing(on)
        .filter(role__in=roles, account__is_active=True, unit__isnull=False)
        .select_related("account", "unit")
    )
    persons = dict(Holder.objects.values_list("account_id", "person_id"))
    found: dict[int, Holding] = {}
    for grant in grants.order_by("account_id"):
        if grant.unit is None or not path.startswith(grant.unit.path):
            continue
        before = found.get(grant.account_id)
        found[grant.account_id] = Holding(
            account=grant.account_id,
            name=grant.account.name,
            roles=(*(before.roles if before else ()), Role(grant.role)),
            person=persons.get(grant.account_id, 0),
        )
    return tuple(found.values())


def colleagues(viewer: Actor, *, on: date) -> tuple[Holding, ...]:
    """The open accounts beside the viewer's that hold one of his roles over units he shares on a day."""
    mine: dict[Role, list[str]] = {}
    for held in viewer.held:
        if held.path is not None:
            mine.setdefault(held.role, []).append(held.path)
    grants = (
        standing(on)
        .filter(role__in=[str(role) for role in mine], account__is_active=True, unit__isnull=False)
        .exclude(account_id=viewer.account or 0)
    )
    found: dict[int, Holding] = {}
    rows = grants.order_by("account_id").values_list(
        "account_id", "account__name", "role", "unit__path"
    )
    for account, name, role, path in rows:
        if any(path.startswith(own) or own.startswith(path) for own in mine[Role(role)]):
            roles = found[account].roles if account in found else ()
            found[account] = Holding(account, name, (*roles, Role(role)), 0)
    return tuple(found.values())


def cadres_alone(*, on: date) -> QuerySet[Any, int]:
    """The numbers of the accounts that carry the role of a cadre on a day, and no other: a query."""
    standing_then = standing(on)
    others = standing_then.exclude(role=str(Role.CADRE)).values("account")
    alone = standing_then.filter(role=str(Role.CADRE)).exclude(account__in=others)
    return alone.values_list("account_id", flat=True)


def how_many_hold(*, on: date) -> dict[Role, int]:
    """How many open accounts hold each role on a day; the caller has checked that it may be told."""
    rows = standing(on).filter(account__is_active=True).values("role")
    counted = rows.order_by("role").annotate(n=Count("account", distinct=True))
    return {Role(row["role"]): row["n"] for row in counted}


def how_many_without_account() -> int:
    """How many county-managed cadres in service have no account; the caller has checked."""
    held = Holder.objects.values("person_id")
    lacking = Person.objects.filter(authority=str(Authority.COUNTY), in_service=True)
    return lacking.exclude(pk__in=held).count()


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant that has not been withdrawn, for a page.

    `unit` is empty where it is over the holder alone; `last_day` None: without an end.
    """

    number: int
    account: int
    role: Role
    unit: str
    last_day: date | None = None

    def over(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.last_day is not None and self.last_day < on


def grants_of(viewer: Actor, accounts: Iterable[int]) -> dict[int, tuple[GrantLine, ...]]:
    """The grants of some accounts, ended ones too, by account number, for who may read accounts."""
    require(viewer, Verb.ACCOUNTS_READ)
    found: dict[int, list[GrantLine]] = {}
    for line in _lines(Grant.objects.filter(account_id__in=list(accounts), withdrawn_at=None)):
        found.setdefault(line.account, []).append(line)
    return {account: tuple(lines) for account, lines in found.items()}


def own_grants(viewer: Actor, *, on: date) -> tuple[GrantLine, ...]:
    """The viewer's own grants that stand on a day."""
    return _lines(standing(on).filter(account_id=viewer.account or 0))


def _lines(rows: QuerySet[Grant]) -> tuple[GrantLine, ...]:
    named = rows.values_list("pk", "account_id", "role", "unit__name", "last_day")
    return tuple(
        GrantLine(number, account, Role(role), unit or "", last_day)
        for number, account, role, unit, last_day in named
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A unit over which a role can be granted: its number, name, and depth below the county."""

    number: int
    name: str
    depth: int


def places(viewer: Actor) -> tuple[Place, ...]:
    """Every standing unit in the order of the tree, for who grants or opens accounts."""
    require(viewer, Verb.ACCOUNTS_READ)
    rows = Unit.objects.filter(closed_on=None).values_list("pk", "name", "path", "parent_id")
    below: dict[int | None, list[Place]] = {}
    for number, name, path, parent in rows:
        below.setdefault(parent, []).append(Place(number, name, path.count("/") - 2))
    found: list[Place] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        place = waiting.pop()
        found.append(place)
        waiting.extend(reversed(below.get(place.number, [])))
    return tuple(found)
