"""Importing and exporting rosters."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.apps.archive import actions
from dandang.apps.archive.actions import Defaults, ImportPlan
from dandang.apps.archive.models import Person
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.audit.models import TrailRow
from dandang.apps.organisation import actions as organisation
from dandang.apps.permits.actor import console
from dandang.apps.units import actions as units
from dandang.apps.units.models import Unit
from dandang.apps.units.plans import PostPlan, UnitPlan
from dandang.career import Absent, Appointment, Career, Education
from dandang.days import PartialDate
from dandang.formats import identity
from dandang.formats.roster_fields import RosterField
from dandang.formats.roster_in import read_roster
from dandang.terms.access import Role
from dandang.terms.people import Authority, PostLevel, Regime, Sex, UnitKind
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from formats.test_roster import workbook
from makers import NOW, make_actor

CONSOLE = console("测试")
BUREAU, OFFICE = "虚构县/县财政局", "虚构县/县审计局"
DEFAULTS = Defaults(Authority.COUNTY, Regime.CIVIL_SERVANT)
HEADINGS = ["姓名", "单位", "现任职务", "任现职时间", "出生年月", "身份证号", "民族"]
F = RosterField


def number(serial: int, birth: str = "19840701") -> str:
    body = f"999999{birth}{serial:03d}"
    return body + identity.check_digit(body)


@pytest.fixture
def tree(db: None) -> dict[str, int]:
    organisation.name_county(
        name="虚构县", office="虚构县委组织部", fictitious=True, by=CONSOLE, at=NOW
    )
    posts = (
        PostPlan("党组书记、局长", PostLevel.TOWNSHIP_CHIEF, in_team=True),
        PostPlan("党组成员、副局长", PostLevel.TOWNSHIP_DEPUTY, in_team=True, quota=3),
        PostPlan("科员", PostLevel.STAFF, quota=None),
    )
    return units.store_tree(
        plans=[
            UnitPlan("虚构县", "虚构县", UnitKind.COUNTY, 0),
            UnitPlan(BUREAU, "财政局", UnitKind.DEPARTMENT, 1, posts),
            UnitPlan(OFFICE, "审计局", UnitKind.DEPARTMENT, 2, posts),
        ],
        by=CONSOLE,
        at=NOW,
    )


def bring(*rows: list[Any], headings: list[str] = HEADINGS, dry_run: bool = False) -> ImportPlan:
    return actions.import_roster(
        data=workbook(headings, *rows), defaults=DEFAULTS, dry_run=dry_run, by=CONSOLE, at=NOW
    )


def problems(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(one.place.cell, one.code) for one in plan.problems]


def career(name: str) -> Career:
    person = Person.objects.select_related("unit").get(name=name)
    return careers_of([person], sealed=True)[person.pk]


ONE = ["虚一", "县财政局", "党组书记、局长", "2022.03", "1984.07", number(1), "汉"]
TWO = ["虚二", "审计局", "科员", "2015.8", "1990年1月", None, "回族"]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tree: dict[str, int]) -> None:
    trail = TrailRow.objects.count()
    plan = bring(ONE, TWO, dry_run=True)
    assert [(one.name, one.unit) for one in plan.new] == [
        ("虚一", "县财政局"),
        ("虚二", "县审计局"),
    ]
    assert (plan.changed, plan.same, plan.problems) == ((), 0, ())
    assert Person.objects.count() == 0
    assert TrailRow.objects.count() == trail


def test_applied_everybody_is_on_file_with_his_post(tree: dict[str, int]) -> None:
    bring(ONE, TWO)
    first = career("虚一")
    assert first.unit == BUREAU
    assert first.birth == PartialDate(1984, 7)
    assert first.ethnicity == "汉族"
    assert first.identity == number(1)
    assert first.appointments == (
        Appointment(
            BUREAU,
            "党组书记、局长",
            PostLevel.TOWNSHIP_CHIEF,
            date(2022, 3, 1),
            in_team=True,
            order=1,
        ),
    )


def test_importing_again_changes_nothing_and_makes_no_noise(tree: dict[str, int]) -> None:
    bring(ONE, TWO)
    trail = TrailRow.objects.count()
    plan = bring(ONE, TWO)
    assert (plan.new, plan.changed, plan.same) == ((), (), 2)
    assert Person.objects.count() == 2
    assert TrailRow.objects.count() == trail


def test_with_one_problem_nobody_is_imported(tree: dict[str, int]) -> None:
    with pytest.raises(Refusal) as refused:
        bring(ONE, [*TWO[:4], "不详", None, "回族"])
    assert (refused.value.code, refused.value.values) == ("roster.has_problems", {"count": 1})
    assert Person.objects.count() == 0


def test_a_changed_cell_is_told_with_what_stood_there(tree: dict[str, int]) -> None:
    bring(ONE)
    changed = [*ONE[:6], "满族"]
    plan = bring(changed, dry_run=True)
    assert [
        (one.field, one.place.cell, one.before, one.after) for one in plan.changed[0].differences
    ] == [(F.ETHNICITY, "G2", "汉族", "满族")]
    bring(changed)
    assert career("虚一").ethnicity == "满族"
    row = TrailRow.objects.filter(verb="archive.import", subject_kind="person").first()
    assert row is not None
    assert row.details["fields"] == {"ethnicity": ["汉族", "满族"]}


def test_a_blank_cell_leaves_what_is_on_file(tree: dict[str, int]) -> None:
    bring(ONE)
    plan = bring(["虚一", "县财政局", None, None, None, number(1), None])
    assert plan.same == 1
    assert career("虚一").ethnicity == "汉族"


def test_the_identity_number_finds_a_person_whose_name_changed(tree: dict[str, int]) -> None:
    bring(ONE)
    bring(["虚改名", *ONE[1:]])
    assert [person.name for person in Person.objects.all()] == ["虚改名"]


def test_a_name_alone_never_matches(tree: dict[str, int]) -> None:
    bring(ONE)
    plan = bring(["虚一", "县财政局", None, None, None, None, None], dry_run=True)
    assert problems(plan) == [("E2", "roster.birth_needed")]


def test_the_same_name_and_month_elsewhere_is_asked_about(tree: dict[str, int]) -> None:
    bring(ONE)
    plan = bring(["虚一", "县审计局", "科员", "2024.01", "1984.07", None, "汉"], dry_run=True)
    assert problems(plan) == [("A2", "roster.maybe_elsewhere")]
    other = bring(["虚一", "县审计局", "科员", "2024.01", "1984.07", number(2), "汉"])
    assert len(other.new) == 1


def test_two_alike_on_file_cannot_be_told_apart(tree: dict[str, int]) -> None:
    bring(ONE, [*ONE[:2], "科员", *ONE[3:5], number(2), "汉"])
    plan = bring([*ONE[:5], None, "汉"], dry_run=True)
    assert problems(plan) == [("A2", "roster.several_on_file")]
    assert plan.problems[0].values["count"] == "2"


def test_two_rows_alike_name_each_other(tree: dict[str, int]) -> None:
    twin = [*TWO[:2], "科员", *TWO[3:]]
    plan = bring(TWO, ONE, twin, dry_run=True)
    assert [(one.place.cell, one.code, one.values["rows"]) for one in plan.problems] == [
        ("A2", "roster.rows_alike", "4"),
        ("A4", "roster.rows_alike", "2"),
    ]


def test_two_rows_that_mean_one_person_on_file_are_a_problem(tree: dict[str, int]) -> None:
    bring(ONE)
    plan = bring(ONE, [*ONE[:5], None, "汉"], dry_run=True)
    assert [code for _, code in problems(plan)] == ["roster.rows_alike"] * 2


def test_an_unknown_and_an_ambiguous_unit_are_problems(tree: dict[str, int]) -> None:
    units.store_tree(
        plans=[UnitPlan(f"{BUREAU}/中心", "中心", UnitKind.INSTITUTION, 1)], by=CONSOLE, at=NOW
    )
    units.store_tree(
        plans=[UnitPlan(f"{OFFICE}/中心", "中心", UnitKind.INSTITUTION, 1)], by=CONSOLE, at=NOW
    )
    plan = bring(
        ["虚一", "县水产局", "科员", "2022.03", "1984.07", None, None],
        ["虚二", "中心", "科员", "2022.03", "1984.08", None, None],
        ["虚三", f"{OFFICE}/中心", "科员", "2022.03", "1984.09", None, None],
        dry_run=True,
    )
    assert problems(plan) == [("B2", "roster.unit_unknown"), ("B3", "roster.unit_several")]
    assert [one.name for one in plan.new] == ["虚三"]


def test_a_new_person_needs_an_authority_and_a_regime(tree: dict[str, int]) -> None:
    data = workbook(HEADINGS, ONE)
    plan = actions.import_roster(data=data, dry_run=True, by=CONSOLE, at=NOW)
    assert [code for _, code in problems(plan)] == ["roster.authority_missing"]


def test_a_new_post_is_a_transfer_that_keeps_the_old_one(tree: dict[str, int]) -> None:
    bring(ONE)
    moved = ["虚一", "县审计局", "党组书记、局长", "2025.06", "1984.07", number(1), "汉"]
    plan = bring(moved)
    assert {one.field for one in plan.changed[0].differences} == {F.UNIT, F.POST_SINCE}
    after = career("虚一")
    assert after.unit == OFFICE
    assert [(one.unit, one.last_day) for one in after.appointments] == [
        (BUREAU, date(2025, 5, 31)),
        (OFFICE, None),
    ]


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        (["党组成员、副局长", None], "D2", "roster.post_since_missing"),
        (["党组成员、副局长", "2020.01"], "D2", "roster.post_since_too_early"),
        (["党组成员、副局长", "2027.01"], "D2", "roster.post_since_ahead"),
        (["党组书记、局长，县审计局科员", "2022.03"], "C2", "roster.concurrent_differ"),
        (["无", None], "C2", "roster.end_by_hand"),
    ],
)
def test_a_change_of_post_that_a_roster_cannot_tell_is_a_problem(
    tree: dict[str, int], row: list[Any], place: str, code: str
) -> None:
    bring(ONE)
    plan = bring(["虚一", "县财政局", *row, "1984.07", number(1), "汉"], dry_run=True)
    assert problems(plan) == [(place, code)]


def test_a_post_that_is_missing_is_announced_and_made(tree: dict[str, int]) -> None:
    row = ["虚一", "县财政局", "总会计师", "2022.03", "1984.07", None, "汉"]
    plan = bring(row)
    assert [(one.place.cell, one.code) for one in plan.notices] == [
        ("C2", "roster.post_will_be_made")
    ]
    assert career("虚一").appointments[0].post == "总会计师"


def test_a_month_of_birth_that_differs_from_the_number_is_a_notice_only(
    tree: dict[str, int],
) -> None:
    plan = bring([*ONE[:4], "1984.09", number(1), "汉"])
    assert [one.code for one in plan.notices] == ["roster.birth_differs"]
    assert career("虚一").birth == PartialDate(1984, 9)


def test_the_plan_tells_no_identity_number(tree: dict[str, int]) -> None:
    bring([*ONE[:5], None, "汉"])
    plan = bring(ONE, dry_run=True)
    told = [one for one in plan.changed[0].differences if one.field is F.IDENTITY]
    assert [(one.before, one.after) for one in told] == [("", "（密封）")]


def stored(tree: dict[str, int]) -> None:
    def one(name: str, unit: str, post: str, **values: Any) -> Career:
        held = Appointment(unit, post, PostLevel.STAFF, date(2019, 5, 20), order=2)
        base = Career(
            name=name,
            sex=Sex.MALE,
            birth=PartialDate(1984, 7),
            authority=Authority.COUNTY,
            regime=Regime.CIVIL_SERVANT,
            unit=unit,
            appointments=(held,),
        )
        return replace(base, **values)

    head = Appointment(
        BUREAU, "党组书记、局长", PostLevel.TOWNSHIP_CHIEF, date(2022, 3, 15), in_team=True, order=1
    )
    beside = Appointment(OFFICE, "特约审计员", PostLevel.NONE, date(2023, 1, 1), main=False)
    actions.store_all(
        careers=[
            one("虚甲", OFFICE, "科员", party="200108；民建", birth=PartialDate(1984, 7, 15)),
            one("虚乙", BUREAU, "科员", title=Absent.NONE, party="200108", note="备注"),
            one(
                "虚丙丁",
                BUREAU,
                "",
                appointments=(head, beside),
                educations=(Education(True, "大学", "学士", "某大学"), Education(False)),
                ethnicity="维吾尔族",
                identity=number(9),
            ),
            one("虚戊", BUREAU, "科员", in_service=False),
        ],
        by=CONSOLE,
        at=NOW,
    )


def test_an_exported_roster_imported_again_changes_nothing(tree: dict[str, int]) -> None:
    stored(tree)
    before = careers_of(Person.objects.select_related("unit"), sealed=True)
    for management in (False, True):
        data = actions.export_roster(
            unit=tree["虚构县"], purpose="核对", management=management, by=CONSOLE, at=NOW
        )
        trail = TrailRow.objects.count()
        plan = actions.import_roster(data=data, by=CONSOLE, at=NOW)
        assert (plan.problems, plan.notices, plan.ignored) == ((), (), ())
        assert (plan.new, plan.changed, plan.same) == ((), (), 3)
        assert TrailRow.objects.count() == trail
    assert careers_of(Person.objects.select_related("unit"), sealed=True) == before


def test_the_export_stands_in_organisation_order_and_holds_nothing_sealed(
    tree: dict[str, int],
) -> None:
    stored(tree)
    data = actions.export_roster(unit=tree["虚构县"], purpose="核对", by=CONSOLE, at=NOW)
    rows = read_roster(data).rows
    assert [(row.titles[0], row.said[F.NAME]) for row in rows] == [
        ("县财政局", "虚丙丁"),
        ("县财政局", "虚乙"),
        ("县审计局", "虚甲"),
    ]
    assert rows[0].said[F.POSTS] == ("党组书记、局长", "县审计局特约审计员")
    assert F.IDENTITY not in rows[0].columns


def test_an_export_states_its_purpose_and_each_person_can_read_it(tree: dict[str, int]) -> None:
    stored(tree)
    with pytest.raises(Refusal) as refused:
        actions.export_roster(unit=tree["虚构县"], purpose=" ", by=CONSOLE, at=NOW)
    assert refused.value.code == "audit.purpose_missing"
    actions.export_roster(unit=tree[BUREAU], purpose="换届考察", by=CONSOLE, at=NOW)
    rows = TrailRow.objects.filter(verb="archive.export")
    assert {(row.subject_kind, row.subject_name, row.purpose) for row in rows} == {
        ("unit", "县财政局", "换届考察"),
        ("person", "虚乙", "换届考察"),
        ("person", "虚丙丁", "换届考察"),
    }


def test_import_and_export_ask_for_the_permit_and_end_at_the_scope(tree: dict[str, int]) -> None:
    stored(tree)
    bureau = Unit.objects.get(pk=tree[BUREAU])
    reader = make_actor(Role.UNIT_HEAD, unit=bureau)
    with pytest.raises(NotPermitted):
        actions.import_roster(data=workbook(HEADINGS, ONE), by=reader, at=NOW)
    with pytest.raises(NotPermitted):
        actions.export_roster(unit=tree[BUREAU], purpose="核对", by=reader, at=NOW)
    officer = make_actor(Role.ORGANISER_OFFICER, unit=bureau)
    with pytest.raises(NotFound):
        actions.export_roster(unit=tree[OFFICE], purpose="核对", by=officer, at=NOW)
    plan = actions.import_roster(
        data=workbook(HEADINGS, TWO), defaults=DEFAULTS, dry_run=True, by=officer, at=NOW
    )
    assert problems(plan) == [("B2", "roster.unit_unknown")]


def test_a_dry_run_costs_the_same_for_one_and_for_many(tree: dict[str, int]) -> None:
    bring(ONE)
    many = [["虚多", *ONE[1:5], number(serial), "汉"] for serial in range(2, 30)]
    bring(*many)
    with CaptureQueriesContext(connection) as few:
        bring(ONE, dry_run=True)
    with CaptureQueriesContext(connection) as more:
        bring(ONE, *many, dry_run=True)
    assert len(few) == len(more)


def test_without_a_month_of_birth_only_a_row_that_agrees_in_full_is_the_same_person(
    tree: dict[str, int],
) -> None:
    bring(["虚一", "县财政局", "科员", "2022.03", None, number(1), "汉"])
    Person.objects.update(birth="")
    again = ["虚一", "县财政局", "科员", "2022.03", None, None, "汉族"]
    assert bring(again).same == 1
    for other in (
        ["虚一", "县财政局", "科员", "2022.03", None, None, "回族"],
        ["虚一", "县财政局", None, None, None, None, "汉族"],
    ):
        assert problems(bring(other, dry_run=True)) == [("E2", "roster.birth_needed")]
