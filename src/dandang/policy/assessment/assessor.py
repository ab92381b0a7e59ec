"""Who assesses: the managing authority, the present unit, the host of a secondment, the sender."""

from collections import defaultdict
from datetime import date

from dandang.career.career import Career
from dandang.days.spans import days_covered, months_of_year
from dandang.policy.assessment.words import YEAR, Span, spans, year_of
from dandang.policy.career_words import CAREER_WORDS, career_of
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, unknown
from dandang.policy.words import Facts
from dandang.terms.people import Regime, StatusKind

LEADERS_APART = "civil_servants_law.leaders_apart"
TRANSFERRED = "assessment_of_civil_servants.transferred_by"
HOSTED_MONTHS = "assessment_of_civil_servants.hosted_months"
STUDYING = "assessment_of_civil_servants.studying_by"

MANAGING = "主管机关"
HOSTED = frozenset({StatusKind.SECONDMENT})
AWAY = frozenset({StatusKind.STUDY})


@rule_of_person(
    "assessment.assessor",
    zh="由谁考核",
    en="Who assesses",
    document="civil_servants_law",
    parameters=(LEADERS_APART, TRANSFERRED, HOSTED_MONTHS, STUDYING),
)
def assessor(career: Career, year: int, *, on: date, local: Local) -> Verdict:
    """The unit that assesses the year, by its name; for a leading member the managing authority."""
    if career.regime is Regime.LEADER:
        apart = value(LEADERS_APART, on, local)
        facts = [fact("assessment.is_leader", authority=career.authority)]
        return met("assessment.by_managing", apart, facts=facts, answer=MANAGING)
    seconded = spans(career, HOSTED, year, on)
    hosted = value(HOSTED_MONTHS, on, local)
    by_host: dict[str, list[Span]] = defaultdict(list)
    for period, span in seconded:
        by_host[period.unit].append(span)
    first, last = year_of(year)
    for host, stays in by_host.items():
        days = days_covered(stays, first, last)
        if months_of_year(days, year) < hosted.whole:
            continue
        facts = [fact("assessment.hosted_days", days=days)]
        if not host:
            missing = [lack("assessment.host")]
            return unknown("assessment.host_unclear", hosted, missing=missing, facts=facts)
        return met("assessment.by_host", hosted, facts=facts, answer=host)
    return _home(career, year, on, local, bool(seconded))


def _home(career: Career, year: int, on: date, local: Local, seconded: bool) -> Verdict:
    post = career.main_on(min(on, year_of(year).last))
    unit = post.unit if post else career.unit
    if spans(career, AWAY, year, on):
        studying = value(STUDYING, on, local)
        return met("assessment.by_sender", studying, answer=unit)
    if seconded:
        return met("assessment.host_too_short", value(HOSTED_MONTHS, on, local), answer=unit)
    return met("assessment.by_present", value(TRANSFERRED, on, local), answer=unit)


def _of_career(career: Career, on: date, local: Local) -> Verdict:
    return assessor(career, on.year, on=on, local=local)


@question(
    "年度考核由谁考核",
    en="Who assesses the year",
    words=(YEAR, *CAREER_WORDS),
    of_career=_of_career,
)
def _assessor(facts: Facts, on: date, local: Local) -> Verdict:
    return assessor(career_of(facts), facts.needed(YEAR), on=on, local=local)
