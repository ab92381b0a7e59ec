"""A cadre asks for a correction with proof, is answered in time, and may ask for one review."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dandang.apps.archive import actions as archive
from dandang.apps.archive.actions import storing
from dandang.apps.archive.models import Person
from dandang.apps.archive.queries import opened
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.audit.models import TrailRow
from dandang.apps.cases import queries as cases
from dandang.apps.cases.actions import Paper
from dandang.apps.corrections import actions, queries
from dandang.apps.files.actions import put_scan
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.grants.queries import actor_of
from dandang.apps.inbox.queries import inbox
from dandang.apps.letters.served import Served
from dandang.apps.organisation.models import Setting
from dandang.apps.permits.actor import Actor
from dandang.career import Career
from dandang.terms.access import Role
from dandang.terms.corrections import CorrectionItem, CorrectionOutcome
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import CaseStep, ServiceWay
from makers import NOW, make_account
from seeding import House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
TODAY = NOW.date()
NUMBER = "999999198001010011"


@pytest.fixture
def house() -> House:
    return seed()


def actor(house: House, role: Role) -> Actor:
    found = actor_of(house.accounts[role].pk)
    assert found is not None
    return found


def person(house: House) -> int:
    return house.near.people[2].pk


def career(house: House) -> Career:
    row = Person.objects.select_related("unit").get(pk=person(house))
    return careers_of([row], sealed=True)[row.pk]


def ask(
    house: House,
    item: CorrectionItem = CorrectionItem.BIRTH,
    right: str = "1980.02",
    text: str = "户口簿上是二月（虚构）",
) -> int:
    by = actor(house, Role.CADRE)
    proof = put_scan(name="户口簿.pdf", content=b"%PDF-1.4", by=by, at=NOW)
    return actions.request(
        person=person(house), item=item, text=text, right=right, proof=proof, by=by, at=NOW
    )


def test_an_accepted_correction_changes_the_file_by_the_same_act(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    actions.accept(case=case, text="与户口簿一致", by=officer, at=NOW)
    assert str(career(house).birth) == "1980.02"
    page = queries.correction(actor(house, Role.CADRE), case, on=TODAY)
    assert (page.before, page.right, page.row.outcome) == (
        "1980.01",
        "1980.02",
        CorrectionOutcome.ACCEPTED,
    )
    told = TrailRow.objects.get(verb="corrections.decide", subject_kind="person")
    assert told.details["fields"] == {"birth": ["1980.01", "1980.02"]}


def test_what_is_stored_while_a_correction_waits_for_the_person_stands(house, monkeypatch) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    take = storing.take

    def after_another(number: int, **told: object) -> Person:
        Person.objects.filter(pk=number).update(birth_place="虚构乡")
        return take(number, **told)

    monkeypatch.setattr(storing, "take", after_another)
    actions.accept(case=case, text="与户口簿一致", by=officer, at=NOW)
    assert (career(house).birth_place, str(career(house).birth)) == ("虚构乡", "1980.02")


@pytest.mark.parametrize(
    ("item", "right", "name", "value"),
    [
        (CorrectionItem.NAME, "虚 戊", "name", "虚戊"),
        (CorrectionItem.ETHNICITY, "回族", "ethnicity", "回族"),
        (CorrectionItem.HEALTH, "健康", "health", "健康"),
    ],
)
def test_any_single_value_can_be_corrected(house, item, right, name, value) -> None:
    case = ask(house, item, right)
    actions.accept(case=case, text="", by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    assert getattr(career(house), name) == value


def test_schooling_is_filled_where_nothing_was_on_file(house) -> None:
    case = ask(house, CorrectionItem.AT_WORK_SCHOOLING, "研究生")
    actions.accept(case=case, text="", by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    assert [(one.full_time, one.schooling) for one in career(house).educations] == [
        (False, "研究生")
    ]


def test_a_request_needs_proof_words_and_a_value_that_can_be_read(house) -> None:
    by = actor(house, Role.CADRE)
    proof = put_scan(name="a.pdf", content=b"%PDF-1.4", by=by, at=NOW)
    for changed, code in (
        ({"proof": None}, "corrections.proof_missing"),
        ({"right": ""}, "corrections.right_missing"),
        ({"right": "去年"}, "corrections.right_unclear"),
        ({"right": "1980"}, "corrections.right_unclear"),
        ({"text": " "}, "cases.text_missing"),
    ):
        told = {"proof": proof, "right": "1980.02", "text": "有误", **changed}
        with pytest.raises(Refusal) as refused:
            actions.request(person=person(house), item=CorrectionItem.BIRTH, by=by, at=NOW, **told)
        assert refused.value.code == code


def test_a_second_request_about_the_same_item_waits_for_the_first(house) -> None:
    ask(house)
    with pytest.raises(Refusal, match="already_open"):
        ask(house)
    ask(house, CorrectionItem.PARTY, "2005.06")


def test_what_is_sealed_stands_in_the_proof_alone(house) -> None:
    with pytest.raises(Refusal, match="keep_it_in_the_proof"):
        ask(house, CorrectionItem.IDENTITY, NUMBER)
    case, officer = ask(house, CorrectionItem.IDENTITY, ""), actor(house, Role.ORGANISER_OFFICER)
    with pytest.raises(Refusal, match="right_missing"):
        actions.accept(case=case, text="", by=officer, at=NOW)
    actions.accept(case=case, text="", value=NUMBER, by=officer, at=NOW)
    assert career(house).identity == NUMBER
    page = queries.correction(officer, case, on=TODAY)
    assert NUMBER not in repr(page)
    assert not [row for row in TrailRow.objects.all() if NUMBER in repr(row.details)]


def test_posts_and_family_are_changed_on_their_own_pages_and_the_answer_says_how(house) -> None:
    case, officer = ask(house, CorrectionItem.CAREER, ""), actor(house, Role.ORGANISER_OFFICER)
    with pytest.raises(Refusal, match="say_how"):
        actions.accept(case=case, text=" ", by=officer, at=NOW)
    actions.accept(case=case, text="已在办理任免中更正", by=officer, at=NOW)


def test_the_answer_is_due_after_the_days_of_the_setting(house) -> None:
    Setting.objects.create(key="correction.answer_days", value="5", document="虚组〔2026〕1号")
    case = ask(house)
    due = queries.correction(actor(house, Role.CADRE), case, on=TODAY).row.due
    assert due == date(2026, 11, 27)


def test_each_step_waits_for_exactly_one_and_the_answer_for_the_cadre(house) -> None:
    officer, leader, cadre = (
        actor(house, role) for role in (Role.ORGANISER_OFFICER, Role.LEADER, Role.CADRE)
    )

    def waits(who: Actor) -> list[str]:
        return [line.what for line in inbox(who)]

    case = ask(house)
    assert (waits(officer), waits(leader), waits(cadre)) == (["correction_to_decide"], [], [])
    actions.decline(case=case, text="证明不足", by=officer, at=NOW)
    assert (waits(officer), waits(leader), waits(cadre)) == ([], [], ["correction_answered"])
    actions.object_to_decline(case=case, text="另有出生证", by=cadre, at=NOW)
    assert (waits(officer), waits(leader), waits(cadre)) == ([], ["correction_to_review"], [])
    actions.review(case=case, correct=True, text="出生证可信", by=leader, at=NOW)
    assert (waits(officer), waits(leader), waits(cadre)) == ([], [], ["correction_answered"])
    assert str(career(house).birth) == "1980.02"
    actions.read_answer(case=case, by=cadre, at=NOW)
    assert waits(cadre) == []


def test_a_decline_has_reasons_and_can_be_reviewed_once(house) -> None:
    case, officer, cadre = (
        ask(house),
        *(actor(house, role) for role in (Role.ORGANISER_OFFICER, Role.CADRE)),
    )
    with pytest.raises(Refusal, match="text_missing"):
        actions.decline(case=case, text="", by=officer, at=NOW)
    actions.decline(case=case, text="证明不足", by=officer, at=NOW)
    actions.object_to_decline(case=case, text="不服", by=cadre, at=NOW)
    leader = actor(house, Role.LEADER)
    actions.review(case=case, correct=False, text="维持", by=leader, at=NOW)
    assert str(career(house).birth) == "1980.01"
    with pytest.raises(Refusal, match="not_now"):
        actions.object_to_decline(case=case, text="还是不服", by=cadre, at=NOW)
    page = queries.correction(cadre, case, on=TODAY)
    assert page.row.outcome is CorrectionOutcome.UPHELD_ON_REVIEW
    assert not page.may_object


def test_a_review_is_asked_for_within_ten_working_days(house) -> None:
    case = ask(house)
    actions.decline(case=case, text="证明不足", by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    cadre = actor(house, Role.CADRE)
    actions.read_answer(case=case, by=cadre, at=NOW)
    until = queries.correction(cadre, case, on=TODAY).object_until
    assert until == date(2026, 12, 4)
    assert not queries.correction(cadre, case, on=until + timedelta(days=1)).may_object
    with pytest.raises(Refusal, match="review_late"):
        actions.object_to_decline(case=case, text="不服", by=cadre, at=NOW + timedelta(days=13))


def test_a_review_is_asked_for_on_paper_too_and_the_day_on_the_paper_counts(house) -> None:
    case, unit = ask(house), actor(house, Role.UNIT_PERSONNEL_OFFICER)
    actions.decline(case=case, text="证明不足", by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    assert queries.correction(unit, case, on=TODAY).may_object_for
    actions.serve(case=case, served=Served(ServiceWay.SIGNATURE, TODAY), by=unit, at=NOW)
    scan = put_scan(name="复核申请.pdf", content=b"%PDF-1.4", by=unit, at=NOW)
    late = NOW + timedelta(days=20)
    told = {"case": case, "text": "不服", "by": unit, "at": late}
    with pytest.raises(Refusal, match="review_late"):
        actions.object_to_decline(**told, paper=Paper("水虚丙", late.date(), scan))
    actions.object_to_decline(**told, paper=Paper("水虚丙", date(2026, 12, 4), scan))
    line = queries.correction(unit, case, on=TODAY).file.course[-1]
    act = line.act
    assert (act.acted_by, act.recorded_by, act.scan) == ("水虚丙", unit.name, scan)


def test_a_leaders_review_on_paper_is_recorded_and_ends_the_matter(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    actions.decline(case=case, text="证明不足", by=officer, at=NOW)
    actions.object_to_decline(case=case, text="不服", by=actor(house, Role.CADRE), at=NOW)
    assert queries.correction(officer, case, on=TODAY).may_review_for
    scan = put_scan(name="复核意见.pdf", content=b"%PDF-1.4", by=officer, at=NOW)
    told = {"case": case, "correct": True, "text": "出生证可信", "at": NOW}
    signed = Paper("虚书记", NOW.date(), scan, office="县委副书记")
    with pytest.raises(Refusal, match="decided_it"):
        actions.review(**told, by=officer, paper=replace(signed, acted_by=officer.name))
    with pytest.raises(Refusal, match="own_file"):
        actions.review(**told, by=officer, paper=replace(signed, acted_by="水虚丙", office=""))
    with pytest.raises(Refusal, match="scan_missing"):
        actions.review(**told, by=officer, paper=replace(signed, scan=None))
    with pytest.raises(NotPermitted):
        unit = actor(house, Role.UNIT_PERSONNEL_OFFICER)
        actions.review(**told, by=unit, paper=signed)
    actions.review(**told, by=officer, paper=signed)
    page = queries.correction(officer, case, on=TODAY)
    assert page.row.step is CaseStep.CLOSED
    act = page.file.course[-1].act
    assert (act.acted_by, act.recorded_by, act.scan) == ("虚书记", officer.name, scan)


def test_a_paper_older_than_the_decline_asks_for_no_review(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    actions.decline(case=case, text="证明不足", by=officer, at=NOW)
    scan = put_scan(name="复核申请.pdf", content=b"%PDF-1.4", by=officer, at=NOW)
    old = Paper("水虚丙", NOW.date() - timedelta(days=30), scan)
    with pytest.raises(Refusal, match="paper_before"):
        actions.object_to_decline(case=case, text="不服", by=officer, at=NOW, paper=old)


def test_where_no_leader_signs_in_the_review_waits_for_who_records_it(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    actions.decline(case=case, text="证明不足", by=officer, at=NOW)
    Grant.objects.filter(role="leader").update(withdrawn_at=NOW)
    actions.object_to_decline(case=case, text="不服", by=actor(house, Role.CADRE), at=NOW)
    assert "correction_to_review" in [line.what for line in inbox(officer)]


def test_the_proof_of_a_sealed_item_is_guarded_and_its_opening_written_down(house) -> None:
    case = ask(house, item=CorrectionItem.IDENTITY, right="")
    page = queries.correction(actor(house, Role.ORGANISER_OFFICER), case, on=TODAY)
    assert page.proof is not None
    told = {"case": case, "file": page.proof, "at": NOW}
    with pytest.raises(NotFound):
        actions.open_file(**told, by=actor(house, Role.UNIT_PERSONNEL_OFFICER))
    actions.open_file(**told, by=actor(house, Role.ORGANISER_OFFICER))
    row = TrailRow.objects.filter(verb="archive.unseal").get()
    assert (row.person, row.details) == (
        person(house),
        {"file": page.proof, "as": "organiser_officer"},
    )


def test_opening_any_other_proof_is_written_down_too_unless_it_is_ones_own(house) -> None:
    case, cadre = ask(house), actor(house, Role.CADRE)
    page = queries.correction(cadre, case, on=TODAY)
    assert page.proof is not None
    told = {"case": case, "file": page.proof, "at": NOW}
    for role in (Role.CADRE, Role.UNIT_PERSONNEL_OFFICER):
        actions.open_file(**told, by=actor(house, role))
    (line,) = opened(cadre, person=person(house), on=TODAY).rows
    assert (line.verb, line.purpose) == ("archive.read", "办理更正申请：出生年月")
    assert line.details["as"] == "unit_personnel_officer"


def test_nobody_decides_about_his_own_file_and_nobody_reviews_his_own_decision(house) -> None:
    case = ask(house)
    both = make_account(Role.ORGANISER_OFFICER, unit=house.near.unit, name="虚两职")
    Grant.objects.create(account=both, role="leader", unit=house.near.unit, granted_at=NOW)
    two = actor_of(both.pk)
    assert two is not None
    actions.decline(case=case, text="不足", by=two, at=NOW)
    actions.object_to_decline(case=case, text="不服", by=actor(house, Role.CADRE), at=NOW)
    assert not queries.correction(two, case, on=TODAY).may_review
    with pytest.raises(Refusal, match="decided_it"):
        actions.review(case=case, correct=True, text="改", by=two, at=NOW)
    Holder.objects.filter(person=person(house)).update(account=both)
    himself = actor_of(both.pk)
    assert himself is not None
    with pytest.raises(Refusal, match="own_file"):
        actions.accept(case=case, text="", by=himself, at=NOW)


def test_it_can_be_withdrawn_before_it_is_decided_and_by_the_cadre_alone(house) -> None:
    case, cadre = ask(house), actor(house, Role.CADRE)
    with pytest.raises(NotFound):
        actions.withdraw(case=case, by=actor(house, Role.ORGANISER_OFFICER), at=NOW)
    actions.withdraw(case=case, by=cadre, at=NOW)
    assert queries.correction(cadre, case, on=TODAY).row.step is CaseStep.WITHDRAWN
    with pytest.raises(Refusal, match="not_now"):
        actions.accept(case=case, text="", by=actor(house, Role.ORGANISER_OFFICER), at=NOW)


def test_a_request_on_paper_is_recorded_with_scan_day_and_who_acted(house) -> None:
    unit = actor(house, Role.UNIT_PERSONNEL_OFFICER)
    scan = put_scan(name="申请.pdf", content=b"%PDF-1.4", by=unit, at=NOW)
    paper = Paper(acted_by="水虚丙", acted_on=date(2026, 11, 20), scan=scan)
    told = {
        "person": person(house),
        "item": CorrectionItem.BIRTH,
        "text": "有误",
        "right": "1980.02",
        "proof": scan,
    }
    with pytest.raises(NotFound):
        actions.request(**told, by=unit, at=NOW)
    with pytest.raises(Refusal, match="paper_ahead"):
        ahead = Paper("水虚丙", date(2026, 11, 23), scan)
        actions.request(**told, by=unit, at=NOW, paper=ahead)
    case = actions.request(**told, by=unit, at=NOW, paper=paper)
    (line,) = queries.correction(unit, case, on=TODAY).file.course
    assert (line.act.acted_by, line.act.recorded_by, line.act.acted_on) == (
        "水虚丙",
        unit.name,
        date(2026, 11, 20),
    )
    with pytest.raises(NotPermitted):
        actions.accept(case=case, text="", by=unit, at=NOW)


def test_requests_are_seen_in_scope_and_never_among_objections(house) -> None:
    case = ask(house)
    officer = actor(house, Role.ORGANISER_OFFICER)
    assert [row.case for row in queries.corrections(officer).rows] == [case]
    assert cases.cases(officer).rows == ()
    with pytest.raises(NotFound):
        cases.case_file(officer, case)
    far = actor_of(make_account(Role.ORGANISER_OFFICER, unit=house.far.unit).pk)
    assert far is not None
    assert queries.corrections(far).total == 0
    with pytest.raises(NotFound):
        queries.correction(far, case, on=TODAY)
    with pytest.raises(NotFound):
        actions.decline(case=case, text="不", by=far, at=NOW)


def test_the_proof_is_read_by_who_sees_the_request_and_no_other_file(house) -> None:
    case, officer = ask(house), actor(house, Role.ORGANISER_OFFICER)
    proof = queries.correction(officer, case, on=TODAY).proof
    assert queries.file_of(officer, case, proof).content == b"%PDF-1.4"
    other = put_scan(name="b.pdf", content=b"%PDF-1.5", by=officer, at=NOW)
    with pytest.raises(NotFound):
        queries.file_of(officer, case, other)


def test_correcting_leaves_the_sealed_part_as_it_is(house) -> None:
    officer = actor(house, Role.ORGANISER_OFFICER)
    known = replace(career(house), identity=NUMBER)
    archive.store(career=known, person=person(house), by=officer, at=NOW)
    actions.accept(case=ask(house), text="", by=officer, at=NOW)
    assert career(house).identity == NUMBER
