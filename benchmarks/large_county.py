"""A county of 50,000 people with years of use behind it: what `bench_lists` walks through.

The people are those of the demo's generator; what years of use leave is poured in by the tables'
own models: the verbs would take hours for half a million rows of the trail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

PEOPLE = 50_000
TRAIL = 500_000
ITEMS = 20_000
ROUNDS, LARGE_ROUNDS = 300, 3
RATEES, LARGE_RATEES = 7, 622
CASES = 2_000
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class LargeCounty:
    """The accounts by sign-in name, and what the pages are asked about."""

    accounts: dict[str, int]
    township: int
    bureau: int
    person: int
    rare: str
    round: int
    large_round: int


def make(*, people: int = PEOPLE, trail: int = TRAIL) -> LargeCounty:
    """Make all of it in an empty, migrated database: about a minute."""
    from django.db import transaction

    from dandang.apps.permits.actor import console
    from dandang.demo.accounts import keep_passwords, open_role_accounts
    from dandang.demo.county import make_county
    from dandang.demo.store import store_county
    from dandang.kit import clock

    by, at = console("bench"), clock.now() - timedelta(days=30)
    with transaction.atomic():
        stored = store_county(make_county(people=people), by=by, at=at)
        actors = open_role_accounts(stored, by=by, at=at)
        keep_passwords(by=by, at=at)
    with transaction.atomic():
        rng = Random(1)
        _accounts(rng)
        _trail(rng, trail)
        number, large = _rounds(rng, stored.unit("县民政局"))
        _cases(rng)
        _items(rng)
    _settle()
    cadre = actors["cadre"].person
    assert cadre is not None
    return LargeCounty(
        accounts={name: actor.account for name, actor in actors.items() if actor.account},
        township=stored.unit("青石镇"),
        bureau=stored.unit("县民政局"),
        person=cadre,
        rare=stored.county.careers[stored.people.index(cadre)].name,
        round=number,
        large_round=large,
    )


def _pour(model: Any, rows: Iterable[Any]) -> None:
    waiting: list[Any] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _BATCH:
            model.objects.bulk_create(waiting)
            waiting.clear()
    model.objects.bulk_create(waiting)


def _accounts(rng: Random) -> None:
    """An account for everybody who has none, and for each the role of a cadre."""
    from dandang.apps.accounts.models import Account
    from dandang.apps.archive.models import Person
    from dandang.apps.grants.models import Grant, Holder
    from dandang.kit import clock
    from dandang.terms.access import Role

    at = clock.now()
    lacking = list(
        Person.objects.filter(in_service=True)
        .exclude(pk__in=Holder.objects.values("person_id"))
        .values_list("pk", "name")
    )
    opened = {}
    for person, name in lacking:
        signed_in = at - timedelta(minutes=rng.randrange(400_000))
        opened[person] = Account(
            sign_in_name=f"cadre-{person:05d}",
            name=name,
            kind="business",
            password="!",
            opened_at=at,
            last_login=signed_in,
        )
    _pour(Account, opened.values())
    _pour(Holder, (Holder(account=account, person_id=person) for person, account in opened.items()))
    _pour(
        Grant,
        (
            Grant(account=account, role=str(Role.CADRE), granted_at=at)
            for account in opened.values()
        ),
    )


def _trail(rng: Random, rows: int) -> None:
    """Three years of acts: mostly looks into files, some writes, one in fifty refused."""
    from dandang.apps.accounts.models import Account
    from dandang.apps.archive.models import Person
    from dandang.apps.audit.models import TrailRow
    from dandang.kit import clock
    from dandang.terms.trail import Outcome

    people = list(Person.objects.values_list("pk", "name", "unit__path"))
    actors = list(Account.objects.values_list("pk", "name", "kind")[:400])
    verbs = ("archive.read", "accounts.sign_in", "archive.edit", "archive.export", "rounds.read")
    weights = (60, 25, 8, 4, 3)
    now, minutes = clock.now(), 3 * 365 * 24 * 60

    def row(place: int) -> TrailRow:
        actor, name, kind = rng.choice(actors)
        person, subject, path = rng.choice(people)
        refused = rng.random() < 0.02
        return TrailRow(
            at=now - timedelta(minutes=minutes * (rows - place) / rows),
            actor_number=actor,
            actor_name=name,
            actor_kind=kind,
            verb=rng.choices(verbs, weights)[0],
            outcome=str(Outcome.REFUSED if refused else Outcome.DONE),
            subject_kind="person",
            subject_number=str(person),
            subject_name=subject,
            path=path,
            person=person,
            purpose="日常管理",
        )

    _pour(TrailRow, (row(place) for place in range(rows)))


def _rounds(rng: Random, bureau: int) -> tuple[int, int]:
    """Rounds of some years, most of them published; gives one of a bureau and a large one."""
    from dandang.apps.archive.models import Person
    from dandang.apps.rounds.actions.preparing import ready_made
    from dandang.apps.rounds.models import Ratee, Rater, RosterLine, Round
    from dandang.apps.units.models import Team
    from dandang.assessing.scheme_out import write_toml
    from dandang.kit import clock
    from dandang.terms.rounds import AssessmentKind, RateeRule, RoundState

    scheme, now = write_toml(ready_made("年度考核（虚构）", 2026)), clock.now()
    units = list(Team.objects.values_list("unit_id", "unit__name"))
    everybody: dict[int, list[tuple[int, str]]] = {}
    for person, name, unit in Person.objects.values_list("pk", "name", "unit_id"):
        everybody.setdefault(unit, []).append((person, name))
    whole = [each for members in everybody.values() for each in members]
    first = (bureau, "县民政局")
    chosen = [first, *(units[place % len(units)] for place in range(ROUNDS - 1))]
    rounds = [
        Round(
            title=f"{name}领导班子成员年度考核（虚构）",
            kind=str(AssessmentKind.ANNUAL),
            year=2026 - place % 4,
            unit_id=unit,
            state=str(RoundState.READY if place % 10 == 1 else RoundState.PUBLISHED),
            scheme=scheme,
            ratee_rule=str(RateeRule.TEAM),
            published_at=now,
            made_at=now,
        )
        for place, (unit, name) in enumerate(chosen)
    ]
    _pour(Round, rounds)
    lines, roles = [], []
    for place, each in enumerate(rounds):
        large = 1 <= place <= LARGE_ROUNDS
        members = rng.sample(whole, 3 * LARGE_RATEES) if large else everybody[each.unit_id]
        for order, (person, name) in enumerate(members):
            lines.append(_line(RosterLine, each, person, name, order))
            rated = order < (LARGE_RATEES if large else RATEES)
            roles.append(rated)
    _pour(RosterLine, lines)
    pairs = list(zip(lines, roles, strict=True))
    _pour(
        Ratee,
        (
            Ratee(round=line.round, line=line, score="88.20", grade="称职")
            for line, rated in pairs
            if rated
        ),
    )
    _pour(Rater, (Rater(round=line.round, line=line, rater_class="B") for line, _ in pairs))
    return rounds[0].pk, rounds[1].pk


def _line(model: Any, each: Any, person: int, name: str, order: int) -> Any:
    return model(
        round=each,
        person_id=person,
        order=order,
        name=name,
        post="工作人员",
        unit_name=each.title,
        level="staff",
        in_team=False,
        county_managed=False,
    )


def _cases(rng: Random) -> None:
    from dandang.apps.cases.models import Case
    from dandang.apps.cases.procedures import PROCEDURES
    from dandang.apps.rounds.models import Ratee
    from dandang.kit import clock
    from dandang.terms.rounds import CaseStep

    now = clock.now()
    rated = list(
        Ratee.objects.values_list(
            "pk", "round_id", "round__unit__path", "line__person_id", "line__name"
        )
    )

    def row(place: int) -> Case:
        ratee, number, path, person, name = rated[place % len(rated)]
        closed = place % 10 != 0
        return Case(
            procedure=next(iter(PROCEDURES)),
            subject_kind="ratee",
            subject_number=str(ratee),
            subject_name=name,
            parent_kind="round",
            parent_number=str(number),
            path=path,
            person_id=person,
            step=str(CaseStep.CLOSED if closed else CaseStep.FILED),
            opened_at=now,
            closed_at=now if closed else None,
        )

    _pour(Case, (row(place) for place in range(min(CASES, len(rated)))))


def _items(rng: Random) -> None:
    """What waits: for cadres, for units, for the office; three in four settled."""
    from dandang.apps.archive.models import Person
    from dandang.apps.inbox.models import Item
    from dandang.apps.units.models import Unit
    from dandang.kit import clock
    from dandang.terms.access import Role

    now = clock.now()
    people = list(Person.objects.filter(in_service=True).values_list("pk", flat=True)[:ITEMS])
    paths = list(Unit.objects.values_list("path", flat=True))
    kinds: tuple[Callable[[int], dict[str, Any]], ...] = (
        lambda place: {"person": people[place % len(people)]},
        lambda place: {"role": str(Role.UNIT_PERSONNEL_OFFICER), "path": rng.choice(paths)},
        lambda place: {"role": str(Role.ORGANISER_OFFICER), "path": rng.choice(paths)},
        lambda place: {"account": place},
    )

    def row(place: int) -> Item:
        return Item(
            **kinds[place % len(kinds)](place),
            what="case_to_assign",
            values={"title": "年度考核（虚构）", "name": "虚某"},
            subject_kind="case",
            subject_number=str(place),
            due=(now + timedelta(days=rng.randrange(-20, 60))).date(),
            put_at=now,
            settled_at=now if place % 4 else None,
        )

    _pour(Item, (row(place) for place in range(ITEMS)))


def _settle() -> None:
    """Let PostgreSQL count its tables, as it does by itself in the course of an hour."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
