"""Objections to a result."""

from datetime import date

import pytest

from dandang.apps.cases import actions as cases
from dandang.apps.cases import queries as case_queries
from dandang.apps.files.actions import put_scan
from dandang.apps.grants.queries import actor_of
from dandang.apps.inbox.queries import inbox
from dandang.apps.letters.models import Letter
from dandang.apps.letters.served import Served
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.queries import own, running
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import CaseStep, DecisionState, Finding, ServiceWay
from makers import make_account
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
LAST_DAY = date(2026, 9, 29)


@pytest.fixture
def at_hand() -> RoundAtHand:
    """A published round; the cadre's letter was served on Monday 21 September."""
    ready = RoundAtHand(seed()).to_review().publish()
    ready.serve(2)
    return ready


def file(at_hand: RoundAtHand, on: date = DAY, text: str = "请复核（虚构）") -> int:
    return rounds.object_to_result(
        ratee=at_hand.ratee(2).pk, text=text, by=at_hand.cadre, at=at_hand.later(on)
    )


def answer(at_hand: RoundAtHand, case: int, finding: Finding) -> None:
    discipline = at_hand.actor(Role.DISCIPLINE_OFFICER)
    assert discipline.account is not None
    rounds.assign(case=case, account=discipline.account, by=at_hand.officer, at=MORNING)
    rounds.answer(case=case, finding=finding, text="已核实（虚构）", by=discipline, at=MORNING)


def close(at_hand: RoundAtHand, case: int, text: str = "") -> None:
    served = Served(ServiceWay.SIGNATURE, DAY)
    rounds.close_objection(case=case, served=served, text=text, by=at_hand.officer, at=MORNING)


def test_an_objection_is_open_to_the_last_working_day_and_not_beyond(at_hand) -> None:
    until = own.result(at_hand.cadre, at_hand.ratee(2).pk, on=DAY).page.row.service.until
    after = date.fromordinal(until.toordinal() + 1)
    assert not own.result(at_hand.cadre, at_hand.ratee(2).pk, on=after).may_object
    with pytest.raises(Refusal, match="objection_late"):
        file(at_hand, after)
    assert own.result(at_hand.cadre, at_hand.ratee(2).pk, on=until).may_object
    file(at_hand, until)


def test_before_service_there_is_no_clock_and_no_objection(at_hand) -> None:
    scan = put_scan(name="异议.pdf", content=b"%PDF-1.4", by=at_hand.officer, at=MORNING)
    paper = cases.Paper(acted_by="本人", acted_on=DAY, scan=scan)
    with pytest.raises(Refusal, match="not_served"):
        rounds.object_to_result(
            ratee=at_hand.ratee(0).pk, text="异议", by=at_hand.officer, at=MORNING, paper=paper
        )


def test_nobody_objects_for_somebody_else(at_hand) -> None:
    with pytest.raises(NotFound):
        rounds.object_to_result(
            ratee=at_hand.ratee(0).pk, text="异议", by=at_hand.cadre, at=MORNING
        )


def test_the_day_on_the_paper_counts_and_a_scan_is_needed(at_hand) -> None:
    ratee = at_hand.ratee(2).pk
    late = at_hand.later(date(2026, 10, 20))
    bare = cases.Paper(acted_by="水虚丙", acted_on=DAY, scan=None)
    with pytest.raises(Refusal, match="scan_missing"):
        rounds.object_to_result(ratee=ratee, text="异议", by=at_hand.officer, at=late, paper=bare)
    scan = put_scan(name="异议.pdf", content=b"%PDF-1.4", by=at_hand.officer, at=late)
    paper = cases.Paper(acted_by="水虚丙", acted_on=DAY, scan=scan)
    case = rounds.object_to_result(
        ratee=ratee, text="异议", by=at_hand.officer, at=late, paper=paper
    )
    line = case_queries.case_file(at_hand.officer, case).course[0]
    assert (line.act.acted_by, line.act.recorded_by, line.act.acted_on) == (
        "水虚丙",
        at_hand.officer.name,
        DAY,
    )


def test_an_empty_objection_and_a_second_one_are_refused(at_hand) -> None:
    with pytest.raises(Refusal, match="text_missing"):
        file(at_hand, text="  ")
    file(at_hand)
    with pytest.raises(Refusal, match="already_open"):
        file(at_hand)


def test_whoever_took_part_does_not_answer(at_hand) -> None:
    case = file(at_hand)
    assert at_hand.officer.account is not None
    with pytest.raises(Refusal, match="took_part"):
        rounds.assign(case=case, account=at_hand.officer.account, by=at_hand.officer, at=MORNING)
    offered = {each.account for each in case_queries.may_answer(at_hand.officer, case)}
    near = at_hand.house.near
    rater = make_account(Role.DISCIPLINE_OFFICER, unit=near.unit, person=near.people[5])
    assert rater.pk not in {e.account for e in case_queries.may_answer(at_hand.officer, case)}
    with pytest.raises(Refusal, match="took_part"):
        rounds.assign(case=case, account=rater.pk, by=at_hand.officer, at=MORNING)
    assert offered == {
        at_hand.house.accounts[Role.DISCIPLINE_OFFICER].pk,
        at_hand.house.accounts[Role.JOINT_MEETING_MEMBER].pk,
    }


def test_only_the_one_assigned_answers(at_hand) -> None:
    case = file(at_hand)
    discipline = at_hand.actor(Role.DISCIPLINE_OFFICER)
    assert discipline.account is not None
    rounds.assign(case=case, account=discipline.account, by=at_hand.officer, at=MORNING)
    other = actor_of(make_account(Role.DISCIPLINE_OFFICER, unit=at_hand.house.near.unit).pk)
    assert other is not None
    with pytest.raises((NotFound, NotPermitted)):
        rounds.answer(case=case, finding=Finding.DISMISSED, text="不成立", by=other, at=MORNING)
    with pytest.raises(Refusal, match="text_missing"):
        rounds.answer(case=case, finding=Finding.DISMISSED, text="", by=discipline, at=MORNING)


def test_a_dismissed_objection_leaves_the_result_as_it_is(at_hand) -> None:
    case = file(at_hand)
    answer(at_hand, case, Finding.DISMISSED)
    close(at_hand, case, "当面送达")
    found = case_queries.case_file(at_hand.cadre, case)
    assert (found.row.step, found.row.finding) == (CaseStep.CLOSED, Finding.DISMISSED)
    assert at_hand.ratee(2).decision == DecisionState.CONFIRMED


def test_an_upheld_objection_goes_back_to_the_panel_and_replaces_the_letter(at_hand) -> None:
    case = file(at_hand)
    answer(at_hand, case, Finding.UPHELD)
    ratee = at_hand.ratee(2)
    assert ratee.decision == DecisionState.REOPENED
    assert own.result(at_hand.cadre, ratee.pk, on=DAY).under_review
    with pytest.raises(Refusal, match="panel_first"):
        close(at_hand, case)
    with pytest.raises(Refusal, match="reason_missing"):
        rounds.decide(ratee=ratee.pk, grade="优秀", reason="", by=at_hand.panellist, at=MORNING)
    rounds.decide(
        ratee=ratee.pk, grade="称职", reason="复核后调整", by=at_hand.panellist, at=MORNING
    )
    close(at_hand, case)
    letters = Letter.objects.filter(subject_number=str(ratee.pk)).order_by("sequence")
    assert [(each.replaced, each.values["grade"]) for each in letters] == [
        (True, "优秀"),
        (False, "称职"),
    ]
    row = running.ratees(at_hand.officer, at_hand.number).rows[2]
    assert (row.grade, row.service) == ("称职", None)
    with pytest.raises(Refusal, match="not_served"):
        file(at_hand)


def test_a_reopened_grade_waits_for_the_panel_and_for_nobody_once_decided(at_hand) -> None:
    answer(at_hand, file(at_hand), Finding.UPHELD)
    assert [line.what for line in inbox(at_hand.panellist)] == ["grade_reopened"]
    rounds.decide(
        ratee=at_hand.ratee(2).pk, grade="称职", reason="复核", by=at_hand.panellist, at=MORNING
    )
    assert inbox(at_hand.panellist) == ()
    assert [line.what for line in inbox(at_hand.officer)] == ["case_to_close"]


def test_a_published_grade_is_not_decided_again_without_an_upheld_objection(at_hand) -> None:
    with pytest.raises(Refusal, match="already_published"):
        rounds.decide(
            ratee=at_hand.ratee(0).pk, grade="称职", reason="改", by=at_hand.panellist, at=MORNING
        )


def test_a_move_out_of_turn_is_refused(at_hand) -> None:
    case = file(at_hand)
    with pytest.raises(Refusal, match="not_now"):
        close(at_hand, case)


def test_a_case_outside_the_viewers_sight_does_not_exist(at_hand) -> None:
    case = file(at_hand)
    with pytest.raises(NotFound):
        case_queries.case_file(at_hand.actor(Role.DISCIPLINE_OFFICER), case)
    assert case_queries.cases(at_hand.actor(Role.JOINT_MEETING_MEMBER)).rows == ()


def test_an_objection_is_withdrawn_by_its_own_cadre_until_somebody_is_assigned(at_hand) -> None:
    case = file(at_hand)
    with pytest.raises(NotFound):
        cases.withdraw(number=case, by=at_hand.officer, at=MORNING)
    cases.withdraw(number=case, by=at_hand.cadre, at=MORNING)
    assert case_queries.case_file(at_hand.cadre, case).row.step is CaseStep.WITHDRAWN
    again = file(at_hand)
    answer(at_hand, again, Finding.DISMISSED)
    with pytest.raises(Refusal, match="not_now"):
        cases.withdraw(number=again, by=at_hand.cadre, at=MORNING)
