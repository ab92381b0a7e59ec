"""Schemes: checked, written as TOML, read back, every mistake named."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandang.assessing.ballots import Issue
from dandang.assessing.scheme import (
    Choice,
    Denominator,
    GradeCut,
    RaterClass,
    Scheme,
    ScoreRange,
    check,
)
from dandang.assessing.scheme_in import SchemeMistakes, read_toml, read_with_issues
from dandang.assessing.scheme_out import write_toml
from dandang.assessing.schemes import five_aspects
from dandang.terms.sentences import say
from rounds_by_hand import CHOICES, CUTS, scheme

GOOD = write_toml(five_aspects("清源县2026年度考核方案", 2026))


def mistakes(text: str) -> list[tuple[str, object]]:
    with pytest.raises(SchemeMistakes) as refused:
        read_toml(text)
    for found in refused.value.findings:
        assert say(found.code, "zh", **found.values)
        assert say(found.code, "en", **found.values)
    assert say(refused.value.code, "zh", **refused.value.values)
    return [(found.code, found.values.get("line")) for found in refused.value.findings]


def line_of(text: str, fragment: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if fragment in line)


def test_the_five_aspects_are_fit_to_be_opened() -> None:
    ready = five_aspects("方案", 2026)
    assert check(ready) == ()
    assert [aspect.name for aspect in ready.aspects] == ["德", "能", "勤", "绩", "廉"]
    assert [each.weight for each in ready.classes] == [40, 30, 30]
    assert [each.value for each in ready.choices] == [95, 85, 75, 60, None]


def test_written_and_read_back_it_is_the_same() -> None:
    ready = replace(
        five_aspects('有"引号"、\\、换行\n与\x7f的方案', 2026),
        quorum=Fraction(2, 3),
        spoilt_below=Fraction(1, 2),
        denominator=Denominator.VALID,
        scores=ScoreRange(Fraction(0), Fraction("99.5")),
        decimals=3,
    )
    issues = (Issue("A", 3, 2, 2), Issue("B", 6, 6, 6))
    assert read_with_issues(write_toml(ready, issues)) == (ready, issues)


@settings(deadline=None)
@given(
    weight=st.fractions(min_value=1, max_value=99, max_denominator=40),
    quorum=st.fractions(min_value=0, max_value=1, max_denominator=30),
)
def test_every_number_survives_the_file(weight: Fraction, quorum: Fraction) -> None:
    ready = scheme(classes=(100,), quorum=quorum)
    classes = (RaterClass("A", "甲", weight), RaterClass("B", "乙", 100 - weight, "由抽签产生"))
    ready = replace(ready, classes=classes)
    assert read_toml(write_toml(ready)) == ready


def test_what_is_not_said_has_its_default() -> None:
    text = "\n".join(
        line
        for line in GOOD.splitlines()
        if not line.startswith(("decimals", "quorum", "least =", "objection", "spoilt", "denom"))
    ).replace("[[cuts]]\ngrade", "[[cuts]]\nleast = 0\ngrade")
    text = text[: text.index("[[cuts]]")]
    read = read_toml(text)
    assert (read.decimals, read.quorum, read.least) == (2, Fraction(2, 3), 5)
    assert (read.objection_working_days, read.spoilt_below) == (5, 0)
    assert (read.denominator, read.cuts, read.scores) == (Denominator.ANSWERED, (), None)


def test_broken_toml_names_line_and_column() -> None:
    text = GOOD.replace("year = 2026", "year = = 2026")
    assert mistakes(text) == [("assessing.not_toml", 2)]
    assert mistakes('title = "') == [("assessing.not_toml", 1)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("year = 2026", 'year = "2026"', "assessing.not_whole"),
        ("year = 2026", "year = true", "assessing.not_whole"),
        ("decimals = 2", "decimals = 2.0", "assessing.not_whole"),
        ("weight = 40", 'weight = "many"', "assessing.not_number"),
        ("weight = 40", "weight = inf", "assessing.not_number"),
        ("weight = 40", "weight = true", "assessing.not_number"),
        ("weight = 40", 'weight = "4/0"', "assessing.not_number"),
        ('name = "德"', "name = 5", "assessing.not_text"),
        ('denominator = "answered"', 'denominator = "all"', "assessing.one_of"),
        ("value = 95", "valeu = 95", "assessing.field_unknown"),
        ("quorum =", "qorum =", "assessing.field_unknown"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(old: str, new: str, code: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert mistakes(text)[0] == (code, line_of(text, new))


def test_a_missing_field_is_named_with_the_line_of_its_table() -> None:
    text = GOOD.replace("weight = 30\n", "", 1)
    assert mistakes(text) == [
        ("assessing.field_missing", line_of(text, 'code = "achievement"') - 1)
    ]
    assert mistakes(GOOD.replace("year = 2026\n", "")) == [("assessing.field_missing", 1)]
    assert mistakes(GOOD.replace('title = "清源县2026年度考核方案"\n', "")) == [
        ("assessing.field_missing", 1)
    ]


def test_all_mistakes_are_named_at_once() -> None:
    text = GOOD.replace("weight = 40", 'weight = "x"').replace("year = 2026", "year = 1.5")
    assert {code for code, _ in mistakes(text)} == {"assessing.not_whole", "assessing.not_number"}


def test_the_field_stands_in_the_sentence() -> None:
    text = GOOD.replace("weight = 40", 'weight = "x"')
    with pytest.raises(SchemeMistakes) as refused:
        read_toml(text)
    found = refused.value.findings[0]
    line = line_of(text, 'weight = "x"')
    assert say(found.code, "zh", **found.values) == (
        f"第 {line} 行：“[[classes]]#1.weight”是 x，应是数，或“2/3”这样的分数。请改正。"
    )


def test_tables_must_be_tables() -> None:
    assert mistakes("cuts = 5\n" + GOOD[: GOOD.index("[[cuts]]")]) == [("assessing.not_tables", 1)]
    assert mistakes("scores = 5\n" + GOOD) == [("assessing.not_a_table", 1)]
    assert mistakes('aspects = [1]\ntitle = "t"\nyear = 1')[0] == ("assessing.not_tables", 1)
    text = GOOD + "\n[scores]\nlow = 0\nhigh = 100\nmiddle = 50\n"
    assert mistakes(text) == [("assessing.field_unknown", line_of(text, "middle"))]
    inline = 'cuts = [{grade = "好", least = "x"}]\n' + GOOD[: GOOD.index("[[cuts]]")]
    assert mistakes(inline) == [("assessing.not_number", 1)]
    dotted = GOOD + "\n[scores]\nlow = 0\n"
    assert mistakes(dotted)[0][0] == "assessing.field_missing"


def test_a_table_whose_name_is_quoted_is_found_at_the_top() -> None:
    assert mistakes(GOOD + '\n["scores"]\nlow = true\nhigh = 1\n') == [("assessing.not_number", 1)]


def test_a_table_made_of_dotted_keys_still_has_a_line() -> None:
    assert mistakes(GOOD.replace("year = 2026", "year = 2026\nscores.low = true", 1))[0] == (
        "assessing.not_number",
        3,
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "assessing.title_missing"),
        ({"decimals": 7}, "assessing.decimals"),
        ({"decimals": -1}, "assessing.decimals"),
        ({"quorum": Fraction(3, 2)}, "assessing.share_outside"),
        ({"spoilt_below": Fraction(-1)}, "assessing.share_outside"),
        ({"least": 2}, "assessing.least"),
        ({"objection_working_days": 0}, "assessing.objection_days"),
        ({"scores": ScoreRange(Fraction(5), Fraction(5))}, "assessing.score_range"),
        ({"aspects": ()}, "assessing.nothing_in"),
        ({"classes": (RaterClass("A", "甲", Fraction(90)),)}, "assessing.weights_not_hundred"),
        (
            {"classes": (RaterClass("A", "甲", Fraction(100)), RaterClass("B", "乙", Fraction(0)))},
            "assessing.weight_not_positive",
        ),
        (
            {"classes": (RaterClass("A", "甲", Fraction(50)), RaterClass("A", "乙", Fraction(50)))},
            "assessing.twice",
        ),
        (
            {"classes": (RaterClass("A", "甲", Fraction(50)), RaterClass("B", "甲", Fraction(50)))},
            "assessing.twice",
        ),
        ({"classes": (RaterClass("", "甲", Fraction(100)),)}, "assessing.code"),
        ({"choices": (*CHOICES, Choice("blank", "空"))}, "assessing.code"),
        ({"choices": (*CHOICES, Choice("more", "更差", Fraction(-1)))}, "assessing.value_negative"),
        ({"choices": (*CHOICES, Choice("more", "也好", Fraction(95)))}, "assessing.value_twice"),
        ({"choices": (Choice("unknown", "不了解"),), "cuts": ()}, "assessing.no_value"),
        ({"cuts": (*CUTS, GradeCut("优秀", Fraction(-1)))}, "assessing.twice"),
        ({"cuts": tuple(reversed(CUTS))}, "assessing.cuts_order"),
        ({"cuts": CUTS[:2]}, "assessing.cuts_open"),
    ],
)
def test_what_keeps_a_scheme_from_being_opened(changed: dict[str, object], code: str) -> None:
    found = check(replace(scheme(), **changed))  # type: ignore[arg-type]
    assert code in {each.code for each in found}
    for each in found:
        assert say(each.code, "zh", **each.values)
        assert say(each.code, "en", **each.values)


def test_written_numbers_need_no_valued_choice() -> None:
    ready = replace(
        scheme(),
        choices=(Choice("unknown", "不了解"),),
        scores=ScoreRange(Fraction(0), Fraction(100)),
    )
    assert check(ready) == ()
    assert check(replace(ready, cuts=CUTS[:2]))[0].code == "assessing.cuts_open"


def test_a_scheme_that_reads_well_and_is_unfit_is_refused_too() -> None:
    assert mistakes(GOOD.replace("weight = 40", "weight = 41")) == [
        ("assessing.weights_not_hundred", None)
    ]


def test_names_are_found_by_code() -> None:
    ready: Scheme = five_aspects("方案", 2026)
    assert ready.choice("excellent").name == "优秀"
    assert ready.aspect("virtue").name == "德"
    assert ready.group_name(("A",)) == "A票（主要领导、分管领导）"
