"""Founding a house: the county, its root unit, the three officers and one organiser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dandang.apps.accounts import actions as accounts
from dandang.apps.accounts.queries import any_account
from dandang.apps.grants.actions.granting import grant
from dandang.apps.organisation import actions as organisation
from dandang.apps.organisation.queries import county
from dandang.apps.permits.actor import Actor
from dandang.apps.units import actions as units
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from dandang.terms.people import UnitKind
from dandang.terms.refusal import Refusal

# Who begins a house, under which sign-in name.
FOUNDING_ROLES = {
    Role.SYSTEM_OFFICER: "system",
    Role.SECURITY_OFFICER: "security",
    Role.AUDIT_OFFICER: "audit",
    Role.ORGANISER_OFFICER: "organiser",
}


@dataclass(frozen=True, slots=True)
class Founder:
    """Who holds one of the first four accounts."""

    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class FoundedSlip:
    """What stands on the slip of one of them: name, role, sign-in name, first password."""

    name: str
    role: Role
    sign_in_name: str
    password: str


def found_house(
    *,
    name: str,
    office: str,
    fictitious: bool,
    founders: Sequence[Founder],
    hand_out: Callable[[Sequence[FoundedSlip]], None],
    by: Actor,
    at: datetime,
) -> None:
    """Found a house (建立系统) in an empty, migrated database; refused where anything stands already.

    `hand_out` puts the slips where they can be printed. When it fails nothing has been founded, so
    that no account stands whose password nobody knows.
    """
    with transaction.atomic():
        if county().name or any_account() or Unit.objects.exists():
            raise Refusal("init.not_empty")
        organisation.name_county(name=name, office=office, fictitious=fictitious, by=by, at=at)
        root = units.create_unit(
            parent=None, name=name, short_name=name, kind=UnitKind.COUNTY, order=1, by=by, at=at
        )
        hand_out([_open(founder, root, by=by, at=at) for founder in founders])


def _open(founder: Founder, root: int, *, by: Actor, at: datetime) -> FoundedSlip:
    sign_in_name, password = FOUNDING_ROLES[founder.role], accounts.first_password()
    number = accounts.open_account(
        sign_in_name=sign_in_name,
        name=founder.name,
        kind=founder.role.account_kind,
        password=password,
        by=by,
        at=at,
    )
    grant(account=number, role=founder.role, unit=root, by=by, at=at)
    return FoundedSlip(founder.name, founder.role, sign_in_name, password)
