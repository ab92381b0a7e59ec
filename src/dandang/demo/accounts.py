"""One account for each role of the demo, held by people of the county."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dandang.apps.accounts import actions as accounts
from dandang.apps.grants import actions as grants
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import Actor
from dandang.demo import COUNTY, PASSWORD, PUBLISHED_UNIT
from dandang.demo.store import Stored
from dandang.terms.access import Role
from dandang.terms.people import PostLevel

_CHIEF, _DEPUTY = PostLevel.TOWNSHIP_CHIEF, PostLevel.TOWNSHIP_DEPUTY
_SECTION, _STAFF = PostLevel.SECTION, PostLevel.STAFF


@dataclass(frozen=True, slots=True)
class Place:
    """An account of the demo: sign-in name, role, the unit it is granted over, and its holder.

    The holder is the `place`th of those in `home` who hold a post of `level`; `over` empty: the
    role is over the holder alone.
    """

    sign_in_name: str
    role: Role
    over: str
    home: str
    level: PostLevel
    place: int = 0


PLACES = (
    Place("officer", Role.ORGANISER_OFFICER, COUNTY, "县委组织部", _SECTION),
    Place("officer2", Role.ORGANISER_OFFICER, COUNTY, "县委组织部", _SECTION, 1),
    Place("personnel", Role.UNIT_PERSONNEL_OFFICER, PUBLISHED_UNIT, PUBLISHED_UNIT, _SECTION, 1),
    Place("head", Role.UNIT_HEAD, PUBLISHED_UNIT, PUBLISHED_UNIT, _CHIEF),
    Place("leader", Role.LEADER, COUNTY, "县委", PostLevel.COUNTY_CHIEF),
    Place("panel1", Role.PANELLIST, COUNTY, "县委组织部", _CHIEF),
    Place("panel2", Role.PANELLIST, COUNTY, "县审计局", _CHIEF),
    Place("panel3", Role.PANELLIST, COUNTY, "县人力资源和社会保障局", _CHIEF),
    Place("cadre", Role.CADRE, "", PUBLISHED_UNIT, _DEPUTY),
    Place("cadre2", Role.CADRE, "", PUBLISHED_UNIT, _DEPUTY, 1),
    Place("discipline", Role.DISCIPLINE_OFFICER, COUNTY, "县纪委监委机关", _SECTION),
    Place("joint", Role.JOINT_MEETING_MEMBER, COUNTY, "县信访局", _SECTION),
    Place("system", Role.SYSTEM_OFFICER, COUNTY, "县数据局", _STAFF),
    Place("security", Role.SECURITY_OFFICER, COUNTY, "县委办公室", _STAFF),
    Place("audit", Role.AUDIT_OFFICER, COUNTY, "县审计局", _STAFF),
)


def open_role_accounts(stored: Stored, *, by: Actor, at: datetime) -> dict[str, Actor]:
    """Open the accounts of `PLACES`, grant their roles and hand them over; gives their Actors.

    They share one password, hashed once.
    """
    held = [(place, *_holder(stored, place)) for place in PLACES]
    (first, _, name), *rest = held
    numbers = {
        first.sign_in_name: accounts.open_account(
            sign_in_name=first.sign_in_name,
            name=name,
            kind=first.role.account_kind,
            password=PASSWORD,
            by=by,
            at=at,
        )
    }
    numbers |= accounts.open_alike(
        openings=[
            accounts.Opening(place.sign_in_name, name, place.role.account_kind)
            for place, _, name in rest
        ],
        like=first.sign_in_name,
        by=by,
        at=at,
    )
    for place, person, _ in held:
        account = numbers[place.sign_in_name]
        grants.hand_over(account=account, person=person, by=by, at=at)
        for role, unit in _roles(stored, place):
            grants.grant(account=account, role=role, unit=unit, by=by, at=at)
    return {name: _actor(number) for name, number in numbers.items()}


def _roles(stored: Stored, place: Place) -> Iterator[tuple[Role, int | None]]:
    if not place.over:
        yield place.role, None
        return
    path = place.over if place.over == COUNTY else f"{COUNTY}/{place.over}"
    yield place.role, stored.units[path]
    # A cadre who also holds an office reads his own file with the same account.
    if place.level in {_CHIEF, _DEPUTY}:
        yield Role.CADRE, None


def _holder(stored: Stored, place: Place) -> tuple[int, str]:
    return stored.holders(place.home, place.level)[place.place]


def _actor(number: int) -> Actor:
    actor = actor_of(number)
    assert actor is not None
    return actor
