"""What nobody has said is missing; what is 无 is said. Files are counted, people are not scored."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.apps.archive import actions as archive
from dandang.apps.archive.models import Person
from dandang.apps.archive.queries import completeness
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import Actor, console
from dandang.career import Absent, Education, ResumeLine
from dandang.days import PartialDate
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound
from makers import NOW, make_person
from seeding import House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
CONSOLE = console("测试")


@pytest.fixture
def house() -> House:
    return seed()


def actor(house: House, role: Role) -> Actor:
    found = actor_of(house.accounts[role].pk)
    assert found is not None
    return found


def fill(person: Person) -> None:
    row = Person.objects.select_related("unit").get(pk=person.pk)
    career = careers_of([row])[row.pk]
    whole = replace(
        career,
        native_place="安徽蚌埠",
        birth_place="安徽蚌埠",
        party=Absent.NONE,
        work_start=PartialDate(2000, 7),
        health="健康",
        educations=(Education(True, "大学"),),
        resume=(ResumeLine(PartialDate(2000, 7), None, "县水务局工作"),),
        identity=f"99999919800101{person.pk % 10000:04d}",
        family=Absent.NONE,
    )
    archive.store(career=whole, person=person.pk, by=CONSOLE, at=NOW)


def codes(parts: object) -> list[str]:
    return [part.code for part in parts]  # type: ignore[attr-defined]


def test_a_person_lacks_what_nobody_has_said_and_not_what_is_stated_as_none(house) -> None:
    cadre, person = actor(house, Role.CADRE), house.near.people[2]
    assert codes(completeness.missing_of(cadre, person.pk)) == [
        "native_place",
        "birth_place",
        "party",
        "work_start",
        "health",
        "education",
        "resume",
        "identity",
        "family",
    ]
    fill(person)
    assert completeness.missing_of(cadre, person.pk) == ()
    with pytest.raises(NotFound):
        completeness.missing_of(actor(house, Role.UNIT_HEAD), house.far.people[0].pk)


def test_units_count_complete_files_and_what_is_missing_most_with_all_below(house) -> None:
    for person in house.near.people[:3]:
        fill(person)
    county, far, near = sorted(
        completeness.overview(CONSOLE).lines, key=lambda line: (line.depth, line.complete)
    )
    assert (county.people, county.complete) == (16, 3)
    assert (near.people, near.complete, far.complete) == (8, 3, 0)
    part, count = near.missing[0]
    assert (part.code, count) == ("native_place", 5)
    assert {part.code: n for part, n in far.missing}["identity"] == 8


def test_the_overview_takes_two_queries_however_many_people(house) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as taken:
            completeness.overview(CONSOLE)
        counts.append(len(taken))
        for _ in range(20):
            make_person(house.near.unit)
    assert counts == [2, 2]


def test_incomplete_files_are_listed_by_unit_and_by_part(house) -> None:
    fill(house.near.people[0])
    officer = actor(house, Role.ORGANISER_OFFICER)
    found = completeness.overview(officer, unit=house.near.unit.pk)
    page = completeness.incomplete(officer, found)
    assert page.total == 7
    assert "identity" in codes(page.rows[0].missing)
    assert completeness.incomplete(officer, found, part="post").total == 0
    bare = make_person(house.near.unit)
    found = completeness.overview(officer, unit=house.near.unit.pk)
    page = completeness.incomplete(officer, found, part="post")
    assert [row.person for row in page.rows] == [bare.pk]
    assert completeness.overview(officer, unit=house.far.unit.pk).lines == ()


def test_pages_of_incomplete_files_run_through_the_units_without_a_gap(house) -> None:
    fill(house.near.people[2])
    found = completeness.overview(CONSOLE)
    pages = [completeness.incomplete(CONSOLE, found, page=n, size=4) for n in (1, 2, 3, 4)]
    assert [len(page.rows) for page in pages] == [4, 4, 4, 3]
    listed = [row.person for page in pages for row in page.rows]
    assert listed == [row.person for row in completeness.incomplete(CONSOLE, found, size=50).rows]
    assert set(listed) == {person.pk for person in (*house.near.people, *house.far.people)} - {
        house.near.people[2].pk
    }


def test_who_has_left_is_not_counted(house) -> None:
    Person.objects.filter(pk=house.near.people[0].pk).update(in_service=False)
    lines = {line.number: line for line in completeness.overview(CONSOLE).lines}
    assert lines[house.near.unit.pk].people == 7
