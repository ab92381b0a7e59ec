"""Ratings from a file: any usual heading and encoding; names are replaced at the gate."""

import pytest

from dandang.formats.ratings_in import read
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

ENGLISH = "ratee,rater,class,indicator,choice\n张虚构,甲,A,德,优秀\n\n张虚构,乙,B,德,\n"
CHINESE = "测评对象,评价人,票类,测评要素,打分,单位\n张虚构,甲,A,德,９５ ,虚构局\n"


def label(name: str) -> str:
    return {"甲": "x1", "乙": "x2"}[name]


def test_rows_keep_their_line_and_lose_the_rater() -> None:
    first, second = read(ENGLISH.encode(), label)
    assert (first.line, first.ratee, first.rater, first.rater_class) == (2, "张虚构", "x1", "A")
    assert (first.indicator, first.choice, first.score, first.unit) == ("德", "优秀", "", "")
    assert (second.line, second.rater, second.choice) == (4, "x2", "")
    assert "甲" not in repr((first, second))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_headings_encodings_and_separators(encoding: str, separator: str, ending: str) -> None:
    content = CHINESE.replace(",", separator).replace("\n", ending).encode(encoding)
    (row,) = read(content, label)
    assert (row.ratee, row.score, row.unit, row.choice) == ("张虚构", "95", "虚构局", "")


def test_a_short_row_has_empty_cells() -> None:
    (row,) = read("ratee,rater,class,indicator,choice\n张虚构\n".encode(), label)
    assert (row.rater, row.choice) == ("", "")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00\x00", "ratings.not_text"),
        (b"a\x00b", "ratings.not_text"),
        (b"", "ratings.columns_missing"),
        (b"ratee,rater,class,indicator\n", "ratings.columns_missing"),
        (b"ratee,rater,class,choice\n", "ratings.columns_missing"),
        (ENGLISH.replace("rater,", "ratee,", 1).encode(), "ratings.column_twice"),
        (b"ratee,rater,class,indicator,choice\n", "ratings.empty"),
        (b'ratee,rater,class,indicator,choice\n"a"b,c\n', "ratings.broken_line"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(content, label)
    assert refused.value.code == code
    assert say(code, "zh", **refused.value.values)
    assert say(code, "en", **refused.value.values)


def test_missing_columns_are_named() -> None:
    with pytest.raises(Refusal) as refused:
        read(b"ratee,rater\n", label)
    assert refused.value.values == {"columns": "票类、测评要素、选项或分数"}


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dandang.formats.ratings_in.LARGEST", 10)
    with pytest.raises(Refusal, match=r"ratings\.too_large"):
        read(ENGLISH.encode(), label)
