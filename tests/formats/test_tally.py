"""The tally as a workbook and in print."""

import io
import zipfile

import openpyxl
import pytest

from dandang.formats import tally

VALUES = {
    "title": "虚构方案",
    "year": 2026,
    "date": "",
    "fictional": "虚构 & 数据",
    "counts": [["A票＋B票", 8, 8, 8, 8, 7, 1, 0], ["合计", 8, 8, 8, "—", "—", "—", "—"]],
    "score_heads": ["姓名", "单位", "职务", "得分", "等次建议", "优秀（%）"],
    "scores": [
        ["=1+1", "http://evil", "+2", "83.75", "称职", "33.4"],
        ["李虚构", "", "", "不出数字", "—", "—"],
    ],
    "detail_heads": ["姓名", "单位", "票组", "权重", "要素", "优秀（95）", "未填", "计分票数", "合计分", "平均分"],
    "details": [["=1+1", "", "A票", "70", "德", 3, 0, 3, "285", "95.0000"]],
    "numeric": {"得分": [3, 5], "明细": [3, 8, 9]},
    "notes": ["分母：有效票", "=2+2"],
}  # fmt: skip


def test_the_workbook_holds_counts_scores_details_and_notes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(tally.workbook(VALUES)))
    assert book.sheetnames == ["票数", "得分", "明细", "说明"]
    counts = [[cell.value for cell in row] for row in book["票数"].iter_rows(min_row=2)]
    assert counts[0] == ["票类", "应到", "实到", "发出", "收回", "有效", "作废", "弃权"]
    assert counts[1] == ["A票＋B票", 8, 8, 8, 8, 7, 1, 0]
    assert counts[2][4] == "—"
    assert book["得分"]["D3"].value == 83.75
    assert book["得分"]["D3"].number_format == "0.00"
    assert book["得分"]["D4"].value == "不出数字"
    assert book["说明"]["A1"].value == "分母：有效票"


def test_no_text_becomes_a_formula_or_a_link() -> None:
    made = tally.workbook(VALUES)
    book = openpyxl.load_workbook(io.BytesIO(made))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    assert book["得分"]["A3"].value == "=1+1"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_same_values_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tally.workbook(VALUES), tally.printed(VALUES)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 1, 126, 0))
    assert (tally.workbook(VALUES), tally.printed(VALUES)) == before
    assert before[1].startswith(b"%PDF")
