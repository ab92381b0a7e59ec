"""What a file alone tells of retirement."""

from datetime import date

from dandang.career import Appointment, Career
from dandang.days import PartialDate
from dandang.policy.explain import sentence
from dandang.policy.parameters import Local
from dandang.policy.questions import questions
from dandang.terms.people import Authority, PostLevel, Regime, Sex
from dandang.terms.rules import RuleOutcome


def deputy_of_the_county() -> Career:
    return Career(
        name="虚构",
        sex=Sex.FEMALE,
        birth=PartialDate(1970, 5),
        regime=Regime.LEADER,
        authority=Authority.CITY,
        unit="虚构县",
        appointments=(Appointment("虚构县", "副县长", PostLevel.COUNTY_DEPUTY, date(2020, 1, 1)),),
    )


def test_a_county_level_womans_file_is_enough_to_tell_when_she_reaches_the_age() -> None:
    ask = questions()["是否达到法定退休年龄"].of_career
    assert ask is not None
    verdict = ask(deputy_of_the_county(), date(2026, 6, 15), Local())
    assert (verdict.outcome, verdict.answer) == (RuleOutcome.NOT_MET, "2031.10")


def test_before_she_held_a_post_her_level_is_missing() -> None:
    ask = questions()["是否达到法定退休年龄"].of_career
    assert ask is not None
    verdict = ask(deputy_of_the_county(), date(2019, 6, 15), Local())
    assert verdict.outcome is RuleOutcome.UNKNOWN
    assert [sentence(one) for one in verdict.missing] == ["现任职务层次"]


def test_a_file_does_not_tell_of_contributions() -> None:
    ask = questions()["能否自愿弹性提前退休"].of_career
    assert ask is not None
    verdict = ask(deputy_of_the_county(), date(2031, 6, 15), Local())
    assert verdict.outcome is RuleOutcome.UNKNOWN
    assert [sentence(one) for one in verdict.missing] == ["养老保险缴费月数"]
