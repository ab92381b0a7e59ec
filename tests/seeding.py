"""A small county: one unit inside the scope of every role's account, one outside of it.

Journeys sign in to it, the permission matrix walks it. All people are invented.
"""

from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth.hashers import make_password

from dandang.apps.accounts.models import Account
from dandang.apps.archive.models import Person
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.organisation.models import County, Setting
from dandang.apps.units.models import Team, Unit
from dandang.terms.access import Role
from dandang.terms.people import Authority, PostLevel
from makers import NOW, appoint, make_person, make_post, make_unit, password_is_enough, put_policy

PASSWORD = "xu-gou-2026"
SIZE = 8


@dataclass(frozen=True, slots=True)
class Staffed:
    """A unit with its team, its people in organisation order, and the first of them."""

    unit: Unit
    team: Team
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class House:
    """The county, the unit inside everybody's scope, the one outside, and an account per role.

    The cadre's account belongs to the third person of the unit inside.
    """

    county: Unit
    near: Staffed
    far: Staffed
    accounts: dict[Role, Account] = field(default_factory=dict)


def seed(size: int = SIZE) -> House:
    """The county with two units of `size` people each and one account per role (`PASSWORD`)."""
    County.objects.create(pk=1, name="虚构县", office="中共虚构县委组织部", fictitious=True)
    Setting.objects.create(
        key="booth.beside_archive", value="yes", document="虚网安〔2026〕1号（虚构）"
    )
    password_is_enough()
    # The accounts are opened on a fixed day; a served house must not close them as unused.
    put_policy("account.stale_days", "0")
    put_policy("account.cadre_days", "0")
    county = make_unit("虚构县")
    near, far = _staffed(county, "县水务局", size), _staffed(county, "县林业局", size)
    house = House(county, near, far)
    secret = _secret()
    for role in Role:
        house.accounts[role] = _account(role, house, secret)
    return house


@cache
def _secret() -> str:
    # Stretching takes a tenth of a second; all accounts of a run share one hash.
    return make_password(PASSWORD)


def _staffed(county: Unit, name: str, size: int) -> Staffed:
    unit = make_unit(name, parent=county)
    team = Team.objects.create(unit=unit, name=f"{name}领导班子")
    people = []
    for place in range(size):
        leads = place < 3
        level = (PostLevel.TOWNSHIP_CHIEF, PostLevel.TOWNSHIP_DEPUTY)[min(place, 1)]
        title = "局长" if place == 0 else f"副局长（{place}）" if leads else f"科员（{place}）"
        post = make_post(unit, title, level=level if leads else PostLevel.STAFF, in_team=leads)
        authority = str(Authority.COUNTY if leads else Authority.UNIT)
        person = make_person(
            unit, f"{name[1]}虚{'甲乙丙丁戊己庚辛壬癸'[place % 10]}", authority=authority
        )
        appoint(person, post, team=team if leads else None, order=place)
        people.append(person)
    return Staffed(unit, team, tuple(people))


def _account(role: Role, house: House, secret: str) -> Account:
    account = Account.objects.create(
        sign_in_name=str(role),
        name=f"{role.zh}（虚构）",
        kind=str(role.account_kind),
        password=secret,
        opened_at=NOW,
    )
    if role is Role.CADRE:
        Holder.objects.create(account=account, person=house.near.people[2])
        over = None
    elif role.account_kind == "business":
        over = house.near.unit
    else:
        over = house.county
    Grant.objects.create(account=account, role=str(role), unit=over, granted_at=NOW)
    return account
