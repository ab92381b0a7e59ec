"""A file of examples that cannot be read gets a sentence with line and field."""

from datetime import date
from pathlib import Path

import pytest

from dandang.career import Absent
from dandang.days import PartialDate
from dandang.policy.career_words import CAREER_WORDS, career_of
from dandang.policy.examples_in import judge, read_examples
from dandang.policy.given import DEEPEST, LARGEST, read_given
from dandang.policy.words import (
    Word,
    by_year,
    choice,
    day,
    days,
    partial,
    read_facts,
    rows,
    term,
    terms,
    text,
    texts,
    whole,
    yes_no,
)
from dandang.terms.people import PostLevel, Regime
from dandang.terms.refusal import Refusal

WHOLE = """
- 名称: 结案给予记过
  事实:
    身份: 公务员
    管理权限: 单位管理
    结案处理: 记过
  日期: 2027-03-01
  问题: 结案后能否补定等次
  应得: 不符合
  依据: 《公务员考核规定》第二十八条
"""


def refused(text: str) -> tuple[str, object, object]:
    with pytest.raises(Refusal) as found:
        read_examples(text)
    return found.value.code, found.value.values.get("line"), found.value.values.get("field")


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "field"),
    [
        ("  应得: 不符合\n", "", "examples.part_missing", 2, "应得"),
        ("日期: 2027-03-01", "日期: 2027-03", "examples.not_day", 7, "日期"),
        ("日期: 2027-03-01", "日期: 明天", "examples.not_day", 7, "日期"),
        ("应得: 不符合", "应得: 不行", "examples.not_of_list", 9, "应得"),
        ("应得: 不符合", "应得: {答案: 甲}", "examples.fact_needed", 9, "结论"),
        ("问题: 结案后能否补定等次", "问题: 何时", "examples.question_unknown", 8, None),
        ("结案处理: 记过", "结案: 记过", "examples.word_unknown", 6, "结案"),
        ("结案处理: 记过", "结案处理: [记过]", "examples.not_text", 6, "结案处理"),
        ("  依据:", "  根据: 甲\n  依据:", "examples.word_unknown", 10, "根据"),
        ("身份: 公务员", "身份: 公务员\n    身份: 公务员", "examples.twice", 5, "身份"),
        ("身份: 公务员", "[身份]: 公务员", "examples.not_yaml", 4, None),
        ("名称: 结案", "名称: [", "examples.not_yaml", 3, None),
        ("应得: 不符合", "应得: &a 不符合\n  本地规定: *a", "examples.alias", None, None),
    ],
)
def test_a_fault_is_named_by_line_and_field(
    old: str, new: str, code: str, line: int | None, field: str | None
) -> None:
    assert refused(WHOLE.replace(old, new)) == (code, line, field)


def test_a_file_is_a_list_of_examples_with_names_of_their_own() -> None:
    assert refused("") == ("examples.empty", None, None)
    assert refused("甲") == ("examples.not_list", 1, "样例")
    assert refused("甲: 乙") == ("examples.not_list", 1, "样例")
    assert refused("- 甲") == ("examples.not_mapping", 1, "样例")
    assert refused(WHOLE + WHOLE) == ("examples.twice", 12, "结案给予记过")


def test_what_is_too_large_or_too_deep_is_refused() -> None:
    assert refused("甲" * (LARGEST + 1)) == ("examples.too_large", None, None)
    assert refused("[" * (DEEPEST + 2) + "]" * (DEEPEST + 2))[0] == "examples.not_yaml"
    assert refused("[" * 5000)[0] == "examples.not_yaml"


def test_an_example_that_does_not_come_out_says_how_it_differs() -> None:
    wrong = WHOLE.replace("应得: 不符合", "应得: {结论: 符合, 答案: 好, 缺: 记录}").replace(
        "八条", "九条"
    )
    (example,) = read_examples(wrong)
    assert [one.code for one in judge(example).differences] == [
        "examples.other_outcome",
        "examples.other_answer",
        "examples.other_missing",
        "examples.other_article",
    ]


def test_local_rules_and_moved_days_come_with_the_example() -> None:
    more = (
        "  本地规定:\n    - {项: a.b, 值: 是, 文件: 某组〔2026〕1号}\n    - {项: a.c, 值: 15}\n"
        "    - {项: a.d, 值: floor}\n  调休:\n    - {日期: 2026-10-10, 上班: 是}\n"
    )
    (example,) = read_examples(WHOLE + more)
    assert [one.value for one in example.local.settings.values()] == [True, 15, "floor"]
    assert example.local.settings["a.b"].document == "某组〔2026〕1号"
    assert example.local.calendar.is_working(date(2026, 10, 10)) is True


def told(text_: str, *words: Word[object]) -> object:
    return read_facts(read_given(text_), words).of(words[0])


def test_words_are_read_by_their_readers() -> None:
    assert told("甲: 12", Word("甲", whole)) == 12
    assert told("甲: 是", Word("甲", yes_no)) is True
    assert told("甲: 1984.07", Word("甲", partial)) == PartialDate(1984, 7)
    assert told("甲: 2026-01-02", Word("甲", day)) == date(2026, 1, 2)
    assert told("甲: [2026-01-02]", Word("甲", days)) == (date(2026, 1, 2),)
    assert told("甲: 乙", Word("甲", texts)) == ("乙",)
    assert told("甲: 公务员", Word("甲", term(Regime))) is Regime.CIVIL_SERVANT
    assert told("甲: [公务员]", Word("甲", terms(Regime))) == (Regime.CIVIL_SERVANT,)
    assert told("甲: 乙", Word("甲", choice({"乙": 2}))) == 2
    assert told("甲: {2025: 优秀}", Word("甲", by_year(text))) == {2025: "优秀"}


def test_what_is_not_told_is_unknown_and_none_is_stated() -> None:
    assert told("乙: 1", Word("甲", whole), Word("乙", whole)) is Absent.UNKNOWN
    assert told("甲: 不详", Word("甲", whole)) is Absent.UNKNOWN
    assert told("甲: 无", Word("甲", whole)) is Absent.NONE


@pytest.mark.parametrize(
    ("said", "word", "code"),
    [
        ("甲: 十", Word("甲", whole), "examples.not_whole"),
        ("甲: 对", Word("甲", yes_no), "examples.not_yes_no"),
        ("甲: 丙", Word("甲", choice({"乙": 2})), "examples.not_of_list"),
        ("甲: {乙: 丙}", Word("甲", texts), "examples.not_list"),
        ("甲: {去年: 优秀}", Word("甲", by_year(text)), "examples.not_whole"),
        ("甲: 乙", Word("甲", rows(Word("乙", text))), "examples.not_mapping"),
    ],
)
def test_what_a_word_cannot_take_is_refused(said: str, word: Word[object], code: str) -> None:
    with pytest.raises(Refusal) as found:
        told(said, word)
    assert found.value.code == code


def test_a_career_is_made_of_what_is_told() -> None:
    facts = read_facts(
        read_given(
            "{身份: 公务员, 管理权限: 县管, 单位: 某局, 任职: [{起: 2020-01-01, 层次: 乡科级正职, 班子成员: 是}]}"
        ),
        CAREER_WORDS,
    )
    career = career_of(facts)
    (post,) = career.appointments
    assert (career.unit, post.level, post.in_team) == ("某局", PostLevel.TOWNSHIP_CHIEF, True)
    assert career.birth is Absent.UNKNOWN


def test_every_file_of_examples_says_what_it_is_about() -> None:
    files = sorted((Path(__file__).parent / "examples").glob("*.yaml"))
    assert len(files) >= 8
    assert [file.name for file in files if not file.read_text("utf-8").strip()] == []
