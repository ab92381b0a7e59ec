"""A file whose sealed part stays closed."""

from dataclasses import replace
from datetime import date

from dandang.career import Career, StatusPeriod
from dandang.policy.explain import sentence
from dandang.policy.parameters import Local
from dandang.policy.sealed import ask_closed
from dandang.policy.verdict import Verdict, met, not_met
from dandang.terms.people import Authority, Regime, StatusKind
from dandang.terms.rules import RuleOutcome

ON = date(2026, 6, 15)
PLAIN = Career(name="虚构", regime=Regime.LEADER, authority=Authority.COUNTY, unit="虚构县")


def always(career: Career, on: date, local: Local) -> Verdict:
    return met("retirement.reached", answer="2026.06")


def unless_sanctioned(career: Career, on: date, local: Local) -> Verdict:
    held = {period.kind for period in career.status_on(on)}
    answer = not_met if StatusKind.SANCTION in held else met
    return answer("retirement.reached", answer="优秀")


def never(career: Career, on: date, local: Local) -> Verdict:
    return not_met("retirement.reached", answer=len(career.status_periods))


def test_what_no_sealed_period_can_change_is_answered_as_it_is() -> None:
    assert ask_closed(always, PLAIN, ON, Local()) == always(PLAIN, ON, Local())


def test_what_a_sanction_could_change_is_unknown_and_says_what_was_not_seen() -> None:
    verdict = ask_closed(unless_sanctioned, PLAIN, ON, Local())
    assert (verdict.outcome, verdict.answer) == (RuleOutcome.UNKNOWN, None)
    assert [sentence(one) for one in verdict.missing] == ["密封的立案、处分、诫勉登记"]


def test_what_is_not_met_already_stays_not_met() -> None:
    assert ask_closed(never, PLAIN, ON, Local()).outcome is RuleOutcome.NOT_MET


def test_a_known_sanction_is_answered_without_a_doubt() -> None:
    sanctioned = replace(PLAIN, status_periods=(StatusPeriod(StatusKind.SANCTION, ON),))
    verdict = ask_closed(unless_sanctioned, sanctioned, ON, Local())
    assert (verdict.outcome, verdict.missing) == (RuleOutcome.NOT_MET, ())
