"""Groups that follow from dates and words; the structure of a team, with small parts untold."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.apps.archive import groups, queries
from dandang.apps.archive.lists import PEOPLE
from dandang.apps.archive.models import Education, Person
from dandang.apps.archive.queries import (
    AGE_GROUPS,
    Decade,
    People,
    PeopleFilter,
    Schooling,
    Side,
    Span,
    Tier,
)
from dandang.apps.permits.actor import console
from dandang.apps.units.models import Team, Unit
from dandang.terms.access import Role
from dandang.terms.people import PostLevel
from dandang.terms.refusal import NotFound
from makers import appoint, make_actor, make_person, make_post, make_unit

pytestmark = pytest.mark.django_db
CONSOLE = console("测试")
TODAY = date(2026, 11, 22)
PARTIES = ("", "无", "2001.08", "1998.06", "民盟", "无党派", "群众")
ETHNICITIES = ("", "无", "汉族", "回族", "土家族")
SCHOOLINGS = (
    "",
    "无",
    "研究生",
    "中央党校研究生",
    "大学",
    "大学本科",
    "大学专科",
    "大专",
    "中专",
    "高中",
)


@pytest.fixture
def bureau() -> Unit:
    return make_unit("县财政局", parent=make_unit("虚构县"))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("", Side.UNKNOWN),
        ("2001.08", Side.MEMBER),
        ("1998", Side.MEMBER),
        ("民盟", Side.OUTSIDE),
        ("无", Side.OUTSIDE),
        ("群众", Side.OUTSIDE),
    ],
)
def test_the_side_follows_from_the_column(text: str, side: Side) -> None:
    assert groups.side_of(text) is side


@pytest.mark.parametrize(
    ("texts", "schooling"),
    [
        (["大学", "研究生"], Schooling.GRADUATE),
        (["大学专科", "高中"], Schooling.COLLEGE),
        (["中专", "大学"], Schooling.UNDERGRADUATE),
        (["高中", ""], Schooling.BELOW),
        (["", "无"], Schooling.UNKNOWN),
        ([], Schooling.UNKNOWN),
    ],
)
def test_the_highest_schooling_follows_from_the_texts(
    texts: list[str], schooling: Schooling
) -> None:
    assert groups.schooling_of(texts) is schooling


def test_a_group_is_the_same_as_a_condition_and_of_one_person(bureau: Unit) -> None:
    for party in PARTIES:
        make_person(bureau, party=party)
    for ethnicity in ETHNICITIES:
        make_person(bureau, ethnicity=ethnicity)
    for first in SCHOOLINGS:
        for second in SCHOOLINGS:
            person = make_person(bureau)
            Education.objects.create(person=person, full_time=True, schooling=first)
            Education.objects.create(person=person, full_time=False, schooling=second)
    people = list(Person.objects.prefetch_related("educations"))
    for side in Side:
        told = {one.pk for one in people if groups.side_of(one.party) is side}
        assert _asked(groups.of_side(side)) == told
    for sort in People:
        told = {one.pk for one in people if groups.people_of(one.ethnicity) is sort}
        assert _asked(groups.of_people(sort)) == told
    for level in Schooling:
        texts = {one.pk: [e.schooling for e in one.educations.all()] for one in people}
        told = {pk for pk, said in texts.items() if groups.schooling_of(said) is level}
        assert _asked(groups.of_schooling(level)) == told


def _asked(condition: object) -> set[int]:
    return set(Person.objects.filter(condition).values_list("pk", flat=True))  # type: ignore[arg-type]


def test_list_count_and_export_agree_on_who_is_of_the_eighties_and_of_county_level(
    bureau: Unit,
) -> None:
    for number in range(60):
        level = (PostLevel.COUNTY_CHIEF, PostLevel.COUNTY_DEPUTY, PostLevel.STAFF)[number % 3]
        person = make_person(bureau, f"虚{number}", birth=f"{1976 + number % 20}.05")
        appoint(person, make_post(bureau, level=level))
    asked = PeopleFilter(on=TODAY, decade=Decade.EIGHTIES, levels=Tier.COUNTY.levels)
    page = queries.people(CONSOLE, asked, size=5)
    names = {
        row.name
        for n in range(1, page.pages + 1)
        for row in queries.people(CONSOLE, asked, page=n, size=5).rows
    }
    exported = {row.name for row in PEOPLE.rows(CONSOLE, asked, TODAY)}
    assert page.total == len(names) == 20
    assert names == exported
    for row in queries.people(CONSOLE, asked).rows:
        career = queries.person(CONSOLE, row.number).career
        assert str(career.birth).startswith("198")
        main = career.main_on(TODAY)
        assert main is not None
        assert main.level in {PostLevel.COUNTY_CHIEF, PostLevel.COUNTY_DEPUTY}


def test_a_wider_group_of_age_holds_the_bands_in_it(bureau: Unit) -> None:
    make_person(bureau, "虚一", birth="1986.11")
    make_person(bureau, "虚二", birth="1985.11")
    found = queries.people(CONSOLE, PeopleFilter(on=TODAY, ages=AGE_GROUPS[0])).rows
    assert [row.name for row in found] == ["虚一"]


def staffed(bureau: Unit, men: int, women: int) -> None:
    team = Team.objects.create(unit=bureau, name="班子")
    for number in range(men + women):
        person = make_person(
            bureau,
            sex="male" if number < men else "female",  # type: ignore[arg-type]
            birth="1980.01",
            party="2001.08" if number else "",
        )
        appoint(person, make_post(bureau, in_team=True), team=team, first_day=date(2020, 1, 1))


def parts(structure: queries.Structure, facet: str) -> list[tuple[object, int]] | None:
    one = next(each for each in structure.breakdowns if each.facet == facet)
    return None if one.hidden else [(part.what, part.count) for part in one.parts]


def test_a_part_of_fewer_than_five_is_not_told_by_sex_age_or_ethnicity(bureau: Unit) -> None:
    staffed(bureau, men=6, women=4)
    found = queries.team_structure(CONSOLE, bureau.pk, TODAY)
    assert found.people == 10
    assert parts(found, "sex") is None
    assert parts(found, "age") == [(Span(46, 50), 10)]
    assert parts(found, "party") == [(Side.MEMBER, 9), (Side.UNKNOWN, 1)]
    assert parts(found, "in_post") == [(Span(5, 9), 10)]
    assert parts(found, "level") == [(PostLevel.TOWNSHIP_DEPUTY, 10)]


@pytest.mark.parametrize(
    ("births", "told"),
    [
        ({"1993.01": 6, "1980.01": 7, "1965.01": 1}, [(Span(None, 35), 6), (Span(46, None), 8)]),
        ({"1993.01": 6, "1984.01": 2, "1980.01": 7}, [(Span(None, 45), 8), (Span(46, 50), 7)]),
        ({"1993.01": 4, "1980.01": 7}, None),
        ({"1993.01": 6, "": 2}, [(Span(None, 35), 6), (Span(None, None), 2)]),
    ],
)
def test_an_age_of_few_is_joined_with_its_neighbour(
    bureau: Unit, births: dict[str, int], told: list[tuple[object, int]] | None
) -> None:
    for birth, count in births.items():
        for _ in range(count):
            make_person(bureau, birth=birth)
    assert parts(queries.unit_structure(CONSOLE, bureau.pk, TODAY), "age") == told


def test_parts_of_five_are_told(bureau: Unit) -> None:
    staffed(bureau, men=6, women=5)
    found = queries.unit_structure(CONSOLE, bureau.parent_id or 0, TODAY)
    assert [count for _, count in parts(found, "sex") or []] == [6, 5]


def test_a_structure_is_for_who_may_read_the_files_there(bureau: Unit) -> None:
    joint = make_actor(Role.JOINT_MEETING_MEMBER, unit=bureau)
    with pytest.raises(NotFound):
        queries.team_structure(joint, bureau.pk, TODAY)


def test_a_structure_costs_the_same_however_many(bureau: Unit) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            queries.unit_structure(CONSOLE, bureau.pk, TODAY)
        return len(asked)

    make_person(bureau)
    before = cost()
    staffed(bureau, men=6, women=5)
    assert cost() == before
