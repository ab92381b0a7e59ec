"""A correction is withdrawn on paper, and its answer is served in every way that a result is."""

from datetime import date, timedelta

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.cases import queries as cases
from dandang.apps.cases.actions import Paper
from dandang.apps.corrections import actions, queries
from dandang.apps.grants.queries import actor_of
from dandang.apps.inbox.queries import inbox
from dandang.apps.letters.served import Served
from dandang.apps.organisation.models import Setting
from dandang.apps.permits.actor import Actor
from dandang.terms.access import Role
from dandang.terms.corrections import CorrectionItem
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import CaseMove, CaseStep, ServiceWay
from makers import NOW
from papers import a_scan
from seeding import House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
TODAY = NOW.date()
# A Sunday; ten working days later it is Friday, 4 December.
LATER = NOW + timedelta(days=2)
SIGNED = Served(ServiceWay.SIGNATURE, TODAY)


@pytest.fixture
def house() -> House:
    return seed()


def actor(house: House, role: Role) -> Actor:
    found = actor_of(house.accounts[role].pk)
    assert found is not None
    return found


def ask(house: House, item: CorrectionItem = CorrectionItem.BIRTH, right: str = "1980.02") -> int:
    by = actor(house, Role.CADRE)
    return actions.request(
        person=house.near.people[2].pk,
        item=item,
        text="户口簿上是二月（虚构）",
        right=right,
        proof=a_scan(by, NOW),
        by=by,
        at=NOW,
    )


def declined(house: House) -> int:
    case = ask(house)
    actions.decline(case=case, text="证明不足", by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    return case


def page(house: House, case: int, role: Role = Role.ORGANISER_OFFICER) -> queries.CorrectionPage:
    return queries.correction(actor(house, role), case, on=TODAY)


def test_an_officer_records_from_paper_that_the_cadre_withdraws(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    assert page(house, case).may_withdraw_for
    scan = a_scan(officer, NOW)
    actions.withdraw_for(case=case, acted_on=TODAY, scan=scan, by=officer, at=LATER)
    found = page(house, case)
    last = found.file.course[-1]
    assert found.row.step is CaseStep.WITHDRAWN
    assert (last.act.acted_by, last.act.recorded_by) == (found.row.name, officer.name)
    assert (last.act.acted_on, last.act.scan) == (TODAY, scan)
    assert not found.may_withdraw_for and not found.may_serve
    ask(house)


def test_a_withdrawal_on_paper_needs_its_scan_its_day_and_that_nothing_is_decided(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    scan = a_scan(officer, NOW)
    for on, paper, code in (
        (TODAY, None, "files.scan_missing"),
        (TODAY + timedelta(days=1), scan, "files.paper_ahead"),
        (TODAY - timedelta(days=1), scan, "files.paper_before"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.withdraw_for(case=case, acted_on=on, scan=paper, by=officer, at=NOW)
        assert refused.value.code == code
    actions.accept(case=case, text="", by=officer, at=NOW)
    with pytest.raises(Refusal, match=r"^cases\.not_now$"):
        actions.withdraw_for(case=case, acted_on=TODAY, scan=scan, by=officer, at=NOW)


def test_who_does_not_record_requests_withdraws_none_and_serves_none(house) -> None:
    case, leader = ask(house), actor(house, Role.LEADER)
    with pytest.raises(NotPermitted):
        actions.withdraw_for(case=case, acted_on=TODAY, scan=a_scan(leader, NOW), by=leader, at=NOW)
    actions.decline(case=case, text="证明不足", by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    with pytest.raises(NotPermitted):
        actions.serve(case=case, served=SIGNED, by=leader, at=NOW)


def test_the_days_to_ask_for_a_review_begin_with_service_and_not_with_the_decision(house) -> None:
    case = declined(house)
    assert page(house, case).object_until is None
    unit = actor(house, Role.UNIT_PERSONNEL_OFFICER)
    served = Served(ServiceWay.SIGNATURE, LATER.date())
    until = actions.serve(case=case, served=served, by=unit, at=LATER)
    assert (TODAY, until) == (date(2026, 11, 22), date(2026, 12, 8))
    found = page(house, case)
    assert (found.served_on, found.object_until) == (date(2026, 11, 24), date(2026, 12, 8))
    line = found.file.course[-1]
    assert (line.move, line.step) == (CaseMove.SERVE, CaseStep.DECLINED)
    assert (line.served, line.act.recorded_by) == (served, unit.name)
    assert TrailRow.objects.filter(verb="corrections.serve", actor_number=unit.account).count() == 1


@pytest.mark.parametrize(
    ("served", "code"),
    [
        (Served(ServiceWay.TALK, TODAY), "letters.talk_incomplete"),
        (Served(ServiceWay.REFUSED, TODAY, served_by="甲虚"), "letters.two_people_needed"),
        (Served(ServiceWay.POST, TODAY), "letters.post_incomplete"),
        (Served(ServiceWay.SIGNATURE, TODAY + timedelta(days=1)), "letters.service_ahead"),
        (Served(ServiceWay.SIGNATURE, TODAY - timedelta(days=1)), "letters.service_before_letter"),
    ],
)
def test_a_way_without_what_it_needs_is_refused(house, served: Served, code: str) -> None:
    case = declined(house)
    with pytest.raises(Refusal) as refused:
        actions.serve(case=case, served=served, by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    assert refused.value.code == code


def test_by_post_the_days_begin_where_the_organisation_says(house) -> None:
    Setting.objects.create(key="service.post_clock", value="posted", document="虚组发〔2026〕1号")
    case, officer = declined(house), actor(house, Role.ORGANISER_OFFICER)
    served = Served(ServiceWay.POST, LATER.date(), tracking="EX000000000CN", posted_on=TODAY)
    assert actions.serve(case=case, served=served, by=officer, at=LATER) == date(2026, 12, 4)


def test_reading_on_screen_serves_and_is_the_cadres_own(house) -> None:
    case, cadre = declined(house), actor(house, Role.CADRE)
    with pytest.raises(NotPermitted):
        actions.read_answer(case=case, by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    assert page(house, case, Role.CADRE).may_read
    assert actions.read_answer(case=case, by=cadre, at=NOW) == date(2026, 12, 4)
    last = page(house, case).file.course[-1]
    assert (last.act.acted_by, last.act.recorded_by) == (cadre.name, "")
    assert inbox(cadre) == ()


def test_an_answer_is_served_once_and_none_before_there_is_one(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    with pytest.raises(Refusal, match=r"^cases\.not_now$"):
        actions.serve(case=case, served=SIGNED, by=officer, at=NOW)
    actions.accept(case=case, text="", by=officer, at=NOW)
    assert actions.serve(case=case, served=SIGNED, by=officer, at=NOW) is None
    with pytest.raises(Refusal, match=r"^corrections\.served_already$"):
        actions.read_answer(case=case, by=actor(house, Role.CADRE), at=NOW)


def test_after_the_last_day_no_review_is_asked_for_and_before_service_it_is(house) -> None:
    case, officer, cadre = (
        declined(house),
        actor(house, Role.ORGANISER_OFFICER),
        actor(house, Role.CADRE),
    )
    actions.serve(case=case, served=SIGNED, by=officer, at=NOW)
    late = NOW + timedelta(days=15)
    with pytest.raises(Refusal, match=r"^corrections\.review_late$"):
        actions.object_to_decline(case=case, text="不同意", by=cadre, at=late)
    paper = Paper("本人", date(2026, 12, 4), a_scan(officer, late))
    actions.object_to_decline(case=case, text="不同意", by=officer, at=late, paper=paper)


def test_a_review_may_be_asked_for_on_a_day_before_the_formal_service(house) -> None:
    case, officer = declined(house), actor(house, Role.ORGANISER_OFFICER)
    served = Served(ServiceWay.SIGNATURE, LATER.date())
    actions.serve(case=case, served=served, by=officer, at=LATER)
    paper = Paper("本人", TODAY, a_scan(officer, LATER))
    actions.object_to_decline(case=case, text="不同意", by=officer, at=LATER, paper=paper)
    assert page(house, case).row.step is CaseStep.OBJECTED


def test_the_answer_of_a_review_is_served_anew(house) -> None:
    case, officer, leader = (
        declined(house),
        actor(house, Role.ORGANISER_OFFICER),
        actor(house, Role.LEADER),
    )
    actions.serve(case=case, served=SIGNED, by=officer, at=NOW)
    actions.object_to_decline(case=case, text="不同意", by=actor(house, Role.CADRE), at=NOW)
    actions.review(case=case, correct=False, text="维持", by=leader, at=NOW)
    assert page(house, case).may_serve
    actions.serve(case=case, served=SIGNED, by=officer, at=NOW)
    assert page(house, case).served_on == TODAY


def test_an_answer_waits_with_the_unit_until_it_is_served(house) -> None:
    unit = actor(house, Role.UNIT_PERSONNEL_OFFICER)
    case = declined(house)
    assert [item.what for item in inbox(unit)] == ["correction_to_serve"]
    actions.serve(case=case, served=SIGNED, by=unit, at=NOW)
    assert inbox(unit) == ()


def test_nobody_outside_the_scope_serves(house) -> None:
    case = declined(house)
    stranger = Actor(account=0, name="外人", kind="business")
    with pytest.raises(NotFound):
        actions.serve(case=case, served=SIGNED, by=stranger, at=NOW)
    assert cases.case_in_sight(case).course[-1].move is CaseMove.DECLINE
