"""Three-valued answers: what stands together, what stands against, what is not known."""

from datetime import date

import pytest

from dandang.policy import questions, rules
from dandang.policy.explain import data, explain, shown, text, value_text
from dandang.policy.verdict import (
    Verdict,
    all_of,
    any_of,
    fact,
    lack,
    met,
    not_,
    not_met,
    unknown,
    waived,
)
from dandang.terms.people import Regime
from dandang.terms.rules import ParameterUnit, RuleOutcome

YES = met("policy.yes")
NO = not_met("policy.no")
LIFTED = waived("policy.no")
OPEN = unknown("policy.no", missing=[lack("policy.yes")])


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        ((), RuleOutcome.MET),
        ((YES, YES), RuleOutcome.MET),
        ((YES, LIFTED), RuleOutcome.MET),
        ((LIFTED, LIFTED), RuleOutcome.WAIVED),
        ((YES, OPEN), RuleOutcome.UNKNOWN),
        ((OPEN, NO), RuleOutcome.NOT_MET),
    ],
)
def test_all_are_needed(parts: tuple[Verdict, ...], together: RuleOutcome) -> None:
    assert all_of(*parts).outcome is together


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        ((), RuleOutcome.NOT_MET),
        ((NO, YES), RuleOutcome.MET),
        ((OPEN, YES), RuleOutcome.MET),
        ((NO, LIFTED), RuleOutcome.WAIVED),
        ((NO, OPEN), RuleOutcome.UNKNOWN),
        ((NO, NO), RuleOutcome.NOT_MET),
    ],
)
def test_one_is_enough(parts: tuple[Verdict, ...], together: RuleOutcome) -> None:
    assert any_of(*parts).outcome is together


def test_what_is_unknown_stays_unknown_when_turned_round() -> None:
    assert [not_(one).outcome for one in (YES, NO, OPEN, LIFTED)] == [
        RuleOutcome.NOT_MET,
        RuleOutcome.MET,
        RuleOutcome.UNKNOWN,
        RuleOutcome.WAIVED,
    ]


def test_missing_evidence_is_named_once_and_only_where_it_matters() -> None:
    assert all_of(OPEN, OPEN).missing == (lack("policy.yes"),)
    assert all_of(OPEN, NO).missing == ()


def test_an_explanation_is_a_tree_of_plain_data() -> None:
    verdict = all_of(met("policy.yes", facts=[fact("policy.no")]))
    assert data(explain(verdict)) == {
        "kind": "condition",
        "text": "",
        "outcome": "met",
        "children": [
            {
                "kind": "condition",
                "text": "",
                "outcome": "met",
                "children": [
                    {
                        "kind": "finding",
                        "text": "是",
                        "outcome": None,
                        "children": [
                            {"kind": "fact", "text": "否", "outcome": None, "children": []}
                        ],
                    }
                ],
            }
        ],
    }
    assert text(explain(verdict, "en"), "en").splitlines()[0] == "condition：　[met]"


def test_values_are_shown_as_people_read_them() -> None:
    assert shown((True, Regime.LEADER, date(2026, 1, 2), None)) == "是、领导成员、2026-01-02、"
    assert value_text({"记过": 12}, ParameterUnit.MONTHS) == "记过：12 个月"
    assert value_text(20, ParameterUnit.PERCENT) == "20%"
    assert value_text(3, ParameterUnit.MAP) == "3"
    assert value_text("floor", ParameterUnit.TEXT) == "舍去小数"
    assert value_text("floor", ParameterUnit.TEXT, "en") == "cut down"
    assert value_text("现单位", ParameterUnit.TEXT) == "现单位"
    assert value_text((date(2026, 1, 2), False), ParameterUnit.ENUM) == "2026-01-02、否"


def test_an_id_and_a_question_are_taken_once() -> None:
    known = next(iter(rules.rules()))
    with pytest.raises(ValueError, match="stands twice"):
        rules.rule(known, zh="甲", en="a", document="civil_servants_law")(lambda: YES)
    asked = next(iter(questions.questions()))
    with pytest.raises(ValueError, match="stands twice"):
        questions.question(asked, en="a", words=())(lambda facts, on, local: YES)
