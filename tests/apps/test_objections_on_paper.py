"""Objections in which somebody acts on paper: the answerer without account, the cadre, the service."""

from datetime import date

import pytest

from dandang.apps.archive.queries import opened
from dandang.apps.cases import actions as cases
from dandang.apps.cases import queries as case_queries
from dandang.apps.files.papers import Paper
from dandang.apps.inbox.queries import inbox
from dandang.apps.letters.served import Served
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.actions.meeting import Member, Minutes, MinutesRow
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import CaseStep, DecisionState, Finding, ServiceWay
from papers import a_scan
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
TUESDAY = date(2026, 9, 22)
ANSWERER = {"name": "钱虚", "office": "县纪委监委党风室主任"}


@pytest.fixture
def at_hand() -> RoundAtHand:
    """A published round; the cadre's letter was served and he objected on Monday 21 September."""
    ready = RoundAtHand(seed()).to_review().publish()
    ready.serve(2)
    return ready


@pytest.fixture
def case(at_hand) -> int:
    return rounds.object_to_result(
        ratee=at_hand.ratee(2).pk, text="请复核（虚构）", by=at_hand.cadre, at=MORNING
    )


def answer(at_hand: RoundAtHand, case: int, finding: Finding = Finding.DISMISSED, **more) -> None:
    given = {
        "text": "已核实（虚构）",
        "acted_on": TUESDAY,
        "scan": a_scan(at_hand.officer, MORNING),
        "by": at_hand.officer,
        "at": at_hand.later(TUESDAY),
        **more,
    }
    rounds.answer_for(case=case, finding=finding, **given)


def assign(at_hand: RoundAtHand, case: int, **whom: str) -> None:
    rounds.assign_named(case=case, by=at_hand.officer, at=MORNING, **(whom or ANSWERER))


def test_somebody_without_account_answers_on_paper_and_an_officer_records_it(at_hand, case) -> None:
    assign(at_hand, case)
    answer(at_hand, case)
    line = case_queries.case_file(at_hand.cadre, case).course[-1]
    assert (line.act.acted_by, line.act.acted_on, line.act.recorded_by) == (
        "钱虚",
        TUESDAY,
        at_hand.officer.name,
    )
    assert case_queries.case_file(at_hand.officer, case).row.step is CaseStep.ANSWERED


def test_an_upheld_answer_from_paper_reopens_the_grade_and_a_meeting_decides_it_anew(
    at_hand, case
) -> None:
    assign(at_hand, case)
    answer(at_hand, case, Finding.UPHELD)
    ratee = at_hand.ratee(2)
    assert ratee.decision == DecisionState.REOPENED
    assert [line.what for line in inbox(at_hand.panellist)] == ["grade_reopened"]
    minutes = Minutes(
        TUESDAY,
        (Member("张虚"), Member("李虚")),
        a_scan(at_hand.officer, MORNING),
        (MinutesRow(ratee.pk, "称职", "复核后重新评定（虚构）"),),
    )
    rounds.record_meeting(
        number=at_hand.number, minutes=minutes, by=at_hand.officer, at=at_hand.later(TUESDAY)
    )
    assert (at_hand.ratee(2).grade, inbox(at_hand.panellist)) == ("称职", ())


def test_who_opens_a_paper_of_an_objection_is_told_to_the_cadre(at_hand, case) -> None:
    assign(at_hand, case)
    answer(at_hand, case, Finding.DISMISSED)
    scan = case_queries.case_file(at_hand.officer, case).course[-1].act.scan
    assert scan is not None
    for by in (at_hand.officer, at_hand.cadre):
        cases.open_scan(case=case, file=scan, by=by, at=at_hand.later(TUESDAY))
    (line,) = opened(at_hand.cadre, person=at_hand.cadre.person or 0, on=TUESDAY).rows
    assert (line.verb, line.actor, line.purpose) == (
        "cases.read",
        at_hand.officer.name,
        "办理异议",
    )
    assert line.details["as"] == "organiser_officer"
    with pytest.raises(NotFound):
        cases.open_scan(case=case, file=scan + 1000, by=at_hand.officer, at=MORNING)


def test_who_took_part_does_not_answer_on_paper_either(at_hand, case) -> None:
    rater = at_hand.house.near.people[5].name
    with pytest.raises(Refusal, match="took_part"):
        assign(at_hand, case, name=rater, office="县水务局科员")
    with pytest.raises(Refusal, match="took_part"):
        assign(at_hand, case, name=at_hand.ratee(2).line.name, office="县水务局副局长")
    with pytest.raises(Refusal, match="answerer_missing"):
        assign(at_hand, case, name="钱虚", office=" ")


def test_a_member_of_the_panel_known_by_name_alone_does_not_answer(at_hand) -> None:
    other = RoundAtHand(at_hand.house).to_review()
    minutes = Minutes(
        DAY,
        (Member("钱虚", "县政协"), Member("李虚")),
        a_scan(at_hand.officer, MORNING),
        tuple(MinutesRow(other.ratee(place).pk, "优秀") for place in range(3)),
    )
    rounds.record_meeting(number=other.number, minutes=minutes, by=at_hand.officer, at=MORNING)
    rounds.publish(number=other.number, by=at_hand.officer, at=MORNING)
    other.serve(2)
    case = rounds.object_to_result(
        ratee=other.ratee(2).pk, text="请复核（虚构）", by=at_hand.cadre, at=MORNING
    )
    with pytest.raises(Refusal, match="took_part"):
        assign(at_hand, case)


def test_the_answer_of_an_assigned_account_can_come_on_paper_too(at_hand, case) -> None:
    discipline = at_hand.actor(Role.DISCIPLINE_OFFICER)
    assert discipline.account is not None
    rounds.assign(case=case, account=discipline.account, by=at_hand.officer, at=MORNING)
    with pytest.raises(NotPermitted):
        answer(at_hand, case, by=discipline)
    with pytest.raises(Refusal, match="paper_before"):
        answer(at_hand, case, acted_on=date(2026, 9, 18))
    with pytest.raises(Refusal, match="scan_missing"):
        answer(at_hand, case, scan=None)
    answer(at_hand, case)
    line = case_queries.case_file(at_hand.officer, case).course[-1]
    assert line.act.acted_by == discipline.name


def test_before_somebody_is_assigned_no_answer_is_recorded(at_hand, case) -> None:
    with pytest.raises(Refusal, match="not_now"):
        answer(at_hand, case)


def test_a_withdrawal_on_paper_is_recorded_until_somebody_is_assigned(at_hand, case) -> None:
    given = {"case": case, "by": at_hand.officer, "at": MORNING}
    with pytest.raises(Refusal, match="scan_missing"):
        rounds.withdraw_for(acted_on=DAY, scan=None, **given)
    scan = a_scan(at_hand.officer, MORNING)
    with pytest.raises(Refusal, match="paper_ahead"):
        rounds.withdraw_for(acted_on=TUESDAY, scan=scan, **given)
    rounds.withdraw_for(acted_on=DAY, scan=scan, **given)
    found = case_queries.case_file(at_hand.cadre, case)
    assert found.row.step is CaseStep.WITHDRAWN
    assert found.course[-1].act.acted_by == at_hand.ratee(2).line.name


def test_an_assigned_objection_is_not_withdrawn_on_paper(at_hand, case) -> None:
    assign(at_hand, case)
    scan = a_scan(at_hand.officer, MORNING)
    with pytest.raises(Refusal, match="not_now"):
        rounds.withdraw_for(case=case, acted_on=DAY, scan=scan, by=at_hand.officer, at=MORNING)


def test_the_cadre_withdraws_on_his_own_page_and_nobody_elses(at_hand, case) -> None:
    with pytest.raises(NotFound):
        rounds.withdraw(case=case, by=at_hand.panellist, at=MORNING)
    rounds.withdraw(case=case, by=at_hand.cadre, at=MORNING)
    assert case_queries.case_file(at_hand.cadre, case).row.step is CaseStep.WITHDRAWN


def test_the_answer_is_served_in_the_same_ways_as_a_result(at_hand, case) -> None:
    assign(at_hand, case)
    answer(at_hand, case)
    given = {"case": case, "text": "", "by": at_hand.officer, "at": at_hand.later(TUESDAY)}
    with pytest.raises(Refusal, match="two_people_needed"):
        rounds.close_objection(
            served=Served(ServiceWay.REFUSED, TUESDAY, served_by="张虚", place="办公室"), **given
        )
    with pytest.raises(Refusal, match="service_before_letter"):
        rounds.close_objection(served=Served(ServiceWay.SIGNATURE, DAY), **given)
    talk = Served(ServiceWay.TALK, TUESDAY, served_by="张虚", witnesses="李虚")
    rounds.close_objection(served=talk, **given)
    line = case_queries.case_file(at_hand.cadre, case).course[-1]
    assert (line.served, line.act.recorded_by) == (talk, at_hand.officer.name)


def test_an_objection_on_paper_is_not_older_than_the_service_it_answers(at_hand) -> None:
    at_hand.serve(0, TUESDAY)
    scan = a_scan(at_hand.officer, MORNING)
    with pytest.raises(Refusal, match="paper_before"):
        rounds.object_to_result(
            ratee=at_hand.ratee(0).pk,
            text="异议（虚构）",
            by=at_hand.officer,
            at=at_hand.later(TUESDAY),
            paper=Paper("水虚甲", DAY, scan),
        )
