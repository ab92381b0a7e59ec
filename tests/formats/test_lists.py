"""Lists as workbooks: what leaves comes back equal, and what offices do to a table is understood."""

import io
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dandang.formats.export_mark import ExportMark
from dandang.formats.lists.book_in import ListBook, read_list
from dandang.formats.lists.book_out import About, Faults, Line, write_list
from dandang.formats.lists.cell import plain, read
from dandang.formats.lists.column import CellKind, Column
from dandang.formats.lists.key import key_of, number_of
from dandang.terms.refusal import Refusal
from formats.test_roster import workbook

NAME = Column("name", "名称", editable=True, required=True)
COUNT = Column("count", "数量", CellKind.WHOLE, editable=True)
MONTH = Column("month", "年月", CellKind.MONTH, editable=True)
DAY = Column("day", "日期", CellKind.DAY, editable=True)
SORT = Column("sort", "类别", CellKind.CHOICE, editable=True, options=("县", "乡镇"))
FLAG = Column("flag", "关键", CellKind.YES_NO, editable=True)
COLUMNS = (NAME, COUNT, MONTH, DAY, SORT, FLAG)
ABOUT = About("units", "单位", "2026-11-22")
MARK = ExportMark("2026-000012", "虚一", "2026.11.22 09:00", "核对&上报")
TEXT = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), blacklist_characters="\u200b\ufeff"
    ),
    max_size=40,
)


def _tables() -> st.SearchStrategy[bytes]:
    """CSV files under the right headings with anything in the cells."""
    cells = st.text(max_size=12)
    rows = st.lists(st.lists(cells, max_size=7), max_size=4)
    head = "编号,名称,数量,年月,日期,类别,关键\n"
    return rows.map(
        lambda found: (head + "\n".join(",".join(row) for row in found)).encode(
            "utf-8", "surrogatepass"
        )
    )


def back(data: bytes, columns: tuple[Column, ...] = COLUMNS) -> ListBook:
    return read_list(data, columns, code="units")


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(TEXT, st.integers(0, 99_999), st.booleans()), min_size=1, max_size=5))
def test_a_list_comes_back_equal(rows: list[tuple[str, int, bool]]) -> None:
    lines = [
        Line(
            key_of("units", number),
            {"name": plain(text), "count": str(count), "flag": "是" if flag else "否"},
        )
        for number, (text, count, flag) in enumerate(rows, start=1)
    ]
    book = back(write_list(lines, COLUMNS, ABOUT))
    assert book.problems == ()
    assert [
        (row.number, row.values["name"], row.values["count"], row.values["flag"])
        for row in book.rows
    ] == [
        (number, line.values["name"], line.values["count"], line.values["flag"])
        for number, line in enumerate(lines, start=1)
    ]
    assert book.left == {
        number: {"_key": line.key, **{c.code: line.values.get(c.code, "") for c in COLUMNS}}
        for number, line in enumerate(lines, start=1)
    }


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", '=HYPERLINK("x")', "_x0041_"]
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    data = write_list([Line(key_of("units", 1), {"name": text})], COLUMNS, ABOUT)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["单位"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert back(data).rows[0].values["name"] == text.strip()


def test_a_row_that_was_moved_still_finds_its_record() -> None:
    data = write_list(
        [Line(key_of("units", number), {"name": f"单位{number}"}) for number in (1, 2, 3)],
        COLUMNS,
        ABOUT,
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["单位"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for place, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(place, column, value)
    out = io.BytesIO()
    book.save(out)
    read_back = back(out.getvalue())
    assert [(row.number, row.values["name"]) for row in read_back.rows] == [
        (3, "单位3"),
        (2, "单位2"),
        (1, "单位1"),
    ]
    assert read_back.left is not None
    assert read_back.left[2]["name"] == "单位2"


def test_a_changed_key_is_a_problem_and_not_another_record() -> None:
    key = key_of("units", 17)
    assert number_of("units", f" {key.lower()} ") == 17
    for wrong in (key.replace("17", "18"), key[:-1], key_of("posts", 17), "17"):
        with pytest.raises(Refusal, match=r"list\.key_wrong"):
            number_of("units", wrong)


def test_the_habits_of_offices_are_understood() -> None:
    book = back(
        workbook(
            ["某县单位一览表"],
            [],
            ["编号", "名 称*", "数量", "年月", "日期", "类别", "关键", "小计"],
            [None, " 某局 ", "１２", "2026年1月", "2026.1.5", "乡镇 ", "√", "x"],
            [None, "某镇", 3.0, 30864.0, 45321.0, "县", "否", None],
            [None, "某办", "7", date(1984, 7, 1), date(2026, 1, 5), None, "N", None],
            [],
            [None, None, " "],
        )
    )
    assert book.problems == ()
    assert book.ignored == ("小计",)
    assert book.left is None
    assert [tuple(row.values[c.code] for c in COLUMNS) for row in book.rows] == [
        ("某局", "12", "2026.01", "2026-01-05", "乡镇", "是"),
        ("某镇", "3", "1984.07", "2024-01-30", "县", "否"),
        ("某办", "7", "1984.07", "2026-01-05", "", "否"),
    ]
    assert [row.place.row for row in book.rows] == [4, 5, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_a_csv_file_is_read_in_either_encoding(encoding: str, mark: str) -> None:
    text = f'名称{mark}数量\r\n"龑局"{mark}3\r\n'
    book = back(text.encode(encoding))
    assert [(row.values["name"], row.values["count"]) for row in book.rows] == [("龑局", "3")]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (COUNT, "1.5", "list.not_whole"),
        (COUNT, "-1", "list.not_whole"),
        (COUNT, "12人", "list.not_whole"),
        (DAY, "2026.02.30", "list.not_a_day"),
        (DAY, "2026.02", "list.not_a_day"),
        (MONTH, "二月", "roster.date_unreadable"),
        (MONTH, 1984.1, "roster.date_january_or_october"),
        (SORT, "村", "list.not_offered"),
        (FLAG, "也许", "list.not_offered"),
        (Column("t", "文", most=3), "一二三四", "list.too_long"),
        (NAME, 1e20, "list.digits_lost"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_reason(
    column: Column, cell: str | float, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        read(column, cell)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "list.not_a_list"),
        (b"\xff\xfe\x00", "list.not_a_list"),
        ("甲,乙\n1,2".encode(), "list.no_headings"),
        ("名称,数量\n".encode(), "list.no_rows"),
        ("名称,数量,数量\n某,1,2".encode(), "list.heading_twice"),
        (b"PK\x03\x04broken", "workbook.not_a_workbook"),
        (b"\xd0\xcf\x11\xe0", "workbook.old_or_locked"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        back(data)


def test_the_workbook_of_another_list_is_refused() -> None:
    data = write_list([Line(key_of("units", 1), {"name": "某"})], COLUMNS, ABOUT)
    with pytest.raises(Refusal, match=r"list\.another_list"):
        read_list(data, COLUMNS, code="posts")


def test_the_workbook_says_what_it_is_and_offers_the_words() -> None:
    about = About("units", "单位", "2026-11-22", "全部", fictitious=True)
    data = write_list([Line(key_of("units", 1), {"name": "某"})], COLUMNS, about, mark=MARK)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["单位", "说明", "_dandang"]
    assert book["_dandang"].sheet_state == "veryHidden"
    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in book["单位"].data_validations.dataValidation
    }
    assert offered == {"F2": '"县,乡镇"', "G2": '"是,否"'}
    said = {cell.value for row in book["说明"].iter_rows() for cell in row}
    assert {"核对&上报", "虚一", "全部", "虚构数据，仅供演示", "年月，如 2026.01"} <= said


def test_every_sheet_of_a_list_that_left_carries_its_mark_on_each_page() -> None:
    about = About("units", "单位", "2026-11-22", fictitious=True)
    data = write_list([Line(key_of("units", 1), {"name": "某"})], COLUMNS, about, mark=MARK)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        assert sheet.oddHeader.left.text == "单位　2026-11-22"
        assert sheet.oddHeader.center.text == "导出号 2026-000012　虚一"
        assert sheet.oddHeader.right.text == "虚构数据，仅供演示"
        assert "用途：核对&&上报" in (sheet.oddFooter.left.text or "")
        assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页"
    assert book["单位"].print_title_rows == "$1:$1"
    assert {each.name: each.value for each in book.custom_doc_props.props} == {
        "导出号": "2026-000012",
        "导出人": "虚一",
        "导出时间": "2026.11.22 09:00",
        "导出用途": "核对&上报",
    }


def test_a_long_purpose_goes_on_in_the_next_line_of_the_foot_beside_the_page_number() -> None:
    mark = ExportMark("2026-000012", "虚一", "2026.11.22 09:00", "长" * 100)
    data = write_list([Line(key_of("units", 1), {"name": "某"})], COLUMNS, ABOUT, mark=mark)
    foot = openpyxl.load_workbook(io.BytesIO(data))["单位"].oddFooter
    first, second = (foot.left.text or "").split("\n")
    assert (len(first), first + second) == (80, mark.line)
    assert foot.right.text == "第 &P 页，共 &N 页"


def test_a_marked_list_comes_back_like_one_without_a_mark() -> None:
    lines = [Line(key_of("units", 1), {"name": "某", "count": "2"})]
    plainly, marked = (back(write_list(lines, COLUMNS, ABOUT, mark=mark)) for mark in (None, MARK))
    assert marked == plainly
    assert (marked.problems, marked.ignored) == ((), ())


def test_a_marked_file_names_the_cell_and_can_be_put_right_and_read_again() -> None:
    lines = [Line(key_of("units", 1), {"name": "某", "count": "x"})]
    left = {lines[0].key: {"name": "旧名", "count": "1"}}
    faults = Faults({(0, "count"): "应为整数", (0, ""): "整行有误"})
    data = write_list(lines, COLUMNS, ABOUT, left=left, faults=faults)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["单位"]
    assert sheet["C2"].comment is not None
    assert sheet["C2"].comment.text == "应为整数"
    assert sheet["H2"].value == "整行有误\n数量：应为整数"
    book = back(data)
    assert book.ignored == ()
    assert [problem.code for problem in book.problems] == ["list.not_whole"]
    assert book.left is not None
    assert book.left[1]["name"] == "旧名"


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), TEXT.map(str.encode), _tables()))
def test_whatever_is_uploaded_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    assume(not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")))
    with suppress(Refusal):
        book = back(data)
        assert all(problem.place.row > 1 for problem in book.problems)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(COLUMNS),
    st.one_of(st.none(), st.booleans(), st.floats(), st.dates(), st.text(max_size=20)),
)
def test_whatever_stands_in_a_cell_is_read_into_its_form_or_refused(
    column: Column, value: str | float | bool | date | None
) -> None:
    with suppress(Refusal):
        said = read(column, value)
        assert read(column, said) == said
