"""A round from slips to publication."""

from datetime import date

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.ballots import casting
from dandang.apps.ballots import queries as boxes
from dandang.apps.inbox.queries import inbox
from dandang.apps.letters.models import Letter
from dandang.apps.letters.served import Served
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds import stored
from dandang.apps.rounds.models import Decision, Rater, Round
from dandang.apps.rounds.queries import own, running, serving
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import DecisionState, RoundState, ServiceWay
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


@pytest.fixture
def at_hand() -> RoundAtHand:
    return RoundAtHand(seed()).make()


def test_there_is_a_slip_for_every_rater_and_reprinting_makes_others(at_hand) -> None:
    at_hand.freeze().print()
    first = {slip.code for slip in at_hand.slips}
    assert len(first) == 8
    at_hand.slips = rounds.print_slips(number=at_hand.number, by=at_hand.officer, at=MORNING)
    assert not first & {slip.code for slip in at_hand.slips}


def test_a_box_below_the_quorum_is_not_closed(at_hand) -> None:
    at_hand.freeze().print().rate(cast=5)
    with pytest.raises(Refusal, match="below_quorum"):
        rounds.close(number=at_hand.number, by=at_hand.officer, at=MORNING)
    assert running.round_page(at_hand.officer, at_hand.number).row.state is RoundState.OPEN


def test_an_aborted_round_is_repeated_with_new_slips_and_a_reason(at_hand) -> None:
    at_hand.freeze().print().rate(cast=5)
    with pytest.raises(Refusal, match="repeat_reason_missing"):
        rounds.repeat(number=at_hand.number, reason="", by=at_hand.officer, at=MORNING)
    rounds.repeat(number=at_hand.number, reason="断电（虚构）", by=at_hand.officer, at=MORNING)
    assert boxes.box_state(at_hand.number) is None
    at_hand.slips = rounds.print_slips(number=at_hand.number, by=at_hand.officer, at=MORNING)
    at_hand.rate(cast=8).compute()
    assert at_hand.ratee(0).score == "95.00"


def test_counts_that_do_not_reconcile_give_no_score(at_hand) -> None:
    at_hand.freeze().print().rate()
    rounds.close(number=at_hand.number, by=at_hand.officer, at=MORNING)
    fewer = {**at_hand.attendance(), "C": (5, 4)}
    with pytest.raises(Refusal, match="not_reconciled"):
        rounds.compute(number=at_hand.number, attendance=fewer, by=at_hand.officer, at=MORNING)
    assert Round.objects.get(pk=at_hand.number).result is None


def test_the_stored_result_reads_back_as_it_was_and_says_the_same_digest(at_hand) -> None:
    at_hand.freeze().print().rate().compute()
    row = Round.objects.get(pk=at_hand.number)
    page = running.round_page(at_hand.officer, at_hand.number)
    assert page.result is not None
    assert stored.to_json(page.result) == row.result
    assert stored.digest(row.result) == row.result_digest


def test_fewer_than_five_ballots_in_all_give_no_number_and_the_panel_decides(at_hand) -> None:
    at_hand.freeze()
    rounds.choose_raters(number=at_hand.number, by=at_hand.officer, at=MORNING)
    keep = [at_hand.line(place).pk for place in range(4)]
    for rater in Rater.objects.filter(round=at_hand.number).exclude(line__in=keep):
        rounds.set_rater_class(
            number=at_hand.number,
            line=rater.line_id,
            rater_class="",
            by=at_hand.officer,
            at=MORNING,
        )
    at_hand.slips = rounds.print_slips(number=at_hand.number, by=at_hand.officer, at=MORNING)
    at_hand.rate(cast=4)
    rounds.close(number=at_hand.number, by=at_hand.officer, at=MORNING)
    attendance = {**dict.fromkeys("ABC", (0, 0)), **at_hand.attendance()}
    rounds.compute(number=at_hand.number, attendance=attendance, by=at_hand.officer, at=MORNING)
    ratee = at_hand.ratee(0)
    assert (ratee.score, ratee.proposal) == ("", "")
    assert rounds.confirm_all(number=at_hand.number, by=at_hand.panellist, at=MORNING) == 0
    with pytest.raises(Refusal, match="reason_missing"):
        rounds.decide(ratee=ratee.pk, grade="称职", reason="", by=at_hand.panellist, at=MORNING)
    rounds.decide(
        ratee=ratee.pk, grade="称职", reason="依平时考核记录", by=at_hand.panellist, at=MORNING
    )
    assert at_hand.ratee(0).grade == "称职"


def test_a_changed_grade_needs_a_reason_and_keeps_its_history(at_hand) -> None:
    at_hand.freeze().print().rate().compute()
    ratee = at_hand.ratee(1).pk
    with pytest.raises(Refusal, match="reason_missing"):
        rounds.decide(ratee=ratee, grade="称职", reason=" ", by=at_hand.panellist, at=MORNING)
    with pytest.raises(Refusal, match="unknown_grade"):
        rounds.decide(ratee=ratee, grade="卓越", reason="好", by=at_hand.panellist, at=MORNING)
    rounds.decide(ratee=ratee, grade="称职", reason="整改未完成", by=at_hand.panellist, at=MORNING)
    rounds.decide(ratee=ratee, grade="优秀", reason="", by=at_hand.panellist, at=MORNING)
    told = Decision.objects.filter(ratee=ratee).values_list("before", "after", "state", "reason")
    assert list(told) == [
        ("优秀", "称职", "changed", "整改未完成"),
        ("称职", "优秀", "confirmed", ""),
    ]


def test_an_officer_does_not_decide_and_a_panellist_not_on_himself(at_hand) -> None:
    at_hand.freeze().print().rate().compute()
    with pytest.raises(NotPermitted):
        rounds.confirm_all(number=at_hand.number, by=at_hand.officer, at=MORNING)
    panel = at_hand.panellist
    own_person = at_hand.ratee(0).line.person_id
    himself = type(panel)(panel.account, panel.name, panel.kind, panel.held, own_person)
    with pytest.raises(Refusal, match="not_oneself"):
        rounds.decide(ratee=at_hand.ratee(0).pk, grade="优秀", reason="", by=himself, at=MORNING)
    assert rounds.confirm_all(number=at_hand.number, by=himself, at=MORNING) == 2


def test_nothing_is_published_while_a_grade_is_open(at_hand) -> None:
    at_hand.freeze().print().rate().compute()
    with pytest.raises(Refusal, match="not_all_decided"):
        rounds.publish(number=at_hand.number, by=at_hand.officer, at=MORNING)


def test_letters_are_numbered_in_order_and_go_to_the_cadres_own_page(at_hand) -> None:
    at_hand.freeze().print().rate().compute().publish()
    numbers = [letter.values["number"] for letter in Letter.objects.order_by("sequence")]
    assert numbers == ["组考告〔2026〕1号", "组考告〔2026〕2号", "组考告〔2026〕3号"]
    mine = own.results(at_hand.cadre)
    assert [each.row.name for each in mine] == [at_hand.house.near.people[2].name]
    with pytest.raises(NotFound):
        own.result(at_hand.cadre, at_hand.ratee(0).pk, on=DAY)


def test_a_unit_serves_letters_without_seeing_scores(at_hand) -> None:
    at_hand.freeze().print().rate().compute().publish()
    found = serving.round_of(at_hand.actor(Role.UNIT_PERSONNEL_OFFICER), at_hand.number)
    assert len(found.rows.rows) == 3
    assert not {"score", "grade"} & set(type(found.rows.rows[0]).__slots__)
    with pytest.raises(NotFound):
        running.round_page(at_hand.actor(Role.UNIT_PERSONNEL_OFFICER), at_hand.number)


def test_five_working_days_run_from_the_day_after_service_over_the_national_holiday(
    at_hand,
) -> None:
    at_hand.freeze().print().rate().compute().publish()
    # In 2026, 25–27 September and 1–7 October are free, and Saturday 10 October is worked.
    assert at_hand.serve(0, date(2026, 9, 21)) == date(2026, 9, 29)
    assert at_hand.serve(1, date(2026, 9, 29)) == date(2026, 10, 12)


def test_service_is_refused_ahead_of_time_before_the_letter_and_twice(at_hand) -> None:
    at_hand.freeze().print().rate().compute().publish()
    given = {"ratee": at_hand.ratee(0).pk, "by": at_hand.officer, "at": MORNING}
    signed = ServiceWay.SIGNATURE
    with pytest.raises(Refusal, match="service_ahead"):
        rounds.serve(served=Served(signed, date(2026, 9, 22)), **given)
    with pytest.raises(Refusal, match="service_before_letter"):
        rounds.serve(served=Served(signed, date(2026, 9, 20)), **given)
    with pytest.raises(Refusal, match="screen_is_own"):
        rounds.serve(served=Served(ServiceWay.SCREEN, DAY), **given)
    at_hand.serve(0)
    with pytest.raises(Refusal, match="served_already"):
        at_hand.serve(0)


def test_each_state_leaves_one_item_with_whom_it_is_up_to(at_hand) -> None:
    def waits(role: Role) -> list[str]:
        return [line.what for line in inbox(at_hand.actor(role))]

    at_hand.freeze().print().rate()
    assert waits(Role.ORGANISER_OFFICER) == ["round_to_close"]
    at_hand.compute()
    assert (waits(Role.ORGANISER_OFFICER), waits(Role.PANELLIST)) == ([], ["round_to_decide"])
    rounds.confirm_all(number=at_hand.number, by=at_hand.panellist, at=MORNING)
    assert (waits(Role.ORGANISER_OFFICER), waits(Role.PANELLIST)) == (["round_to_publish"], [])
    rounds.publish(number=at_hand.number, by=at_hand.officer, at=MORNING)
    assert waits(Role.ORGANISER_OFFICER) == []
    assert waits(Role.UNIT_PERSONNEL_OFFICER) == ["results_to_serve"]
    assert waits(Role.CADRE) == ["result_to_read"]
    for place in range(3):
        at_hand.serve(place)
    assert (waits(Role.UNIT_PERSONNEL_OFFICER), waits(Role.CADRE)) == ([], [])


def test_casting_leaves_no_trail_but_everything_else_does(at_hand) -> None:
    at_hand.freeze().print()
    rounds.open_round(number=at_hand.number, by=at_hand.officer, at=MORNING)
    before = TrailRow.objects.count()
    asked = boxes.questionnaire(at_hand.number)
    casting.cast(at_hand.number, at_hand.slips[0].code, {asked.ratees[0].key: {}})
    assert TrailRow.objects.count() == before
    verbs = set(TrailRow.objects.values_list("verb", flat=True))
    assert {"rounds.prepare", "rounds.conduct"} <= verbs


def test_the_seven_steps_say_what_is_done_and_what_comes_next(at_hand) -> None:
    at_hand.freeze().print()
    steps = running.round_page(at_hand.officer, at_hand.number).steps
    assert [step.place for step in steps] == ["done"] * 3 + ["now"] + ["next"] * 3


def test_every_grade_of_a_published_round_is_decided(at_hand) -> None:
    at_hand.freeze().print().rate().compute().publish()
    rows = running.ratees(at_hand.officer, at_hand.number).rows
    assert {row.decision for row in rows} == {DecisionState.CONFIRMED}
