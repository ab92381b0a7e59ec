"""Questions that a person's file is enough to answer."""

from datetime import date
from typing import Any

from dandang.career import Career, StatusPeriod, YearGrade
from dandang.policy.parameters import Local, book
from dandang.policy.questions import questions
from dandang.policy.register import parameter_data, rule_data
from dandang.policy.rules import rules
from dandang.policy.verdict import Verdict
from dandang.terms.grading import GradeLimit
from dandang.terms.people import Authority, Regime, StatusKind
from dandang.terms.rules import RuleOutcome

ON = date(2026, 12, 31)


def asked(question: str, on: date = ON, **values: Any) -> Verdict:
    career = Career(
        name="虚一",
        authority=Authority.UNIT,
        regime=Regime.CIVIL_SERVANT,
        unit="清源县/县财政局",
        **values,
    )
    ask = questions()[question].of_career
    assert ask is not None
    return ask(career, on, Local())


def test_the_best_grade_of_the_year_of_the_day() -> None:
    sanction = StatusPeriod(StatusKind.SANCTION, date(2026, 5, 10), date(2026, 11, 9), "政务警告")
    question = "年度考核最高可以定什么等次"
    assert asked(question, status_periods=(sanction,)).answer is GradeLimit.COMPETENT
    assert asked(question, date(2027, 12, 31), status_periods=(sanction,)).answer is (
        GradeLimit.EXCELLENT
    )


def test_who_assesses_the_year_of_the_day() -> None:
    assert asked("年度考核由谁考核").answer == "清源县/县财政局"


def test_the_reward_for_the_last_grade_on_file() -> None:
    grades = (YearGrade(2024, "优秀"), YearGrade(2025, "优秀"))
    question = "按年度考核结果应给什么奖励"
    assert asked(question, year_grades=(YearGrade(2023, "称职"), *grades)).answer == "嘉奖"
    assert asked(question).outcome is RuleOutcome.UNKNOWN


def test_whether_last_year_bars_promotion() -> None:
    question = "上年度的等次影响晋升吗"
    assert asked(question, year_grades=(YearGrade(2025, "基本称职"),)).outcome is (
        RuleOutcome.NOT_MET
    )
    assert asked(question).outcome is RuleOutcome.UNKNOWN


def test_the_register_tells_a_parameter_with_its_history() -> None:
    found = parameter_data(book().declared["assessment_of_civil_servants.excellent_share"])
    assert found["values"] == [{"from": "2020-12-28", "value": "20%"}]
    assert (found["article"], found["confidence"], found["checked_by"]) == (
        "条号未核",
        "partial",
        "",
    )


def test_the_register_tells_a_rule_with_its_parameters() -> None:
    found = rule_data(rules()["assessment.leave"])
    assert found["regimes"] == ["civil_servant", "as_civil_servant"]
    assert found["parameters"] == [
        "assessment_of_civil_servants.leave_months",
        "assessment_of_civil_servants.leave_kinds",
    ]
