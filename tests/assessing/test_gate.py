"""The gate: rows become ballots without raters, wrong rows are named by line."""

from fractions import Fraction

import pytest

from dandang.assessing.ballots import Ballot, Issue, Ratee
from dandang.assessing.gate import Gated, gate, issues_of
from dandang.assessing.scheme import Scheme, ScoreRange
from dandang.formats.ratings_in import RatingRow
from dandang.terms.sentences import say
from rounds_by_hand import scheme

ROSTER = (
    Ratee("1", "张虚构", "局长", "虚构县农业局"),
    Ratee("2", "李虚构", "局长", "虚构县水利局"),
    Ratee("3", "李虚构", "局长", "虚构县林业局"),
    Ratee("4", "无人评", "局长", "虚构县林业局"),
)


def row(line: int = 2, **said: str) -> RatingRow:
    values = {
        "ratee": "张虚构",
        "unit": "",
        "rater": "label",
        "rater_class": "A",
        "indicator": "要素0",
        "score": "",
        "choice": "优秀",
        **said,
    }
    return RatingRow(line, **values)


def gated(*rows: RatingRow, asked: Scheme | None = None) -> Gated:
    return gate(asked or scheme((60, 40)), ROSTER, rows)


def codes(*rows: RatingRow, asked: Scheme | None = None) -> list[tuple[str, object]]:
    found = gated(*rows, asked=asked).findings
    for each in found:
        assert say(each.code, "zh", **each.values)
        assert say(each.code, "en", **each.values)
    return [(each.code, each.values["line"]) for each in found]


def test_one_ballot_per_rater() -> None:
    found = gated(
        row(2),
        row(3, indicator="b", choice="不了解"),
        row(4, ratee="李虚构", unit="水利局", choice="85"),
        row(5, rater="other", rater_class="B票", choice="", score="60"),
        row(6, rater="third", rater_class="c", choice="回避"),
    )
    assert found.findings == ()
    assert found.ballots == (
        Ballot("A", {"1": {"a": "excellent", "b": "unknown"}, "2": {"a": "competent"}}),
        Ballot("B", {"1": {"a": "incompetent"}}),
        Ballot("C", {"1": {}}),
    )
    assert [each.key for each in found.ratees] == ["1", "2"]
    assert [each.key for each in found.not_rated] == ["3", "4"]
    assert found.seen == {"A": 1, "B": 1, "C": 1}


def test_a_name_that_repeats_is_told_apart_by_unit() -> None:
    assert gated(row(ratee="李虚构（虚构县林业局）")).ratees == (ROSTER[2],)
    assert gated(row(ratee="李 虚构", unit="虚构县水利局")).ratees == (ROSTER[1],)
    assert codes(row(7, ratee="李虚构")) == [("ratings.ratee_ambiguous", 7)]
    assert codes(row(7, ratee="张虚构", unit="水利局")) == [("ratings.ratee_unknown", 7)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"ratee": ""}, "ratings.ratee_missing"),
        ({"ratee": "王某"}, "ratings.ratee_unknown"),
        ({"ratee": "王某（水利局）"}, "ratings.ratee_unknown"),
        ({"rater": ""}, "ratings.rater_missing"),
        ({"rater_class": "D"}, "ratings.class_unknown"),
        ({"indicator": "勇"}, "ratings.indicator_unknown"),
        ({"choice": "极好"}, "ratings.choice_unknown"),
        ({"choice": "-5"}, "ratings.choice_unknown"),
        ({"choice": "", "score": "88"}, "ratings.score_unknown"),
        ({"choice": "优秀", "score": "85"}, "ratings.two_answers"),
    ],
)
def test_a_bad_row_is_named_by_line(said: dict[str, str], code: str) -> None:
    assert codes(
        row(2),
        row(
            9,
            rater="other" if "rater" not in said else "",
            **{key: value for key, value in said.items() if key != "rater"},
        ),
    ) == [(code, 9)]


def test_choice_and_score_that_agree_are_one_answer() -> None:
    assert gated(row(choice="优秀", score="95")).ballots[0].sheets["1"]["a"] == "excellent"


def test_one_unreadable_answer_is_one_finding() -> None:
    assert codes(row(choice="极好", score="95")) == [("ratings.choice_unknown", 2)]


def test_any_number_within_the_range_may_be_written() -> None:
    free = scheme((60, 40), scores=ScoreRange(Fraction(0), Fraction(100)))
    found = gated(row(choice="", score="88.5"), asked=free)
    assert found.ballots[0].sheets["1"]["a"] == Fraction("88.5")
    assert codes(row(choice="", score="101"), asked=free) == [("ratings.score_outside", 2)]


def test_a_rater_has_one_class_and_answers_once() -> None:
    assert codes(row(2), row(3, rater_class="B", indicator="b")) == [("ratings.two_classes", 3)]
    assert codes(row(2), row(3)) == [("ratings.twice", 3)]
    assert codes(row(2, choice=""), row(3)) == [("ratings.twice", 3)]


def test_counts_that_are_not_given_are_the_raters_seen() -> None:
    given = [Issue("B", 9, 8, 8)]
    assert issues_of(scheme(), given, {"A": 2, "B": 6}) == (
        Issue("B", 9, 8, 8),
        Issue("A", 2, 2, 2),
        Issue("C", 0, 0, 0),
    )
