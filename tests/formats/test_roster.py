"""Rosters are read in any order and form, and what is written is read back."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from dandang.career import Absent
from dandang.days import PartialDate
from dandang.formats import identity, roster_cells
from dandang.formats.roster_fields import SYNONYMS, RosterField, field_of
from dandang.formats.roster_in import READERS, Roster, read_roster
from dandang.formats.roster_out import MANAGEMENT, REGULAR, Block, padded, write_roster
from dandang.formats.sheets import read
from dandang.terms.people import Authority, PostLevel, Regime, Sex
from dandang.terms.refusal import Refusal

F = RosterField
ON = date(2026, 11, 22)


def workbook(*rows: Sequence[Any]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    sheet = book.add_worksheet("名册")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value is not None:
                sheet.write(number, place, value)
    book.close()
    return out.getvalue()


def roster(*rows: Sequence[Any]) -> Roster:
    return read_roster(workbook(*rows))


def only(column: str, value: Any) -> Any:
    """What one cell says, with a name beside it."""
    return roster(["姓名", column, "健康状况"], ["虚一", value, "健康"]).rows[0].said


def problem(column: str, value: Any) -> tuple[str, str]:
    """The one problem of one cell: its place and code."""
    found = roster(["姓名", column], ["虚一", value]).problems
    assert len(found) == 1
    return found[0].place.cell, found[0].code


def test_columns_stand_in_any_order() -> None:
    first = roster(["出生年月", "姓名", "性别"], ["1984.07", "虚一", "女"]).rows[0]
    assert first.said == {F.BIRTH: PartialDate(1984, 7), F.NAME: "虚一", F.SEX: Sex.FEMALE}
    assert first.at(F.BIRTH).cell == "A2"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        (" 姓   名 ", F.NAME),
        ("出生年月\n（岁）", F.BIRTH),
        ("公民身份号码", F.IDENTITY),
        ("工作单位及职务", F.POSTS),
        ("参工时间", F.WORK_START),
        ("任现职级时间", F.RANK_SINCE),
        ("任现职务时间", F.POST_SINCE),
        ("职 称", F.TITLE),
        ("编制类别", F.REGIME),
    ],
)
def test_headings_have_synonyms(heading: str, field: RosterField) -> None:
    assert field_of(heading) is field


def test_no_heading_names_two_fields() -> None:
    headings = [one for words in SYNONYMS.values() for one in words.split()]
    assert len(headings) == len(set(headings))


def test_headings_may_stand_in_two_rows_under_groups() -> None:
    first = roster(
        ["姓名", "全日制教育", None, "在职教育", None, "出生年月"],
        [None, "学历", "毕业院校及专业", "学历", "毕业院校及专业", None],
        ["虚一", "大学", "某大学", "研究生", "某党校", "1984.07"],
    ).rows[0]
    assert first.said == {
        F.NAME: "虚一",
        F.FULL_TIME_SCHOOLING: "大学",
        F.FULL_TIME_SCHOOL: "某大学",
        F.AT_WORK_SCHOOLING: "研究生",
        F.AT_WORK_SCHOOL: "某党校",
        F.BIRTH: PartialDate(1984, 7),
    }


def test_titles_above_rows_name_their_unit_nearest_first() -> None:
    rows = roster(
        ["某县干部名册"],
        ["县财政局"],
        ["姓名", "性别"],
        ["虚一", "男"],
        ["县审计局"],
        ["虚二", "女"],
        ["虚三", "女"],
        ["合计", "3"],
        ["填表人：某某"],
    ).rows
    assert [(row.said[F.NAME], row.titles[0], row.order) for row in rows] == [
        ("虚一", "县财政局", 1),
        ("虚二", "县审计局", 1),
        ("虚三", "县审计局", 2),
    ]
    assert rows[0].titles == ("县财政局", "某县干部名册", "名册")


def test_an_unknown_heading_is_told_and_read_over() -> None:
    found = roster(["姓名", "序号", "爱好", "性别"], ["虚一", 1, "象棋", "男"])
    assert found.ignored == ("爱好",)
    assert found.problems == ()


def test_a_heading_that_stands_twice_is_a_problem() -> None:
    found = roster(["姓名", "出生年月", "出生日期"], ["虚一", "1984.07", "1984.07"])
    assert [(one.place.cell, one.code) for one in found.problems] == [
        ("C1", "roster.heading_twice")
    ]


def test_without_headings_a_workbook_is_no_roster() -> None:
    with pytest.raises(Refusal) as refused:
        roster(["虚一", "男"])
    assert refused.value.code == "roster.no_headings"


def test_padding_of_names_is_stripped_and_the_dot_is_one() -> None:
    assert only("性别", "男")[F.NAME] == "虚一"
    assert roster(["姓名", "性别"], ["王　力", "男"]).rows[0].said[F.NAME] == "王力"
    assert (
        roster(["姓名", "性别"], [" 阿里木•热合曼 ", "男"]).rows[0].said[F.NAME] == "阿里木·热合曼"
    )


@pytest.mark.parametrize(
    "value",
    [
        "1984.07",
        "1984.7",
        "198407",
        198407,
        1984.07,
        1984.7,
        date(1984, 7, 1),
        "1984年7月",
        "１９８４．０７",
    ],
)
def test_every_form_of_a_month_is_read(value: Any) -> None:
    if isinstance(value, date):
        assert roster_cells.month(value) == PartialDate(1984, 7)
    else:
        assert only("出生年月", value)[F.BIRTH] == PartialDate(1984, 7)


def test_a_day_is_kept() -> None:
    assert only("出生年月", 19840715)[F.BIRTH] == PartialDate(1984, 7, 15)
    assert roster_cells.month(date(1984, 7, 15)) == PartialDate(1984, 7, 15)


def test_a_number_that_may_be_january_or_october_is_a_problem() -> None:
    assert problem("出生年月", 1984.1) == ("B2", "roster.date_january_or_october")
    assert only("出生年月", "1984.1")[F.BIRTH] == PartialDate(1984, 1)


@pytest.mark.parametrize("value", ["193x", "不详", 30987, "1984.13"])
def test_what_is_no_month_is_a_problem_at_its_cell(value: Any) -> None:
    assert problem("出生年月", value) == ("B2", "roster.date_unreadable")


def test_a_cell_of_two_lines_is_one_text() -> None:
    assert only("籍贯", " 安徽\n蚌埠 ")[F.NATIVE_PLACE] == "安徽蚌埠"


def test_blank_is_unknown_and_none_is_none() -> None:
    assert only("籍贯", " ")[F.NATIVE_PLACE] is Absent.UNKNOWN
    assert only("职称", "无")[F.TITLE] is Absent.NONE


@pytest.mark.parametrize(
    ("value", "read_as"),
    [("200108", "2001.08"), ("1993.7", "1993.07"), ("民建;民盟", "民建；民盟"), ("民盟", "民盟")],
)
def test_the_time_of_joining_is_brought_to_one_form(value: str, read_as: str) -> None:
    assert only("入党时间", value)[F.PARTY] == read_as


@pytest.mark.parametrize(
    ("column", "value", "field", "read_as"),
    [
        ("性别", 2, F.SEX, Sex.FEMALE),
        ("民族", "汉", F.ETHNICITY, "汉族"),
        ("职务层次", "正科级", F.LEVEL, PostLevel.TOWNSHIP_CHIEF),
        ("级别", "乡科级副职", F.LEVEL, PostLevel.TOWNSHIP_DEPUTY),
        ("编制类别", "参公", F.REGIME, Regime.AS_CIVIL_SERVANT),
        ("管理权限", "县管", F.AUTHORITY, Authority.COUNTY),
        ("在职状态", "退休", F.IN_SERVICE, False),
        ("现任职务", "局长，县政协委员", F.POSTS, ("局长", "县政协委员")),
    ],
)
def test_words_of_lists_are_read(column: str, value: Any, field: RosterField, read_as: Any) -> None:
    assert only(column, value)[field] == read_as


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("性别", "不详", "roster.word_unknown"),
        ("民族", "火星", "roster.ethnicity_unknown"),
        ("在职状态", "病假", "roster.word_unknown"),
        ("身份证号", "12345", "roster.identity_form"),
        ("身份证号", "999999198407011230", "roster.identity_check_digit"),
        ("身份证号", 999999198407011234, "roster.identity_lost_digits"),
        ("身份证号", "9.99999E+17", "roster.identity_lost_digits"),
    ],
)
def test_what_cannot_be_taken_over_is_a_problem_at_its_cell(
    column: str, value: Any, code: str
) -> None:
    assert problem(column, value) == ("B2", code)


def test_identity_numbers_are_read_as_text_with_blanks_and_in_full_width() -> None:
    body = "99999919840701123"
    number = body + identity.check_digit(body)
    assert identity.read(f" {number[:6]} {number[6:]} ") == number
    assert (
        only("身份证号", number.translate({48 + n: 0xFF10 + n for n in range(10)}))[F.IDENTITY]
        == number
    )


def test_an_old_number_of_fifteen_places_is_brought_to_eighteen() -> None:
    number = identity.read("999999840701123")
    assert number[:17] == "99999919840701123"
    assert only("身份证号", 999999840701123)[F.IDENTITY] == number


def test_an_identity_number_born_on_no_day_is_refused() -> None:
    body = "99999919841301123"
    with pytest.raises(Refusal) as refused:
        identity.read(body + identity.check_digit(body))
    assert refused.value.code == "roster.identity_birth"


def test_a_row_without_a_name_is_a_problem_and_a_row_with_a_name_alone_too() -> None:
    found = roster(
        ["姓名", "性别", "民族"], [None, "男", "汉族"], ["虚二"], ["虚三", "女", "汉族"], ["虚四"]
    )
    assert [(one.place.cell, one.code) for one in found.problems] == [
        ("A2", "roster.name_missing"),
        ("A3", "roster.row_incomplete"),
        ("A5", "roster.row_incomplete"),
    ]


def test_a_row_without_a_sub_heading_below_the_headings_is_a_person() -> None:
    found = roster(["姓名", "性别"], [], ["虚一", "女"])
    assert [row.said[F.NAME] for row in found.rows] == ["虚一"]


def full_row(**values: str) -> dict[RosterField, str]:
    return {
        F.NAME: "王力",
        F.POSTS: "党组书记、局长",
        F.SEX: "男",
        F.ETHNICITY: "汉族",
        F.BIRTH: "1984.07",
        F.PARTY: "2005.06",
        F.POST_SINCE: "2022.03",
        F.NOTE: "虚构",
        F.REGIME: "领导成员",
        F.LEVEL: "乡科级正职",
        **{RosterField(name): value for name, value in values.items()},
    }


def test_what_is_written_is_read_back() -> None:
    data = write_roster(
        [Block("县财政局", (full_row(),)), Block("县审计局", (full_row(name="虚　构"),))],
        on=ON,
        columns=(*REGULAR, *MANAGEMENT),
        fictitious=True,
    )
    found = read_roster(data)
    assert found.problems == ()
    assert found.ignored == ()
    assert [row.titles[0] for row in found.rows] == ["县财政局", "县审计局"]
    said = found.rows[0].said
    assert said[F.NAME] == "王力"
    assert said[F.POSTS] == ("党组书记、局长",)
    assert said[F.LEVEL] is PostLevel.TOWNSHIP_CHIEF
    assert said[F.POST_SINCE] == PartialDate(2022, 3)


def test_the_regular_roster_has_its_columns_in_two_rows_under_the_unit() -> None:
    rows = read(write_roster([Block("县财政局", (full_row(),))], on=ON))[0].rows
    assert rows[0] == ("县财政局",)
    assert [cell or "" for cell in rows[1]] == (
        "姓名 现任职务 性别 民族 籍贯 全日制教育 _ 在职教育 _ 出生年月 参加工作时间 入党时间 任现职时间 任现职级时间 备注"
    ).replace("_", "").split(" ")
    assert [cell for cell in rows[2] if cell] == ["学历", "毕业院校及专业"] * 2
    assert rows[3][0] == "王\u3000力"


def test_a_group_of_one_column_has_its_heading_in_two_rows_as_well() -> None:
    columns = (F.NAME, F.SEX, F.AT_WORK_SCHOOL)
    data = write_roster(
        [Block("局", ({**full_row(), F.AT_WORK_SCHOOL: "某党校"},))], on=ON, columns=columns
    )
    assert read_roster(data).rows[0].said[F.AT_WORK_SCHOOL] == "某党校"


def test_two_characters_are_padded_and_others_are_not() -> None:
    assert [padded(name) for name in ("王力", "王大力", "阿里木·热合曼")] == [
        "王\u3000力",
        "王大力",
        "阿里木·热合曼",
    ]


@pytest.mark.parametrize(
    "poison", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"]
)
def test_nothing_that_is_written_becomes_a_formula(poison: str) -> None:
    data = write_roster([Block(poison, (full_row(note=poison, name=poison),))], on=ON)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_the_same_roster_gives_the_same_bytes() -> None:
    blocks = [Block("县财政局", (full_row(),))]
    assert write_roster(blocks, on=ON) == write_roster(blocks, on=ON)


def test_invented_people_are_marked_on_every_page() -> None:
    def sheet(*, fictitious: bool) -> str:
        data = write_roster([Block("局", (full_row(note=""),))], on=ON, fictitious=fictitious)
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return book.read("xl/worksheets/sheet1.xml").decode()

    assert "虚构数据" in sheet(fictitious=True)
    assert "虚构" not in sheet(fictitious=False)


@given(st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.dates())
def test_any_cell_of_any_column_is_read_or_refused(cell: Any) -> None:
    for reader in READERS.values():
        try:
            reader(cell)
        except Refusal as refusal:
            assert refusal.code.startswith("roster.")


def test_a_short_title_above_headings_is_a_title_and_no_bare_name() -> None:
    found = roster(
        ["姓名", "性别"], ["虚一", "男"], ["甲某"], ["姓名", "性别"], ["虚二", "男"], ["县政府"]
    )
    assert found.problems == ()
    assert found.rows[1].titles[0] == "甲某"
