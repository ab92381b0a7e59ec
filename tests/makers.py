"""One maker per thing, with sensible defaults. All people are invented."""

from datetime import date, datetime
from itertools import count

from dandang.apps.accounts.models import Account, PolicyValue
from dandang.apps.archive.models import Appointment, Person
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import Actor
from dandang.apps.units.models import Post, Team, Unit
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.people import Authority, PostLevel, Regime, Sex, UnitKind

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=BEIJING)
_numbers = count(1)


def password_is_enough() -> None:
    """Record that no account must have a second factor."""
    put_policy("factor.duty", "nobody")


def put_policy(key: str, value: str) -> None:
    """Record a value of the account policy."""
    PolicyValue.objects.get_or_create(
        key=key,
        defaults={"value": value, "document": "虚网安〔2026〕3号（虚构）", "set_at": NOW},
    )


def make_unit(
    name: str = "", *, parent: Unit | None = None, kind: UnitKind = UnitKind.DEPARTMENT
) -> Unit:
    """A unit below `parent`, or a county of its own."""
    number = next(_numbers)
    unit = Unit(
        parent=parent,
        name=name or f"虚构单位{number}",
        short_name=name or f"单位{number}",
        kind=str(kind if parent else UnitKind.COUNTY),
        order=number,
        path=f"tmp{number}",
        full_name=f"{parent.full_name if parent else ''}/{name or f'虚构单位{number}'}".lstrip("/"),
        order_path=f"{parent.order_path if parent else ''}{number:05d}/",
    )
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


def make_post(
    unit: Unit,
    title: str = "",
    *,
    level: PostLevel = PostLevel.TOWNSHIP_DEPUTY,
    in_team: bool = False,
) -> Post:
    """A post of a unit."""
    number = next(_numbers)
    return Post.objects.create(
        unit=unit,
        title=title or f"职务{number}",
        level=str(level),
        in_team=in_team,
        order=number,
        quota=1,
    )


def make_person(
    unit: Unit, name: str = "", *, sex: Sex = Sex.MALE, birth: str = "1980.01", **more: object
) -> Person:
    """A cadre of a unit."""
    number = next(_numbers)
    values: dict[str, object] = {
        "authority": str(Authority.COUNTY),
        "regime": str(Regime.CIVIL_SERVANT),
        "ethnicity": "汉族",
        **more,
    }
    return Person.objects.create(
        name=name or f"虚{number}", sex=str(sex), birth=birth, unit=unit, **values
    )


def appoint(
    person: Person,
    post: Post,
    *,
    first_day: date = date(2022, 1, 1),
    last_day: date | None = None,
    main: bool = True,
    team: Team | None = None,
    order: int = 0,
) -> Appointment:
    """Put a person into a post."""
    return Appointment.objects.create(
        person=person,
        post=post,
        level=post.level,
        first_day=first_day,
        last_day=last_day,
        main=main,
        team=team,
        order=order,
    )


def make_account(
    role: Role | None = None,
    *,
    unit: Unit | None = None,
    person: Person | None = None,
    name: str = "",
) -> Account:
    """An account with one grant; the password cannot be used."""
    number = next(_numbers)
    account = Account.objects.create(
        sign_in_name=f"user{number}",
        name=name or f"用户{number}",
        kind=str(role.account_kind) if role else "business",
        password="!",
        opened_at=NOW,
    )
    if role is not None:
        Grant.objects.create(account=account, role=str(role), unit=unit, granted_at=NOW)
    if person is not None:
        Holder.objects.create(account=account, person=person)
    return account


def make_actor(
    role: Role | None = None,
    *,
    unit: Unit | None = None,
    person: Person | None = None,
    name: str = "",
) -> Actor:
    """The Actor of such an account."""
    actor = actor_of(make_account(role, unit=unit, person=person, name=name).pk)
    assert actor is not None
    return actor
