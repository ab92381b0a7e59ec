"""What the examples of restraints cannot say: files of the archive, refusals, history of a number."""

from datetime import date

import pytest

from dandang.career import Career, StatusPeriod
from dandang.days import PartialDate
from dandang.days.corresponding import corresponding_day, last_day_of_months
from dandang.policy.explain import sentence
from dandang.policy.parameters import Local, Parameter, read_document, value
from dandang.policy.questions import questions
from dandang.policy.register import history
from dandang.policy.restraints.imposed import Imposed
from dandang.policy.restraints.period import period
from dandang.policy.verdict import Verdict
from dandang.terms.organisation import Confidence
from dandang.terms.people import Authority, Regime, StatusKind
from dandang.terms.refusal import Refusal
from dandang.terms.restraints import Restraint
from dandang.terms.rules import RuleOutcome

DAY = date(2026, 11, 22)


def on_file(question: str, *periods: StatusPeriod) -> Verdict:
    career = Career(
        name="周启明",
        unit="清源县/县农业农村局",
        regime=Regime.CIVIL_SERVANT,
        authority=Authority.COUNTY,
        status_periods=periods,
    )
    ask = questions()[question].of_career
    assert ask is not None
    return ask(career, DAY, Local())


def test_an_open_investigation_on_file_freezes() -> None:
    found = on_file(
        "现在是否因立案审查冻结", StatusPeriod(StatusKind.INVESTIGATION, date(2026, 9, 1))
    )
    assert found.outcome is RuleOutcome.NOT_MET


def test_an_investigation_that_was_closed_freezes_nothing() -> None:
    closed = StatusPeriod(StatusKind.INVESTIGATION, date(2026, 2, 1), date(2026, 8, 31))
    assert on_file("现在是否因立案审查冻结", closed).outcome is RuleOutcome.MET


def test_sanctions_and_admonitions_on_file_are_counted_from_their_first_day() -> None:
    found = on_file(
        "影响期是否已满",
        StatusPeriod(StatusKind.SANCTION, date(2026, 5, 1), note="记过"),
        StatusPeriod(StatusKind.SANCTION, date(2024, 5, 1), note="警告"),
        StatusPeriod(StatusKind.ADMONITION, date(2026, 9, 1)),
    )
    assert (found.outcome, found.answer) == (RuleOutcome.NOT_MET, date(2027, 4, 30))


def test_a_sanction_that_the_file_does_not_name_is_unknown() -> None:
    found = on_file("影响期是否已满", StatusPeriod(StatusKind.SANCTION, date(2026, 5, 1)))
    assert found.outcome is RuleOutcome.UNKNOWN
    assert [sentence(one) for one in found.missing] == ["自 2026-05-01 起的处分是哪一种"]


def test_a_file_without_sanctions_is_free() -> None:
    assert on_file("影响期是否已满").outcome is RuleOutcome.MET


def asked(imposed: Imposed) -> Verdict:
    return period((imposed,), on=DAY, local=Local())


def test_a_probation_of_eighteen_months_is_refused() -> None:
    decided = PartialDate(2024, 1, 10)
    eighteen = Imposed(Restraint.PARTY_PROBATION, decided, 18, date(2025, 7, 10))
    with pytest.raises(Refusal) as refused:
        asked(eighteen)
    assert refused.value.code == "restraints.no_such_probation"


def test_a_sanction_before_the_first_text_lacks_the_text_of_its_day() -> None:
    found = asked(Imposed(Restraint.DEMERIT, PartialDate(2020, 6, 30)))
    assert found.outcome is RuleOutcome.UNKNOWN
    assert [sentence(one) for one in found.missing] == [
        "2020-06-30 有效的《中华人民共和国公职人员政务处分法》或其前文本"
    ]


def test_a_demerit_on_file_stands_against_a_promotion_and_a_rise_in_rank() -> None:
    demerit = StatusPeriod(StatusKind.SANCTION, date(2026, 5, 1), note="记过")
    assert on_file("现在提拔是否受处理处分影响", demerit).outcome is RuleOutcome.NOT_MET
    assert on_file("现在晋升职级是否受处理处分影响", demerit).outcome is RuleOutcome.NOT_MET


def test_a_sanction_that_is_over_on_file_still_waits_for_the_authority() -> None:
    over = StatusPeriod(StatusKind.SANCTION, date(2024, 5, 1), note="警告")
    assert on_file("现在提拔是否受处理处分影响", over).outcome is RuleOutcome.UNKNOWN


def test_a_running_demerit_decides_even_beside_an_unnamed_sanction() -> None:
    demerit = StatusPeriod(StatusKind.SANCTION, date(2026, 5, 1), note="记过")
    unnamed = StatusPeriod(StatusKind.SANCTION, date(2025, 5, 1))
    found = on_file("现在提拔是否受处理处分影响", demerit, unnamed)
    assert found.outcome is RuleOutcome.NOT_MET


def test_an_unnamed_sanction_on_file_leaves_a_promotion_open() -> None:
    unnamed = StatusPeriod(StatusKind.SANCTION, date(2026, 5, 1))
    assert on_file("现在提拔是否受处理处分影响", unnamed).outcome is RuleOutcome.UNKNOWN


def test_the_corresponding_day_of_the_thirty_first_is_the_end_of_a_shorter_month() -> None:
    assert corresponding_day(date(2026, 8, 31), 18) == date(2028, 2, 29)
    assert corresponding_day(date(2026, 3, 15), 6) == date(2026, 9, 15)


def test_a_period_ends_the_day_before_the_corresponding_day_or_on_it() -> None:
    start = date(2026, 3, 15)
    assert last_day_of_months(start, 6, day_before=True) == date(2026, 9, 14)
    assert last_day_of_months(start, 6, day_before=False) == date(2026, 9, 15)
    assert last_day_of_months(start, 6, day_before=True, days=3) == date(2026, 9, 17)


def warning(on: date) -> Parameter:
    return value("party_discipline.warning_months", on, Local())


def test_an_earlier_text_known_from_memory_is_marked_so() -> None:
    assert warning(date(2023, 12, 31)).confidence is Confidence.MEMORY
    assert warning(date(2024, 1, 1)).confidence is Confidence.VERIFIED


def test_the_history_of_a_number_says_which_value_is_less_sure() -> None:
    declared = warning(DAY).declared
    assert [text for _, text in history(declared)] == ["12 个月（未核实）", "12 个月"]


def test_a_confidence_that_nobody_knows_is_refused() -> None:
    text = """
    [document]
    code = "a"
    zh = "甲"
    ruled = ["leader"]
    [[parameter]]
    code = "b"
    rows = []
    zh = "乙"
    article = "第一条"
    unit = "count"
    confidence = "verified"
    checked = 2026-11-22
    source = "甲"
    executable = false
    [[parameter.value]]
    from = 2020-01-01
    value = 1
    confidence = "rumour"
    """
    with pytest.raises(ValueError, match="rumour"):
        read_document(text)
