"""Reading the archive: lists, files, seats."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.apps.archive import actions, queries
from dandang.apps.archive.models import Person
from dandang.apps.archive.queries import AGE_BANDS, PeopleFilter
from dandang.apps.permits.actor import console
from dandang.apps.units import actions as units
from dandang.apps.units.models import Team, Unit
from dandang.apps.units.plans import UnitPlan
from dandang.career import Absent, Appointment, Career, Relative, StatusPeriod
from dandang.terms.access import Role
from dandang.terms.people import Authority, PostLevel, Regime, Sex, StatusKind, UnitKind
from dandang.terms.refusal import NotFound, NotPermitted
from makers import NOW, appoint, make_actor, make_person, make_post, make_unit

CONSOLE = console("测试")
TODAY = date(2026, 11, 22)
EVERYBODY = PeopleFilter(on=TODAY, in_service=None)


def names(chosen: PeopleFilter) -> list[str]:
    return [row.name for row in queries.people(CONSOLE, chosen).rows]


@pytest.mark.django_db
def test_people_stand_in_organisation_order_and_never_by_name() -> None:
    tree = units.store_tree(
        plans=[
            UnitPlan("甲县", "甲县", UnitKind.COUNTY, 0),
            UnitPlan("甲县/乙局", "乙局", UnitKind.DEPARTMENT, 2),
            UnitPlan("甲县/丙局", "丙局", UnitKind.DEPARTMENT, 1),
            UnitPlan("甲县/丙局/丁院", "丁院", UnitKind.INSTITUTION, 1),
        ],
        by=CONSOLE,
        at=NOW,
    )
    assert len(tree) == 4

    def career(name: str, unit: str, post: str, in_team: bool, order: int) -> Career:
        held = Appointment(
            unit, post, PostLevel.SECTION, date(2020, 1, 1), in_team=in_team, order=order
        )
        return Career(
            name=name,
            authority=Authority.COUNTY,
            regime=Regime.CIVIL_SERVANT,
            unit=unit,
            appointments=(held,),
        )

    actions.store_all(
        careers=[
            career("一", "甲县/乙局", "局长", True, 1),
            career("二", "甲县/丙局", "股长", False, 0),
            career("三", "甲县/丙局", "副局长", True, 2),
            career("四", "甲县/丙局", "局长", True, 1),
            career("五", "甲县/丙局/丁院", "院长", True, 1),
        ],
        by=CONSOLE,
        at=NOW,
    )
    assert names(EVERYBODY) == ["四", "三", "二", "五", "一"]


@pytest.mark.django_db
def test_each_filter_keeps_who_fits() -> None:
    county = make_unit("虚构县")
    bureau = make_unit("县财政局", parent=county)
    other = make_unit("县审计局", parent=county)
    below = make_unit("县会计中心", parent=bureau)
    chief = make_person(bureau, "虚一", sex=Sex.FEMALE, birth="1984.07")
    appoint(chief, make_post(bureau, "局长", level=PostLevel.TOWNSHIP_CHIEF))
    make_person(below, "虚二", birth="1991.12", regime=str(Regime.INSTITUTION))
    make_person(other, "虚三", birth="1960", authority=str(Authority.CITY))
    make_person(other, "虚四", birth="1964.11", in_service=False)
    assert names(PeopleFilter(on=TODAY)) == ["虚一", "虚二", "虚三"]
    assert names(PeopleFilter(on=TODAY, in_service=False)) == ["虚四"]
    assert names(PeopleFilter(on=TODAY, text="虚　一")) == ["虚一"]
    assert names(PeopleFilter(on=TODAY, text="审计")) == ["虚三"]
    assert names(PeopleFilter(on=TODAY, unit=bureau.pk)) == ["虚一", "虚二"]
    assert names(PeopleFilter(on=TODAY, sex=Sex.FEMALE)) == ["虚一"]
    assert names(PeopleFilter(on=TODAY, level=PostLevel.TOWNSHIP_CHIEF)) == ["虚一"]
    assert names(PeopleFilter(on=TODAY, regime=Regime.INSTITUTION)) == ["虚二"]
    assert names(PeopleFilter(on=TODAY, authority=Authority.CITY)) == ["虚三"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("birth", "band"),
    [
        ("1991.11", "-35"),
        ("1990.12", "-35"),
        ("1990.11", "36-40"),
        ("1985.12.31", "36-40"),
        ("1985.11.30", "41-45"),
        ("1966.12", "55-59"),
        ("1966.11", "60-"),
    ],
)
def test_a_band_of_ages_counts_by_month(birth: str, band: str) -> None:
    make_person(make_unit(), "虚一", birth=birth)
    fitting = [
        each.code for each in AGE_BANDS if names(PeopleFilter(on=TODAY, ages=each)) == ["虚一"]
    ]
    assert fitting == [band]


@pytest.mark.django_db
def test_who_lacks_a_month_of_birth_is_in_no_band() -> None:
    make_person(make_unit(), "虚一", birth="1984")
    assert all(not names(PeopleFilter(on=TODAY, ages=band)) for band in AGE_BANDS)


@pytest.mark.django_db
def test_the_list_ends_at_the_scope() -> None:
    county = make_unit()
    mine, theirs = make_unit(parent=county), make_unit(parent=county)
    make_person(mine, "虚一")
    hidden = make_person(theirs, "虚二")
    viewer = make_actor(Role.UNIT_HEAD, unit=mine)
    page = queries.people(viewer, PeopleFilter(on=TODAY))
    assert [row.name for row in page.rows] == ["虚一"]
    assert page.total == 1
    for ask in (queries.person, queries.career_of):
        with pytest.raises(NotFound):
            ask(viewer, hidden.pk)


@pytest.mark.django_db
def test_who_may_read_no_file_is_refused() -> None:
    with pytest.raises(NotPermitted):
        queries.people(make_actor(Role.SYSTEM_OFFICER, unit=make_unit()), EVERYBODY)


@pytest.mark.django_db
def test_a_cadre_reads_the_own_file_and_no_other() -> None:
    unit = make_unit()
    own, other = make_person(unit), make_person(unit)
    viewer = make_actor(Role.CADRE, person=own)
    assert queries.person(viewer, own.pk).own
    with pytest.raises(NotPermitted):
        queries.person(viewer, other.pk)


@pytest.mark.django_db
def test_a_file_shows_nothing_of_its_sealed_part() -> None:
    unit = make_unit("虚构县")
    career = Career(
        name="虚一",
        authority=Authority.COUNTY,
        regime=Regime.CIVIL_SERVANT,
        unit="虚构县",
        identity="999999198001011234",
        family=(Relative("儿子", "虚小"),),
        status_periods=(
            StatusPeriod(StatusKind.INVESTIGATION, date(2026, 1, 1)),
            StatusPeriod(StatusKind.SICK_LEAVE, date(2026, 2, 1)),
        ),
    )
    number = actions.store(career=career, by=CONSOLE, at=NOW)
    page = queries.person(make_actor(Role.ORGANISER_OFFICER, unit=unit), number)
    assert page.career.identity is Absent.UNKNOWN
    assert page.career.family is Absent.UNKNOWN
    assert [one.kind for one in page.career.status_periods] == [StatusKind.SICK_LEAVE]
    assert page.may_unseal
    line = queries.roster_on(CONSOLE, unit=unit.pk, on=TODAY)[0]
    assert line.statuses == (StatusKind.SICK_LEAVE,)


@pytest.mark.django_db
def test_who_sat_here_on_a_day_has_an_answer() -> None:
    unit = make_unit()
    team = Team.objects.create(unit=unit, name="班子")
    head = make_post(unit, "局长", in_team=True)
    deputy = make_post(unit, "副局长", in_team=True)
    clerk = make_post(unit, "科员")
    before, after = make_person(unit, "前任"), make_person(unit, "现任")
    appoint(
        before, head, first_day=date(2020, 1, 1), last_day=date(2023, 6, 30), team=team, order=1
    )
    appoint(after, clerk, first_day=date(2015, 1, 1), last_day=date(2023, 6, 30))
    appoint(after, head, first_day=date(2023, 7, 1), team=team, order=1)
    appoint(make_person(unit, "副手"), deputy, first_day=date(2021, 1, 1), team=team, order=2)

    def seats(on: date) -> list[tuple[str, str]]:
        return [(one.post, one.name) for one in queries.seated(CONSOLE, unit.pk, on)]

    assert seats(date(2023, 6, 30)) == [("局长", "前任"), ("副局长", "副手"), ("科员", "现任")]
    assert seats(date(2023, 7, 1)) == [("局长", "现任"), ("副局长", "副手")]
    assert seats(date(2014, 1, 1)) == []


@pytest.mark.django_db
def test_posts_show_used_and_vacant_places() -> None:
    unit = make_unit()
    post = make_post(unit, "副局长")
    post.quota = 3
    post.save()
    open_ended = make_post(unit, "科员")
    open_ended.quota = None
    open_ended.save()
    full = make_post(unit, "局长")
    for _ in range(2):
        appoint(make_person(unit), post)
        appoint(make_person(unit), full)
    uses = {use.post.title: use for use in queries.occupancy(CONSOLE, unit.pk, TODAY)}
    assert (uses["副局长"].used, uses["副局长"].vacant) == (2, 1)
    assert (uses["科员"].used, uses["科员"].vacant, uses["科员"].over) == (0, None, 0)
    assert (uses["局长"].vacant, uses["局长"].over) == (0, 1)


@pytest.mark.django_db
def test_the_roster_of_a_day_leaves_out_the_retired_and_keeps_the_absent() -> None:
    unit, elsewhere = make_unit(), make_unit()
    post = make_post(unit, "科员")
    sick, retired, guest = (make_person(unit, name) for name in ("病假", "退休", "兼任"))
    make_person(unit, "无职务")
    appoint(sick, post)
    appoint(retired, post)
    appoint(guest, make_post(elsewhere))
    appoint(guest, make_post(unit, "兼职"), main=False)
    for person, kind in ((sick, StatusKind.SICK_LEAVE), (retired, StatusKind.RETIRED)):
        Person.objects.get(pk=person.pk).status_periods.create(
            kind=str(kind), first_day=date(2026, 1, 1)
        )
    lines = queries.roster_on(CONSOLE, unit=unit.pk, on=TODAY)
    assert [(one.name, one.statuses) for one in lines] == [
        ("病假", (StatusKind.SICK_LEAVE,)),
        ("无职务", ()),
    ]


@pytest.mark.django_db
def test_the_list_and_the_file_cost_the_same_for_one_and_for_many() -> None:
    unit = make_unit()
    post = make_post(unit, "科员")
    first = make_person(unit)
    appoint(first, post)
    with CaptureQueriesContext(connection) as few:
        queries.people(CONSOLE, EVERYBODY)
    with CaptureQueriesContext(connection) as file_before:
        queries.person(CONSOLE, first.pk)
    for year in range(2000, 2010):
        appoint(make_person(unit), post)
        appoint(first, make_post(unit), first_day=date(year, 1, 1), last_day=date(year, 9, 1))
    with CaptureQueriesContext(connection) as many:
        queries.people(CONSOLE, EVERYBODY)
    with CaptureQueriesContext(connection) as file_after:
        queries.person(CONSOLE, first.pk)
    assert len(few) == len(many) == 4
    assert len(file_before) == len(file_after)


@pytest.mark.django_db
def test_headcounts_are_told_by_unit() -> None:
    county = make_unit()
    bureau = make_unit(parent=county)
    make_person(bureau)
    make_person(bureau, in_service=False)
    make_person(county)
    assert queries.headcounts(CONSOLE) == {county.pk: 1, bureau.pk: 1}
    assert Unit.objects.count() == 2
