"""What a cadre may know and take of his own file."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dandang.apps.archive import actions as archive
from dandang.apps.archive.models import Person, StatusPeriod
from dandang.apps.archive.queries import opened
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.audit.models import TrailRow
from dandang.apps.audit.queries import OpenedFilter
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import Actor, console
from dandang.career import Relative
from dandang.terms.access import Role
from dandang.terms.people import StatusKind
from dandang.terms.reading import CopyForm
from dandang.terms.refusal import NotFound, NotPermitted
from makers import NOW, make_actor
from seeding import House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
CONSOLE = console("测试")
NUMBER = "999999198001010013"
TODAY = NOW.date()


@pytest.fixture
def house() -> House:
    house = seed()
    person = house.near.people[2]
    career = careers_of([Person.objects.select_related("unit").get(pk=person.pk)])[person.pk]
    known = replace(career, identity=NUMBER, family=(Relative("妻子", "虚贤淑"),))
    archive.store(career=known, person=person.pk, by=CONSOLE, at=NOW)
    for kind, note in (
        (StatusKind.INVESTIGATION, "某案"),
        (StatusKind.ADMONITION, "已送达本人"),
    ):
        archive.record_status(
            person=person.pk, kind=kind, first_day=date(2026, 11, 1), note=note, by=CONSOLE, at=NOW
        )
    return house


def actor(house: House, role: Role) -> Actor:
    found = actor_of(house.accounts[role].pk)
    assert found is not None
    return found


def test_the_own_sealed_part_opens_with_a_row_and_without_an_open_investigation(house) -> None:
    cadre = actor(house, Role.CADRE)
    values = archive.unseal_own(by=cadre, at=NOW)
    assert values["identity"] == NUMBER
    assert [one.name for one in values["family"]] == ["虚贤淑"]
    assert [one.kind for one in values["status"]] == [StatusKind.ADMONITION]
    row = TrailRow.objects.get(verb="self.unseal")
    assert (row.person, row.actor_name) == (cadre.person, cadre.name)
    assert NUMBER not in json.dumps(row.details)


def test_nobody_opens_it_as_somebody_else(house) -> None:
    officer = actor(house, Role.ORGANISER_OFFICER)
    with pytest.raises(NotPermitted):
        archive.unseal_own(by=officer, at=NOW)
    with pytest.raises(NotPermitted):
        archive.own_copy_file(form=CopyForm.PDF, by=officer, at=NOW)
    with pytest.raises(NotFound):
        archive.own_copy_file(form=CopyForm.PDF, by=make_actor(Role.CADRE), at=NOW)


def test_the_own_copy_holds_the_whole_file_and_its_export(house) -> None:
    cadre = actor(house, Role.CADRE)
    told = json.loads(archive.own_copy_file(form=CopyForm.JSON, by=cadre, at=NOW))
    text = json.dumps(told, ensure_ascii=False)
    for said in (NUMBER, "虚贤淑", "已送达本人", "副局长（2）"):
        assert said in text
    assert "某案" not in text
    assert "立案" not in text
    assert told["export"]["purpose"] == "本人留存"
    assert archive.own_copy_file(form=CopyForm.PDF, by=cadre, at=NOW).startswith(b"%PDF")


def look(house: House, role: Role, days: int) -> None:
    at = NOW + timedelta(days=days)
    person = house.near.people[2].pk
    archive.open_file(person=person, by=actor(house, role), at=at, purpose=f"看{days}")


def purposes(house: House, on: date = TODAY, **asked: object) -> list[str]:
    cadre = actor(house, Role.CADRE)
    found = opened(
        cadre,
        person=house.near.people[2].pk,
        on=on,
        asked=OpenedFilter(verb="archive.read", **asked),  # type: ignore[arg-type]
    )
    return [line.purpose for line in found.rows]


def test_while_an_investigation_is_open_the_looks_of_discipline_officers_are_withheld(
    house,
) -> None:
    look(house, Role.DISCIPLINE_OFFICER, -60)
    look(house, Role.DISCIPLINE_OFFICER, 0)
    look(house, Role.ORGANISER_OFFICER, 1)
    assert purposes(house) == ["看1", "看-60"]


def test_after_it_has_ended_everything_is_shown(house) -> None:
    look(house, Role.DISCIPLINE_OFFICER, 0)
    period = StatusPeriod.objects.get(kind="investigation")
    archive.end_status(period=period.pk, last_day=date(2026, 12, 1), by=CONSOLE, at=NOW)
    assert purposes(house, on=date(2026, 12, 1)) == []
    assert purposes(house, on=date(2026, 12, 2)) == ["看0"]


def test_openings_are_found_by_day(house) -> None:
    look(house, Role.UNIT_HEAD, 0)
    look(house, Role.UNIT_HEAD, 2)
    assert purposes(house, first=date(2026, 11, 23)) == ["看2"]
    assert purposes(house, last=date(2026, 11, 22)) == ["看0"]


def test_the_trail_says_in_which_capacity_a_file_was_opened(house) -> None:
    look(house, Role.UNIT_HEAD, 0)
    assert TrailRow.objects.filter(verb="archive.read")[0].details == {"as": "unit_head"}
