"""What waits for whom: one thing for the next responsible role, handed over, reminded of, settled."""

from datetime import date, timedelta

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.cases import actions as cases
from dandang.apps.grants.queries import colleagues
from dandang.apps.inbox import actions as inbox
from dandang.apps.inbox import queries
from dandang.apps.inbox.models import Item
from dandang.apps.letters.served import Served
from dandang.apps.organisation.models import Setting
from dandang.apps.permits.actor import Actor
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.models import Ratee
from dandang.apps.rounds.states import NEXT
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from dandang.terms.inbox import InboxView
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import Finding, RoundState, ServiceWay
from makers import make_actor, make_unit
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


def waiting_about(kind: str, number: int) -> list[tuple[str, str]]:
    """What waits about a subject: code and role, or who it is for."""
    open_items = Item.objects.filter(
        subject_kind=kind, subject_number=str(number), settled_at=None
    ).order_by("pk")
    return [
        (item.what, item.role or ("account" if item.account else "cadre")) for item in open_items
    ]


def test_every_step_of_a_round_waits_for_exactly_one_role() -> None:
    hand = RoundAtHand(seed()).make()
    walk = []

    def step() -> None:
        walk.append(waiting_about("round", hand.number))

    step()
    hand.freeze()
    step()
    rounds.choose_raters(number=hand.number, by=hand.officer, at=MORNING)
    step()
    hand.slips = rounds.print_slips(number=hand.number, by=hand.officer, at=MORNING)
    step()
    hand.rate()
    step()
    rounds.close(number=hand.number, by=hand.officer, at=MORNING)
    step()
    rounds.compute(number=hand.number, attendance=hand.attendance(), by=hand.officer, at=MORNING)
    step()
    rounds.confirm_all(number=hand.number, by=hand.panellist, at=MORNING)
    step()
    rounds.publish(number=hand.number, by=hand.officer, at=MORNING)
    step()
    for place in range(3):
        hand.serve(place)
    step()
    assert walk == [
        [("round_to_freeze", "organiser_officer")],
        [("round_to_staff", "organiser_officer")],
        [("round_to_print", "organiser_officer")],
        [("round_to_open", "organiser_officer")],
        [("round_to_close", "organiser_officer")],
        [("round_to_compute", "organiser_officer")],
        [("round_to_decide", "panellist")],
        [("round_to_publish", "organiser_officer")],
        [("results_to_serve", "unit_personnel_officer")],
        [],
    ]


def test_every_state_of_a_round_has_its_next_thing() -> None:
    assert set(NEXT) == set(RoundState)


def test_going_back_leaves_one_thing_waiting() -> None:
    hand = RoundAtHand(seed()).make().freeze().print()
    rounds.repeat(number=hand.number, reason="试测", by=hand.officer, at=MORNING)
    assert waiting_about("round", hand.number) == [("round_to_print", "organiser_officer")]
    rounds.choose_raters(number=hand.number, by=hand.officer, at=MORNING)
    assert waiting_about("round", hand.number) == [("round_to_print", "organiser_officer")]
    hand.freeze()
    assert waiting_about("round", hand.number) == [("round_to_staff", "organiser_officer")]


def objected(hand: RoundAtHand) -> tuple[int, int]:
    """A published round with all letters served, and an objection of the third ratee."""
    hand.to_review().publish()
    for place in range(3):
        hand.serve(place)
    ratee = hand.ratee(2).pk
    case = rounds.object_to_result(ratee=ratee, text="请复核（虚构）", by=hand.cadre, at=MORNING)
    return case, ratee


@pytest.mark.parametrize("finding", list(Finding))
def test_every_step_of_an_objection_waits_for_exactly_one_role(finding: Finding) -> None:
    hand = RoundAtHand(seed())
    case, ratee = objected(hand)
    walk = []

    def step() -> None:
        mine = [one for one in waiting_about("ratee", ratee) if one[0] != "result_to_read"]
        walk.append(waiting_about("case", case) + mine)

    step()
    discipline = hand.actor(Role.DISCIPLINE_OFFICER)
    assert discipline.account is not None
    rounds.assign(case=case, account=discipline.account, by=hand.officer, at=MORNING)
    step()
    rounds.answer(case=case, finding=finding, text="已核实", by=discipline, at=MORNING)
    step()
    if finding is Finding.UPHELD:
        rounds.decide(ratee=ratee, grade="称职", reason="重议", by=hand.panellist, at=MORNING)
        step()
    rounds.close_objection(
        case=case,
        served=Served(ServiceWay.SIGNATURE, DAY),
        text="",
        by=hand.officer,
        at=MORNING,
    )
    step()
    panel = [[("grade_reopened", "panellist")]] if finding is Finding.UPHELD else []
    assert walk == [
        [("case_to_assign", "organiser_officer")],
        [("case_to_answer", "account")],
        *panel,
        [("case_to_close", "organiser_officer")],
        [],
    ]


def test_a_withdrawn_objection_waits_for_nobody() -> None:
    hand = RoundAtHand(seed())
    case, _ = objected(hand)
    cases.withdraw(number=case, by=hand.cadre, at=MORNING)
    assert waiting_about("case", case) == []


def test_a_published_result_waits_once_for_each_cadre_until_it_is_served() -> None:
    hand = RoundAtHand(seed()).to_review().publish()
    numbers = Ratee.objects.filter(round=hand.number).values_list("pk", flat=True)
    assert [waiting_about("ratee", number) for number in numbers] == [
        [("result_to_read", "cadre")]
    ] * 3
    rounds.serve(
        ratee=numbers[0],
        served=Served(ServiceWay.SIGNATURE, DAY),
        by=hand.officer,
        at=MORNING,
    )
    assert waiting_about("ratee", numbers[0]) == []


def put(unit: Unit, number: int = 1, due: date | None = None) -> int:
    inbox.put(
        what="case_to_assign",
        subject_kind="case",
        subject_number=str(number),
        at=MORNING,
        role=Role.ORGANISER_OFFICER,
        path=unit.path,
        due=due,
        values={"name": f"虚{number}"},
    )
    return Item.objects.get(subject_number=str(number), settled_at=None).pk


@pytest.fixture
def unit() -> Unit:
    return make_unit("虚构县")


@pytest.fixture
def officer(unit: Unit) -> Actor:
    return make_actor(Role.ORGANISER_OFFICER, unit=unit, name="陈例")


@pytest.fixture
def other(unit: Unit) -> Actor:
    return make_actor(Role.ORGANISER_OFFICER, unit=unit, name="何拟")


def test_who_opened_an_item_first_stays_on_it(unit: Unit, officer: Actor, other: Actor) -> None:
    number = put(unit)
    inbox.open_item(number=number, by=officer, at=MORNING)
    inbox.open_item(number=number, by=other, at=MORNING + timedelta(hours=1))
    (line,) = queries.inbox(other)
    assert (line.opened_by, line.opened_at) == ("陈例", MORNING)
    assert TrailRow.objects.filter(verb="inbox.open").count() == 1


def test_nobody_opens_what_waits_for_others(unit: Unit, officer: Actor) -> None:
    number = put(unit)
    panellist = make_actor(Role.PANELLIST, unit=unit)
    with pytest.raises(NotFound):
        inbox.open_item(number=number, by=panellist, at=MORNING)
    with pytest.raises(NotFound):
        inbox.hand_over(numbers=[number], to=officer, by=panellist, at=MORNING)


def test_what_is_handed_over_waits_for_the_colleague_alone(
    unit: Unit, officer: Actor, other: Actor
) -> None:
    third = make_actor(Role.ORGANISER_OFFICER, unit=unit, name="范例")
    number = put(unit)
    assert inbox.hand_over(numbers=[number], to=other, by=officer, at=MORNING) == 1
    assert [queries.waiting(each) for each in (officer, other, third)] == [0, 1, 0]
    (line,) = queries.inbox(other)
    assert (line.handed_by, line.handed_to_me) == ("陈例", True)
    handed = queries.inbox_page(third, InboxView.HANDED, on=DAY).lines.rows
    assert [(each.number, each.handed_name) for each in handed] == [(number, "何拟")]
    assert queries.inbox_page(other, InboxView.HANDED, on=DAY).lines.total == 0


@pytest.mark.parametrize("who", ["officer", "other"])
def test_what_was_handed_over_is_taken_back_or_given_back(
    unit: Unit, officer: Actor, other: Actor, who: str
) -> None:
    number = put(unit)
    inbox.hand_over(numbers=[number], to=other, by=officer, at=MORNING)
    inbox.take_back(numbers=[number], by={"officer": officer, "other": other}[who], at=MORNING)
    assert [queries.waiting(each) for each in (officer, other)] == [1, 1]
    assert list(TrailRow.objects.order_by("pk").values_list("verb", flat=True)) == [
        "inbox.hand",
        "inbox.take_back",
    ]


def test_only_who_holds_the_role_over_the_unit_takes_an_item(unit: Unit, officer: Actor) -> None:
    below = make_unit(parent=unit)
    number = put(unit)
    narrow = make_actor(Role.ORGANISER_OFFICER, unit=below)
    for to in (narrow, make_actor(Role.LEADER, unit=unit)):
        with pytest.raises(Refusal, match="other_role"):
            inbox.hand_over(numbers=[number], to=to, by=officer, at=MORNING)
    with pytest.raises(Refusal, match="not_to_oneself"):
        inbox.hand_over(numbers=[number], to=officer, by=officer, at=MORNING)
    with pytest.raises(Refusal, match="colleague_missing"):
        inbox.hand_over(numbers=[number], to=None, by=officer, at=MORNING)
    with pytest.raises(Refusal, match="nothing_chosen"):
        inbox.hand_over(numbers=[], to=narrow, by=officer, at=MORNING)
    assert [each.name for each in colleagues(officer, on=MORNING.date())] == [narrow.name]


def test_of_several_items_all_are_handed_over_or_none(
    unit: Unit, officer: Actor, other: Actor
) -> None:
    below = make_unit(parent=unit)
    narrow = make_actor(Role.ORGANISER_OFFICER, unit=below)
    numbers = [put(below, 1), put(unit, 2)]
    with pytest.raises(Refusal, match="other_role"):
        inbox.hand_over(numbers=numbers, to=narrow, by=officer, at=MORNING)
    assert Item.objects.filter(handed_to__gt=0).count() == 0
    assert inbox.hand_over(numbers=numbers, to=other, by=officer, at=MORNING) == 2


def test_what_is_meant_for_one_person_is_not_handed_over(
    unit: Unit, officer: Actor, other: Actor
) -> None:
    assert officer.account is not None
    inbox.put(
        what="case_to_answer",
        subject_kind="case",
        subject_number="9",
        at=MORNING,
        account=officer.account,
        values={"name": "虚甲"},
    )
    number = Item.objects.get().pk
    with pytest.raises(Refusal, match="for_one_person"):
        inbox.hand_over(numbers=[number], to=other, by=officer, at=MORNING)


def test_the_organiser_is_told_of_what_is_overdue_with_others_and_reminds_once(
    unit: Unit, officer: Actor, other: Actor
) -> None:
    late, due = put(unit, 1, due=DAY - timedelta(days=1)), put(unit, 2, due=DAY)
    inbox.hand_over(numbers=[late, due], to=other, by=officer, at=MORNING)
    told = queries.inbox_page(officer, InboxView.OVERDUE, on=DAY).lines.rows
    assert [line.number for line in told] == [late]
    inbox.remind(numbers=[late], by=officer, at=MORNING)
    assert {line.number: line.reminded_by for line in queries.inbox(other)} == {
        late: "陈例",
        due: "",
    }
    with pytest.raises(Refusal, match="reminded_already"):
        inbox.remind(numbers=[late], by=officer, at=MORNING)
    with pytest.raises(NotFound):
        inbox.remind(numbers=[due], by=officer, at=MORNING)
    with pytest.raises(NotPermitted):
        inbox.remind(numbers=[late], by=make_actor(Role.UNIT_HEAD, unit=unit), at=MORNING)


def test_how_late_is_told_and_how_near_is_marked_as_the_settings_say(
    unit: Unit, officer: Actor, other: Actor
) -> None:
    number = put(unit, 1, due=DAY - timedelta(days=2))
    inbox.hand_over(numbers=[number], to=other, by=officer, at=MORNING)
    Setting.objects.create(key="inbox.tell_days", value="3", document="虚1号")
    assert queries.inbox_page(officer, InboxView.OVERDUE, on=DAY).lines.total == 0
    assert queries.inbox_page(officer, InboxView.OPEN, on=DAY).near_days == 3
    near = put(unit, 2, due=DAY + timedelta(days=3))
    line = queries.item(officer, near)
    assert line.near(DAY, 3) and not line.near(DAY, 2) and not line.overdue(DAY)


def test_what_is_done_stays_in_view(unit: Unit, officer: Actor) -> None:
    put(unit)
    inbox.settle(subject_kind="case", subject_number="1", at=MORNING)
    page = queries.inbox_page(officer, InboxView.DONE, on=DAY)
    assert [line.settled_at for line in page.lines.rows] == [MORNING]
    assert page.kinds == (("case_to_assign", 1),)
    assert queries.inbox_page(officer, InboxView.DONE, on=DAY, what="other").lines.total == 0
