"""Lists that come back: what differs is told cell by cell, and done all or not at all."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from dandang.apps.archive.lists import PEOPLE, POSTS, QUOTA, STATUS, UNITS
from dandang.apps.archive.models import Person, StatusPeriod
from dandang.apps.audit.models import TrailRow
from dandang.apps.grants.lists import ACCOUNTS
from dandang.apps.lists.actions import (
    Listing,
    ListPlan,
    empty_list,
    export_list,
    import_list,
    mark_list,
)
from dandang.apps.lists.lists import TRAIL
from dandang.apps.permits.actor import Actor, console
from dandang.apps.units.models import Post, Team, Unit
from dandang.formats.lists.key import key_of
from dandang.terms.access import Role
from dandang.terms.people import StatusKind
from dandang.terms.refusal import NotPermitted, Refusal
from formats.test_roster import workbook
from makers import NOW, appoint, make_account, make_actor, make_person, make_post, make_unit

pytestmark = pytest.mark.django_db
CONSOLE = console("测试")


def exported(listing: Listing, *, by: Actor = CONSOLE, chosen: Any = None) -> bytes:
    return export_list(
        listing=listing,
        columns=[column.code for column in listing.columns],
        chosen=chosen,
        purpose="核对",
        by=by,
        at=NOW,
    )


def changed(
    data: bytes, cells: Mapping[str, str | None], *, more: Sequence[Sequence[Any]] = ()
) -> bytes:
    """The workbook with some cells written over and rows put below."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for place, value in cells.items():
        sheet[place].value = value
    for row in more:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(data: bytes, heading: str, name: str) -> str:
    """The place of the cell under a heading in the first row that holds `name`."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    headings = {str(each.value).rstrip("*"): each.column_letter for each in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if name in {each.value for each in row})
    return f"{headings[heading]}{row[0].row}"


def dry(listing: Listing, data: bytes, *, by: Actor = CONSOLE) -> ListPlan:
    return import_list(listing=listing, data=data, dry_run=True, by=by, at=NOW)


def done(listing: Listing, data: bytes, *, by: Actor = CONSOLE, expected: str = "") -> ListPlan:
    return import_list(listing=listing, data=data, expected=expected, by=by, at=NOW)


def codes(plan: ListPlan) -> list[tuple[str, str]]:
    return [(problem.place.cell, problem.code) for problem in plan.problems]


@pytest.fixture
def county() -> Unit:
    return make_unit("虚构县")


@pytest.fixture
def bureau(county: Unit) -> Unit:
    return make_unit("县财政局", parent=county)


@pytest.mark.parametrize("listing", [UNITS, POSTS, PEOPLE, STATUS])
def test_a_list_that_nobody_touched_changes_nothing(listing: Listing, bureau: Unit) -> None:
    person = make_person(bureau, "虚一", party="2001.08", note="=备注")
    appoint(person, make_post(bureau, "局长", in_team=True))
    StatusPeriod.objects.create(person=person, kind="study", first_day=date(2026, 1, 1))
    Team.objects.create(unit=bureau, name="县财政局党组")
    plan = done(listing, exported(listing))
    assert (plan.changes, plan.problems, plan.left, plan.house) == ((), (), 0, ())
    assert plan.same >= 1


def test_a_changed_cell_is_told_and_written_once(bureau: Unit) -> None:
    person = make_person(bureau, "虚一", native_place="虚构")
    data = exported(PEOPLE)
    data = changed(data, {cell(data, "籍贯", "虚一"): "虚构县"})
    plan = dry(PEOPLE, data)
    assert [(e.column.heading, e.before, e.after) for c in plan.changed for e in c.edits] == [
        ("籍贯", "虚构", "虚构县")
    ]
    assert Person.objects.get(pk=person.pk).native_place == "虚构"
    done(PEOPLE, data)
    assert Person.objects.get(pk=person.pk).native_place == "虚构县"
    rows = TrailRow.objects.filter(verb="archive.edit").order_by("pk")
    assert [row.details["change"] for row in rows] == ["changed", "imported"]
    assert rows[0].details["fields"] == {"native_place": ["虚构", "虚构县"]}
    assert done(PEOPLE, data).changes == ()
    assert TrailRow.objects.filter(verb="archive.edit").count() == 2


def test_what_was_changed_meanwhile_in_the_house_stays(bureau: Unit) -> None:
    person = make_person(bureau, "虚一", native_place="甲县", title="工程师")
    data = exported(PEOPLE)
    Person.objects.filter(pk=person.pk).update(title="高级工程师")
    plan = done(PEOPLE, changed(data, {cell(data, "籍贯", "虚一"): "乙县"}))
    assert [(edit.column.code, edit.before) for edit in plan.house] == [("title", "高级工程师")]
    person.refresh_from_db()
    assert (person.native_place, person.title) == ("乙县", "高级工程师")


def test_what_both_changed_is_a_problem_and_nothing_is_written(bureau: Unit) -> None:
    person = make_person(bureau, "虚一", native_place="甲县")
    other = make_person(bureau, "虚二", native_place="甲县")
    data = exported(PEOPLE)
    Person.objects.filter(pk=person.pk).update(native_place="丙县")
    places = {cell(data, "籍贯", "虚一"): "乙县", cell(data, "籍贯", "虚二"): "丁县"}
    data = changed(data, places)
    plan = dry(PEOPLE, data)
    assert codes(plan) == [(cell(data, "籍贯", "虚一"), "list.conflict")]
    assert plan.problems[0].values == {
        "heading": "籍贯",
        "before": "甲县",
        "now": "丙县",
        "said": "乙县",
    }
    with pytest.raises(Refusal, match=r"list\.has_problems"):
        done(PEOPLE, data)
    assert Person.objects.get(pk=other.pk).native_place == "甲县"


def test_a_list_is_refused_when_things_moved_on_after_its_dry_run(bureau: Unit) -> None:
    person = make_person(bureau, "虚一", native_place="甲县")
    data = "编号,籍贯\n".encode() + f"{_key(PEOPLE, person.pk)},乙县\n".encode()
    plan = dry(PEOPLE, data)
    assert plan.book.left is None
    Person.objects.filter(pk=person.pk).update(native_place="丙县")
    with pytest.raises(Refusal, match=r"list\.moved_on"):
        done(PEOPLE, data, expected=plan.fingerprint)
    assert Person.objects.get(pk=person.pk).native_place == "丙县"


def _key(listing: Listing, number: int) -> str:
    return key_of(listing.code, number)


def test_what_may_not_be_changed_in_a_list_is_named_by_its_cell(bureau: Unit) -> None:
    make_person(bureau, "虚一", ethnicity="汉族")
    data = exported(PEOPLE)
    wrong = {
        cell(data, "单位", "虚一"): "县审计局",
        cell(data, "民族", "虚一"): "火星族",
        cell(data, "性别", "虚一"): "也许",
    }
    plan = dry(PEOPLE, changed(data, wrong))
    assert {code for _, code in codes(plan)} == {
        "list.not_editable",
        "list.not_offered",
        "roster.ethnicity_unknown",
    }
    assert {place for place, _ in codes(plan)} == set(wrong)


def test_rows_that_are_missing_from_the_file_are_left_alone(bureau: Unit) -> None:
    keep, _ = make_person(bureau, "虚一"), make_person(bureau, "虚二")
    plan = done(PEOPLE, f"编号,备注\n{_key(PEOPLE, keep.pk)},新备注\n".encode())
    assert (len(plan.changed), plan.left) == (1, 1)
    assert Person.objects.count() == 2


def test_a_blank_cell_of_a_person_changes_nothing_and_none_is_said_with_a_word(
    bureau: Unit,
) -> None:
    person = make_person(bureau, "虚一", native_place="甲县", title="工程师", note="旧")
    key = _key(PEOPLE, person.pk)
    done(PEOPLE, f"编号,籍贯,专业技术职务,备注\n{key},,无,无\n".encode())
    person.refresh_from_db()
    assert (person.native_place, person.title, person.note) == ("甲县", "无", "")


def test_a_sealed_kind_is_neither_listed_nor_taken_in(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    for kind in (StatusKind.INVESTIGATION, StatusKind.SANCTION, StatusKind.STUDY):
        StatusPeriod.objects.create(person=person, kind=str(kind), first_day=date(2026, 1, 1))
    data = exported(STATUS)
    said = {each.value for s in openpyxl.load_workbook(io.BytesIO(data)) for r in s for each in r}
    assert "脱产学习" in said
    assert not {"立案审查", "处分影响期"} & said
    plan = dry(STATUS, "姓名,状态,起\n虚一,立案审查,2026-02-01\n".encode())
    assert codes(plan) == [("B2", "list.not_offered")]
    hidden = StatusPeriod.objects.get(kind="sanction").pk
    plan = dry(STATUS, f"编号,姓名,说明\n{_key(STATUS, hidden)},虚一,x\n".encode())
    assert codes(plan) == [("A2", "list.key_unknown")]


def test_status_periods_come_in_end_and_come_in_again_without_doubling(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    new = "姓名,单位,状态,起,止,说明\n虚 一,县财政局,挂职,2026.3.1,,驻村\n".encode()
    assert len(done(STATUS, new).new) == 1
    assert done(STATUS, new).changes == ()
    period = StatusPeriod.objects.get(person=person)
    assert (period.kind, period.first_day, period.note) == ("secondment", date(2026, 3, 1), "驻村")
    data = exported(STATUS)
    done(STATUS, changed(data, {cell(data, "止", "虚一"): "2026-09-30"}))
    period.refresh_from_db()
    assert period.last_day == date(2026, 9, 30)
    data = exported(STATUS)
    plan = dry(STATUS, changed(data, {cell(data, "止", "虚一"): "2026-01-01"}))
    assert codes(plan) == [(cell(data, "止", "虚一"), "archive.ends_before_it_begins")]


def test_a_period_that_was_written_anew_is_found_by_its_names(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    row = StatusPeriod.objects.create(person=person, kind="study", first_day=date(2026, 1, 1))
    data = exported(STATUS)
    row.delete()
    StatusPeriod.objects.create(person=person, kind="study", first_day=date(2026, 1, 1))
    assert done(STATUS, data).changes == ()
    done(STATUS, changed(data, {cell(data, "说明", "虚一"): "党校"}))
    assert StatusPeriod.objects.get().note == "党校"


def test_a_person_of_a_status_row_is_not_guessed(bureau: Unit, county: Unit) -> None:
    make_person(bureau, "虚一")
    make_person(make_unit("县审计局", parent=county), "虚一")
    plan = dry(STATUS, "姓名,状态,起\n虚一,病假,2026-01-01\n无此人,病假,2026-01-01\n".encode())
    assert codes(plan) == [("2", "list.person_several"), ("3", "list.person_unknown")]


TREE = (
    "上级单位,单位名称,单位类别,排序,班子名称,艰苦边远\n"
    "甲镇,第一村,村,1,,是\n"
    "虚构县,甲镇,乡镇,2,甲镇党委,\n"
    "虚构县,县民政局,县级部门,1,,\n"
)


def test_a_tree_is_made_in_one_go_whatever_the_order_of_its_rows(county: Unit) -> None:
    plan = done(UNITS, TREE.encode())
    assert len(plan.new) == 3
    units = {unit.full_name: unit for unit in Unit.objects.all()}
    village = units["虚构县/甲镇/第一村"]
    assert village.path == f"/{county.pk}/{units['虚构县/甲镇'].pk}/{village.pk}/"
    assert village.hardship
    assert village.short_name == "第一村"
    assert Team.objects.get().name == "甲镇党委"
    again = done(UNITS, TREE.encode())
    assert (again.changes, again.same) == ((), 3)


def test_a_whole_tree_comes_in_by_full_names_alone() -> None:
    text = "单位全路径,单位类别\n新县/乙镇/二村,村\n新县,县\n新县/乙镇,乡镇\n"
    done(UNITS, text.encode("gb18030"))
    assert list(Unit.objects.values_list("full_name", flat=True)) == [
        "新县",
        "新县/乙镇",
        "新县/乙镇/二村",
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("无此镇,三村,村", ("A2", "units.parent_unknown")),
        ("虚构县,县财政局,县级部门\n虚构县,县财政局,县级部门", ("3", "list.row_twice")),
        ("虚构县,新局,县级部门\n虚构县,新局,县级部门", ("B3", "units.name_taken")),
        ("虚构县,,村", ("B2", "list.required")),
        ("虚构县,三村,星球", ("C2", "list.not_offered")),
        ("虚构县,三村,", ("C2", "list.required")),
    ],
)
def test_a_wrong_row_of_a_tree_is_named_by_its_cell(
    bureau: Unit, row: str, problem: tuple[str, str]
) -> None:
    Unit.objects.filter(pk=bureau.pk).update(kind="department")
    plan = dry(UNITS, f"上级单位,单位名称,单位类别\n{row}\n".encode())
    assert problem in codes(plan)
    before = Unit.objects.count()
    with pytest.raises(Refusal, match=r"list\.has_problems"):
        done(UNITS, f"上级单位,单位名称,单位类别\n{row}\n".encode())
    assert Unit.objects.count() == before


def test_units_are_renamed_moved_and_closed_from_a_list(county: Unit, bureau: Unit) -> None:
    office = make_unit("国库科", parent=bureau)
    audit = make_unit("县审计局", parent=county)
    data = exported(UNITS)
    data = changed(
        data,
        {
            cell(data, "单位名称", "县审计局"): "县审计中心",
            cell(data, "上级单位", "国库科"): "县审计中心",
            cell(data, "撤销日期", "县财政局"): "2026-11-01",
        },
    )
    assert dry(UNITS, data).problems == ()
    done(UNITS, data)
    office.refresh_from_db()
    assert office.full_name == "虚构县/县审计中心/国库科"
    assert office.path == f"/{county.pk}/{audit.pk}/{office.pk}/"
    bureau.refresh_from_db()
    assert bureau.closed_on == date(2026, 11, 1)


def test_posts_come_in_with_quota_and_duties(bureau: Unit) -> None:
    text = (
        "单位,职务名称,职务层次,班子成员职务,关键岗位,职数,岗位职责\n"
        "县财政局,局长,乡科级正职,是,是,1,主持全面工作\n"
        "县财政局,副局长,乡科级副职,是,,,\n"
    )
    done(POSTS, text.encode())
    posts = {post.title: post for post in Post.objects.all()}
    assert (posts["局长"].key, posts["局长"].quota, posts["局长"].duties) == (
        True,
        1,
        "主持全面工作",
    )
    assert posts["副局长"].quota is None
    assert done(POSTS, text.encode()).changes == ()
    data = exported(POSTS)
    done(POSTS, changed(data, {cell(data, "职数", "副局长"): "3"}))
    posts["副局长"].refresh_from_db()
    assert posts["副局长"].quota == 3
    appoint(make_person(bureau, "虚一"), posts["局长"])
    data = exported(POSTS)
    plan = dry(POSTS, changed(data, {cell(data, "班子成员职务", "局长"): "否"}))
    assert [code for _, code in codes(plan)] == ["units.post_held"]


def test_the_use_of_quotas_is_summed_post_by_post(bureau: Unit) -> None:
    chief, deputy = make_post(bureau, "局长"), make_post(bureau, "副局长")
    Post.objects.create(unit=bureau, title="科员", level="staff", quota=None)
    appoint(make_person(bureau, "虚一"), chief)
    appoint(make_person(bureau, "虚二"), chief)
    assert deputy.quota == 1
    row = QUOTA.rows(CONSOLE, None, NOW.date())[0].values
    assert (row["fixed"], row["used"], row["vacant"], row["over"], row["unfixed"]) == (
        "2",
        "2",
        "1",
        "1",
        "1",
    )


def test_a_list_ends_at_the_scope(bureau: Unit, county: Unit) -> None:
    other = make_unit("县审计局", parent=county)
    hidden = make_person(other, "外人甲", native_place="甲县")
    officer = make_actor(Role.ORGANISER_OFFICER, unit=bureau)
    make_person(bureau, "虚一")
    said = {row.name for row in PEOPLE.rows(officer, None, NOW.date())}
    assert said == {"虚一"}
    text = f"编号,籍贯\n{_key(PEOPLE, hidden.pk)},乙县\n".encode()
    assert codes(dry(PEOPLE, text, by=officer)) == [("A2", "list.key_unknown")]
    units = f"编号,单位名称\n{_key(UNITS, other.pk)},改名\n".encode()
    assert codes(dry(UNITS, units, by=officer)) == [("A2", "list.key_unknown")]
    below = dry(UNITS, "上级单位,单位名称,单位类别\n县审计局,某科,县级部门\n".encode(), by=officer)
    assert [code for _, code in codes(below)] == ["units.parent_unknown"]
    inside = done(
        UNITS, "上级单位,单位名称,单位类别\n县财政局,某科,县级部门\n".encode(), by=officer
    )
    assert len(inside.new) == 1


def test_without_the_verb_nothing_leaves_and_nothing_comes_back(bureau: Unit) -> None:
    head = make_actor(Role.UNIT_HEAD, unit=bureau)
    with pytest.raises(NotPermitted):
        exported(PEOPLE, by=head)
    for listing in (UNITS, POSTS, PEOPLE, STATUS):
        with pytest.raises(NotPermitted):
            dry(listing, b"x", by=head)
        with pytest.raises(NotPermitted):
            empty_list(listing=listing, by=head, at=NOW)


def test_an_export_needs_a_purpose_and_columns_and_stands_in_the_trail(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    for columns, purpose, code in (
        (["name"], " ", "audit.purpose_missing"),
        ([], "x", "list.no_columns"),
    ):
        with pytest.raises(Refusal, match=code):
            export_list(listing=PEOPLE, columns=columns, purpose=purpose, by=CONSOLE, at=NOW)
    exported(PEOPLE)
    rows = TrailRow.objects.filter(verb="archive.export").order_by("pk")
    assert [(row.subject_kind, row.person, row.purpose) for row in rows] == [
        ("list", None, "核对"),
        ("person", person.pk, "核对"),
    ]


def test_no_list_has_a_sealed_column() -> None:
    codes_of = {
        column.code for each in (UNITS, POSTS, PEOPLE, STATUS, QUOTA) for column in each.columns
    }
    assert not codes_of & {"identity", "family", "health"}


def test_accounts_and_the_trail_only_leave() -> None:
    make_account(Role.SYSTEM_OFFICER, unit=make_unit("虚构县"), name="虚甲")
    data = exported(ACCOUNTS)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["账号", "说明"]
    assert book["账号"]["A2"].value == "虚甲"
    assert "查看账号" in {
        each.value
        for row in openpyxl.load_workbook(io.BytesIO(exported(TRAIL)))["留痕"]
        for each in row
    }
    assert not ACCOUNTS.comes_back


def test_the_marked_file_carries_the_reasons(bureau: Unit) -> None:
    make_person(bureau, "虚一")
    data = exported(PEOPLE)
    place = cell(data, "性别", "虚一")
    marked = mark_list(
        listing=PEOPLE,
        data=changed(data, {place: "也许"}),
        say=lambda problem: f"说：{problem.code}",
        by=CONSOLE,
        at=NOW,
    )
    sheet = openpyxl.load_workbook(io.BytesIO(marked)).worksheets[0]
    comment = sheet[cell(marked, "性别", "虚一")].comment
    assert comment is not None
    assert comment.text == "说：list.not_offered"
    put_right = changed(marked, {cell(marked, "性别", "虚一"): "女"})
    assert len(done(PEOPLE, put_right).changed) == 1


def test_an_empty_workbook_of_a_list_is_its_template(county: Unit) -> None:
    data = empty_list(listing=UNITS, by=CONSOLE, at=NOW)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [each.value for each in sheet[1]][:4] == ["编号", "上级单位", "单位名称", "简称"]
    filled = changed(data, {}, more=[[None, "虚构县", "县民政局", None, "县级部门"]])
    assert len(done(UNITS, filled).new) == 1


def test_a_row_of_a_workbook_made_by_hand_is_read(bureau: Unit) -> None:
    data = workbook(
        ["全县单位"], ["上级单位", "单位名称", "单位类别"], ["虚构县", "县民政局", "县级部门"]
    )
    assert len(done(UNITS, data).new) == 1
