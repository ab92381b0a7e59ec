"""Opening the accounts of the demo, held by people of the county."""

from collections.abc import Iterator
from datetime import datetime

from dandang.apps.accounts import actions as accounts
from dandang.apps.grants import actions as grants
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import Actor
from dandang.demo import COUNTY, PASSWORD
from dandang.demo.roles import CHIEF, DEPUTY, PLACES, Place
from dandang.demo.store import Stored
from dandang.terms.access import Role


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
            lasting=True,
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


def keep_passwords(*, by: Actor, at: datetime) -> None:
    """Record that one told password opens every account for as long as the demo stands."""
    values = {
        "factor.duty": "nobody",
        "password.days": "0",
        "account.stale_days": "0",
        "account.cadre_days": "0",
    }
    for key, value in values.items():
        accounts.set_policy(
            key=key,
            value=value,
            document="清网安〔2026〕2号：演示环境的账号人人可用（虚构）",
            by=by,
            at=at,
        )


def _roles(stored: Stored, place: Place) -> Iterator[tuple[Role, int | None]]:
    if not place.over:
        yield place.role, None
        return
    path = place.over if place.over == COUNTY else f"{COUNTY}/{place.over}"
    yield place.role, stored.units[path]
    # A cadre who also holds an office reads his own file with the same account.
    if place.level in {CHIEF, DEPUTY}:
        yield Role.CADRE, None


def _holder(stored: Stored, place: Place) -> tuple[int, str]:
    return stored.holders(place.home, place.level)[place.place]


def _actor(number: int) -> Actor:
    actor = actor_of(number)
    assert actor is not None
    return actor
