"""Who may do what where: one table a role, for the security and the audit officer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dandang.apps.archive.models import Person
from dandang.apps.grants.models import Holder
from dandang.apps.grants.queries.holding import standing
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.roles import VERBS_OF
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role

# Of cadres there are thousands, each over himself alone: their number says it all.
NAMED = tuple(role for role in Role if role is not Role.CADRE)


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Who holds a role: account, sign-in name, over which unit, until which day (None: no end)."""

    name: str
    sign_in_name: str
    unit: str
    last_day: date | None
    active: bool


@dataclass(frozen=True, slots=True)
class RoleReport:
    """权限一览: a role with what it may do, who holds it, and how many; cadres are only counted."""

    role: Role
    verbs: tuple[Verb, ...]
    holders: tuple[RoleHolder, ...]
    count: int


def role_report(viewer: Actor, *, on: date) -> tuple[RoleReport, ...]:
    """Every role as granted on a day, in the order of the list of roles."""
    require(viewer, Verb.GRANTS_READ)
    found: dict[str, list[RoleHolder]] = {}
    rows = standing(on).filter(role__in=[str(role) for role in NAMED])
    named = rows.order_by("unit__order_path", "account_id").values_list(
        "role",
        "account__name",
        "account__sign_in_name",
        "unit__name",
        "last_day",
        "account__is_active",
    )
    for role, name, sign_in_name, unit, last_day, active in named:
        holder = RoleHolder(name, sign_in_name, unit or "", last_day, active)
        found.setdefault(role, []).append(holder)
    cadres = standing(on).filter(role=str(Role.CADRE)).count()
    return tuple(
        RoleReport(
            role,
            tuple(verb for verb in Verb if verb in VERBS_OF[role]),
            tuple(found.get(str(role), ())),
            cadres if role is Role.CADRE else len(found.get(str(role), ())),
        )
        for role in Role
    )


def people_named(*, on: date) -> QuerySet[Person]:
    """The cadres whose accounts the table of roles names on a day; the caller has checked."""
    named = standing(on).filter(role__in=[str(role) for role in NAMED]).values("account_id")
    people = Holder.objects.filter(account_id__in=named).values("person_id")
    return Person.objects.filter(pk__in=people).select_related("unit").order_by("pk")
