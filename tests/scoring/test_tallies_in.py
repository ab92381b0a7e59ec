"""Reading tallies: every line that cannot be counted is told, nothing is dropped in silence."""

from fractions import Fraction

import pytest

from dandang.scoring.tallies import reading, rules_in
from dandang.scoring.tallies.rules import Rules, ShareOf, Unmarked
from dandang.terms.refusal import Refusal
from tallies_by_hand import HEAD, RULES

LINE = "张虚构,A,12,11,11,11,9,1,1,6,2,0,1"


def read(*lines: str, named: dict[str, str] | None = None) -> reading.Read:
    cells = [(i, line.split(",")) for i, line in enumerate(lines, start=1)]
    return reading.read(RULES, cells, named)


def test_a_row_is_read_by_its_headings() -> None:
    found = read(HEAD, LINE, ",,,", "")
    assert found.faults == ()
    row = found.rows[0]
    assert (row.line, row.round, row.ratee, row.rater_class) == (2, "", "张虚构", "A")
    assert (row.due, row.present, row.issued, row.returned) == (12, 11, 11, 11)
    assert (row.valid, row.spoilt, row.abstained, row.marks) == (9, 1, 1, (6, 2, 0, 1))
    assert row.unmarked == 0


def test_full_width_signs_and_decimals_of_workbooks_are_read() -> None:
    row = read(HEAD, LINE.replace("12", "１２").replace(",9,", ",9.0,")).rows[0]
    assert (row.due, row.valid) == (12, 9)


def test_own_headings_may_be_named() -> None:
    head = HEAD.replace("姓名", "对象") + ",哪一轮"
    found = read(head, LINE + ",一季度", named={"ratee": "对象", "round": "哪一轮"})
    assert (found.rows[0].ratee, found.rows[0].round) == ("张虚构", "一季度")


def test_a_blank_count_is_not_nought() -> None:
    found = read(HEAD, LINE.replace(",12,", ",,"), LINE.replace("张虚构", ""), "李虚构,A,x")
    assert found.rows == ()
    assert [(each.line, each.code) for each in found.faults][:2] == [
        (2, "tallies.not_a_count"),
        (3, "tallies.ratee_missing"),
    ]
    assert found.faults[0].values == {"heading": "应到", "said": ""}
    assert len([each for each in found.faults if each.line == 4]) == 11


@pytest.mark.parametrize(
    ("head", "named", "code", "values"),
    [
        ("姓名,票类", {}, "columns_missing", "应到、实到、发出、收回、有效、作废、弃权、优秀、称职、不称职、不了解"),
        ("", {}, "columns_missing", None),
        (HEAD.replace("姓名", "谁"), {}, "columns_missing", "测评对象"),
        (HEAD, {"round": "哪一轮"}, "columns_missing", "哪一轮"),
        (HEAD + ",优 秀", {}, "column_twice", "优 秀"),
    ],
)  # fmt: skip
def test_a_heading_that_does_not_fit_is_refused(
    head: str, named: dict[str, str], code: str, values: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        read(head, named=named)
    assert refused.value.code == f"tallies.{code}"
    if values:
        assert next(iter(refused.value.values.values())) == values


TOML = """
[grades]
"优秀" = 95
"称职" = 87.5
"不称职" = "100/3"
"不了解" = "none"
[classes]
A = 60
B = 40
[tally]
unmarked = "spoilt"
share_of = "valid"
quorum = "4/5"
most_spoilt = 0.25
least = 3
decimals = 1
"""


def test_rules_are_exact_as_written() -> None:
    assert rules_in.read(TOML) == Rules(
        grades={
            "优秀": Fraction(95),
            "称职": Fraction(175, 2),
            "不称职": Fraction(100, 3),
            "不了解": None,
        },
        classes={"A": Fraction(60), "B": Fraction(40)},
        unmarked=Unmarked.SPOILT,
        share_of=ShareOf.VALID,
        quorum=Fraction(4, 5),
        most_spoilt=Fraction(1, 4),
        least=3,
        decimals=1,
    )


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("[grades]", "[grades", "no_toml"),
        ("[grades]", "grades = 1\n[else]", "not_a_table"),
        ('"优秀" = 95', '"优秀" = "much"', "not_a_number"),
        ('"优秀" = 95', '"优秀" = "1/0"', "not_a_number"),
        ('"优秀" = 95', '"优秀" = true', "not_a_number"),
        ("A = 60", "A = 0", "weight_not_positive"),
        ('称职" = 87.5', '称职" = -1', "value_negative"),
        (
            '"优秀" = 95\n"称职" = 87.5\n"不称职" = "100/3"',
            '"优秀" = 95\n"称职" = 95',
            "too_few_values",
        ),
        ('unmarked = "spoilt"', 'unmarked = "lost"', "not_allowed"),
        ("least = 3", "least = 2.5", "not_whole"),
        ("decimals = 1", "decimals = 7", "not_whole"),
        ('quorum = "4/5"', "quorum = 2", "not_a_share"),
        ("least = 3", "smallest = 3", "key_unknown"),
    ],
)
def test_rules_that_cannot_hold_are_refused(before: str, after: str, code: str) -> None:
    assert before in TOML
    with pytest.raises(Refusal) as refused:
        rules_in.read(TOML.replace(before, after))
    assert refused.value.code == f"tallies.{code}"
