"""The Actor of an account, and who holds what."""

from collections.abc import Iterable
from dataclasses import dataclass

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


def actor_of(account_number: int, *, mark: str | None = None) -> Actor | None:
    """The Actor of an open account with its standing grants; None when closed or unknown.

    With a session's `mark` also None when the password has been changed since.
    """
    account = Account.objects.filter(pk=account_number, is_active=True).first()
    if account is None:
        return None
    if mark is not None and not constant_time_compare(mark, account.get_session_auth_hash()):
        return None
    person = (
        Holder.objects.filter(account_id=account_number).values_list("person_id", flat=True).first()
    )
    grants = Grant.objects.filter(account_id=account_number, withdrawn_at=None)
    held = tuple(Held(Role(role), path) for role, path in grants.values_list("role", "unit__path"))
    return Actor(account=account.pk, name=account.name, kind=account.kind, held=held, person=person)


@dataclass(frozen=True, slots=True)
class Holding:
    """An account that carries a verb: its number, its name, its roles, its person (0 where none)."""

    account: int
    name: str
    roles: tuple[Role, ...]
    person: int


def holders_of(verb: Verb, *, path: str) -> tuple[Holding, ...]:
    """The open accounts that carry `verb` over the unit at `path`, in the order they were opened."""
    roles = [str(role) for role, verbs in VERBS_OF.items() if verb in verbs]
    grants = Grant.objects.filter(
        role__in=roles, withdrawn_at=None, account__is_active=True, unit__isnull=False
    ).select_related("account", "unit")
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


@dataclass(frozen=True, slots=True)
class Lacking:
    """A cadre who serves and has no account."""

    person: int
    name: str


def cadres_without_account(viewer: Actor, *, most: int) -> tuple[Lacking, ...]:
    """County-managed cadres in service who have no account yet, the first `most` of them."""
    require(viewer, Verb.ACCOUNTS_OPEN)
    held = Holder.objects.values("person_id")
    lacking = Person.objects.filter(authority=str(Authority.COUNTY), in_service=True)
    rows = lacking.exclude(pk__in=held).order_by("pk").values_list("pk", "name")
    return tuple(Lacking(person, name) for person, name in rows[:most])


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One standing grant, for a page; `unit` is empty where it is over the holder alone."""

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
        found.setdefault(account, []).append(GrantLine(number, account, Role(role), unit or ""))
    return {account: tuple(lines) for account, lines in found.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit over which a role can be granted: its number, name, and depth below the county."""

    number: int
    name: str
    depth: int


def places(viewer: Actor) -> tuple[Place, ...]:
    """Every standing unit in the order of the tree, for who grants."""
    require(viewer, Verb.GRANTS_GRANT)
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
