"""The panel's meeting recorded from its minutes, and the approval of results."""

from dataclasses import replace
from datetime import date

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.cases.models import Part
from dandang.apps.files.papers import Paper
from dandang.apps.inbox.queries import inbox
from dandang.apps.organisation.models import Setting
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.actions.meeting import Member, Minutes, MinutesRow, RowsRefused, Votes
from dandang.apps.rounds.models import Decision, Meeting
from dandang.apps.rounds.queries import running, scans
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import DecisionState
from makers import make_person
from papers import a_scan
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
MEMBERS = (
    Member("张虚", "县委组织部副部长"),
    Member("李虚", "县纪委副书记"),
    Member("王虚", "县人大"),
)


@pytest.fixture
def at_hand() -> RoundAtHand:
    """A round with the panel: three ratees, all proposed 优秀."""
    return RoundAtHand(seed()).to_review()


def minutes(at_hand: RoundAtHand, **rows: MinutesRow) -> Minutes:
    """Minutes in which everybody is as proposed, but for the rows given by place (`r0`, `r1`, …)."""
    plain = {f"r{place}": MinutesRow(at_hand.ratee(place).pk, "优秀") for place in range(3)}
    scan = a_scan(at_hand.officer, MORNING)
    return Minutes(DAY, MEMBERS, scan, tuple({**plain, **rows}.values()))


def record(at_hand: RoundAtHand, said: Minutes) -> int:
    return rounds.record_meeting(
        number=at_hand.number, minutes=said, by=at_hand.officer, at=MORNING
    )


def test_a_meeting_decides_every_grade_in_one_act_and_shows_who_decided_and_who_recorded(
    at_hand,
) -> None:
    changed = MinutesRow(
        at_hand.ratee(1).pk, "称职", "整改未完成（虚构）", ("王虚",), Votes(2, 0, 0)
    )
    assert record(at_hand, minutes(at_hand, r1=changed)) == 3
    assert [at_hand.ratee(place).grade for place in range(3)] == ["优秀", "称职", "优秀"]
    row = running.ratee_page(at_hand.officer, at_hand.ratee(1).pk).decisions[0]
    assert (row.act.acted_by, row.act.acted_on, row.act.recorded_by) == (
        "评审组",
        DAY,
        at_hand.officer.name,
    )
    assert (row.state, row.members, row.recused, row.votes) == (
        DecisionState.CHANGED,
        ("张虚", "李虚", "王虚"),
        ("王虚",),
        (2, 0, 0),
    )
    assert [line.what for line in inbox(at_hand.officer)] == ["round_to_publish"]
    assert TrailRow.objects.filter(verb="rounds.decide_for").count() == 4


def test_one_row_that_cannot_stand_leaves_the_whole_meeting_unrecorded(at_hand) -> None:
    bare, unknown = at_hand.ratee(0).pk, at_hand.ratee(2).pk
    said = minutes(at_hand, r0=MinutesRow(bare, "称职"), r2=MinutesRow(unknown, "卓越", "好"))
    with pytest.raises(RowsRefused) as refused:
        record(at_hand, said)
    assert {ratee: each.code for ratee, each in refused.value.rows.items()} == {
        bare: "rounds.reason_missing",
        unknown: "rounds.unknown_grade",
    }
    assert (Decision.objects.count(), Meeting.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (MinutesRow(0, "优秀", recused=("赵虚",)), "recused_not_present"),
        (MinutesRow(0, "优秀", votes=Votes(2, 0, 0)), "votes_differ"),
        (MinutesRow(0, "优秀", recused=("张虚",), votes=Votes(1, 1, 0)), "votes_lost"),
        (MinutesRow(0, "优秀", recused=("张虚", "李虚", "王虚")), "everybody_recused"),
    ],
)
def test_votes_and_recusals_agree_with_who_was_present(at_hand, row, code) -> None:
    ratee = at_hand.ratee(0).pk
    with pytest.raises(RowsRefused) as refused:
        record(at_hand, minutes(at_hand, r0=replace(row, ratee=ratee)))
    assert refused.value.rows[ratee].code == f"rounds.{code}"


def test_a_member_who_is_rated_stands_as_recused_for_himself(at_hand) -> None:
    own = at_hand.ratee(0)
    members = (*MEMBERS, Member(own.line.name, "县水务局局长"))
    with pytest.raises(RowsRefused) as refused:
        record(at_hand, replace(minutes(at_hand), members=members))
    assert {each.code for each in refused.value.rows.values()} == {"rounds.member_is_ratee"}
    recused = MinutesRow(own.pk, "优秀", recused=(own.line.name,))
    assert record(at_hand, replace(minutes(at_hand, r0=recused), members=members)) == 3


def test_nobody_records_the_panels_decision_about_himself(at_hand) -> None:
    himself = replace(at_hand.officer, person=at_hand.ratee(0).line.person_id)
    with pytest.raises(Refusal, match="own_record"):
        rounds.record_meeting(
            number=at_hand.number, minutes=minutes(at_hand), by=himself, at=MORNING
        )


def test_minutes_name_only_ratees_of_the_round(at_hand) -> None:
    said = minutes(at_hand)
    with pytest.raises(NotFound):
        record(at_hand, replace(said, rows=(*said.rows, MinutesRow(999_999, "优秀"))))


def test_minutes_need_members_a_scan_and_a_day_between_the_box_and_today(at_hand) -> None:
    said = minutes(at_hand)
    for wrong, code in (
        (replace(said, scan=None), "scan_missing"),
        (replace(said, held_on=date(2026, 9, 22)), "paper_ahead"),
        (replace(said, held_on=date(2026, 9, 20)), "paper_before"),
        (replace(said, members=()), "members_missing"),
        (replace(said, members=(*MEMBERS, MEMBERS[0])), "member_twice"),
        (replace(said, rows=()), "minutes_empty"),
    ):
        with pytest.raises(Refusal, match=code):
            record(at_hand, wrong)


def test_the_quorum_of_the_panel_is_a_setting_and_not_fixed_without_it(at_hand) -> None:
    Setting.objects.create(key="rounds.panel_quorum", value="5", document="虚组发〔2026〕2号")
    with pytest.raises(Refusal, match="panel_below_quorum"):
        record(at_hand, minutes(at_hand))
    Setting.objects.filter(key="rounds.panel_quorum").update(value="3")
    assert record(at_hand, minutes(at_hand)) == 3


def test_of_several_with_one_name_the_office_says_which_is_meant(at_hand) -> None:
    twin = make_person(at_hand.house.far.unit, "张虚")
    make_person(at_hand.house.near.unit, "张虚")
    with pytest.raises(Refusal, match="several_named"):
        record(at_hand, minutes(at_hand))
    members = (Member("张虚", "县林业局副局长"), *MEMBERS[1:])
    record(at_hand, replace(minutes(at_hand), members=members))
    assert Part.objects.get(name="张虚").person == twin.pk


def test_who_was_present_and_who_recorded_have_taken_part(at_hand) -> None:
    record(at_hand, minutes(at_hand))
    took = set(
        Part.objects.filter(what__in=["评审等次", "代录评审会议"]).values_list("name", flat=True)
    )
    assert took == {"张虚", "李虚", "王虚", at_hand.officer.name}


def test_only_an_officer_records_a_meeting_and_only_where_he_works(at_hand) -> None:
    said = minutes(at_hand)
    with pytest.raises(NotPermitted):
        rounds.record_meeting(number=at_hand.number, minutes=said, by=at_hand.panellist, at=MORNING)
    with pytest.raises(NotFound):
        rounds.record_meeting(number=at_hand.number, minutes=said, by=at_hand.cadre, at=MORNING)


def test_what_a_panellist_decided_before_stands_where_the_minutes_say_nothing(at_hand) -> None:
    rounds.confirm_all(number=at_hand.number, by=at_hand.panellist, at=MORNING)
    only = MinutesRow(at_hand.ratee(1).pk, "称职", "集体研究（虚构）")
    record(at_hand, replace(minutes(at_hand), rows=(only,)))
    assert [at_hand.ratee(place).grade for place in range(3)] == ["优秀", "称职", "优秀"]
    assert Decision.objects.filter(ratee=only.ratee).count() == 2


def test_a_published_grade_is_not_changed_by_a_meeting(at_hand) -> None:
    said = minutes(at_hand)
    at_hand.publish()
    with pytest.raises(RowsRefused) as refused:
        record(at_hand, said)
    assert {each.code for each in refused.value.rows.values()} == {"rounds.already_published"}


def test_minutes_are_seen_by_who_reads_the_round_and_by_no_ratee(at_hand) -> None:
    said = minutes(at_hand)
    record(at_hand, said)
    rounds.publish(number=at_hand.number, by=at_hand.officer, at=MORNING)
    assert said.scan is not None
    assert scans.scan(at_hand.panellist, at_hand.number, said.scan).content.startswith(b"%PDF-")
    with pytest.raises(NotFound):
        scans.scan(at_hand.actor(Role.UNIT_PERSONNEL_OFFICER), at_hand.number, said.scan)
    with pytest.raises(NotFound):
        scans.own_scan(at_hand.cadre, at_hand.ratee(2).pk, said.scan)


def asked_for_approval() -> None:
    Setting.objects.create(
        key="rounds.approval_before_publishing", value="yes", document="虚组发〔2026〕3号"
    )


def publish(at_hand: RoundAtHand) -> int:
    return rounds.publish(number=at_hand.number, by=at_hand.officer, at=at_hand.later(DAY))


def test_where_the_setting_asks_for_it_nothing_is_published_before_a_leader_approved(
    at_hand,
) -> None:
    asked_for_approval()
    leader = at_hand.actor(Role.LEADER)
    with pytest.raises(Refusal, match="approval_too_early"):
        rounds.approve(number=at_hand.number, document="", by=leader, at=MORNING)
    record(at_hand, minutes(at_hand))
    assert [line.what for line in inbox(leader)] == ["round_to_approve"]
    with pytest.raises(Refusal, match="approval_missing"):
        publish(at_hand)
    rounds.approve(number=at_hand.number, document="虚常纪〔2026〕9号", by=leader, at=MORNING)
    assert inbox(leader) == ()
    assert publish(at_hand) == 3


def test_an_approval_from_paper_names_the_leader_the_office_and_the_document(at_hand) -> None:
    asked_for_approval()
    record(at_hand, minutes(at_hand))
    scan = a_scan(at_hand.officer, MORNING)
    given = {"number": at_hand.number, "document": "虚常纪〔2026〕9号", "at": MORNING}
    paper = Paper("赵虚", DAY, scan, office="县委书记")
    with pytest.raises(NotPermitted):
        rounds.approve_for(paper=paper, by=at_hand.actor(Role.LEADER), **given)
    with pytest.raises(Refusal, match="scan_missing"):
        rounds.approve_for(paper=replace(paper, scan=None), by=at_hand.officer, **given)
    rounds.approve_for(paper=paper, by=at_hand.officer, **given)
    row = running.round_page(at_hand.officer, at_hand.number).approval
    assert row is not None
    assert (row.act.acted_by, row.office, row.document, row.act.recorded_by) == (
        "赵虚",
        "县委书记",
        "虚常纪〔2026〕9号",
        at_hand.officer.name,
    )
    assert Part.objects.filter(name="赵虚", what="审定结果").exists()
    assert publish(at_hand) == 3


def test_who_is_rated_does_not_approve(at_hand) -> None:
    record(at_hand, minutes(at_hand))
    own = at_hand.ratee(0).line.name
    paper = Paper(own, DAY, a_scan(at_hand.officer, MORNING), office="县水务局局长")
    with pytest.raises(Refusal, match="approver_is_ratee"):
        rounds.approve_for(
            number=at_hand.number, document="", paper=paper, by=at_hand.officer, at=MORNING
        )


def test_a_grade_changed_after_the_approval_must_be_approved_again(at_hand) -> None:
    asked_for_approval()
    record(at_hand, minutes(at_hand))
    leader = at_hand.actor(Role.LEADER)
    rounds.approve(number=at_hand.number, document="", by=leader, at=MORNING)
    later = at_hand.later(date(2026, 9, 22))
    rounds.decide(
        ratee=at_hand.ratee(0).pk, grade="称职", reason="补充核实", by=at_hand.panellist, at=later
    )
    with pytest.raises(Refusal, match="approval_missing"):
        rounds.publish(number=at_hand.number, by=at_hand.officer, at=later)
    approval = running.round_page(at_hand.officer, at_hand.number).approval
    assert approval is not None and not approval.stands


def test_without_the_setting_results_are_published_as_before(at_hand) -> None:
    record(at_hand, minutes(at_hand))
    assert publish(at_hand) == 3


def test_a_namesake_of_another_unit_than_the_office_names_is_not_meant(at_hand) -> None:
    own = at_hand.ratee(0)
    members = (*MEMBERS, Member(own.line.name, "县林业局局长"))
    record(at_hand, replace(minutes(at_hand), members=members))
    assert Part.objects.get(name=own.line.name, what="评审等次").person == 0


def test_where_the_office_names_no_unit_the_only_one_of_that_name_is_meant(at_hand) -> None:
    own = at_hand.ratee(0)
    with pytest.raises(RowsRefused):
        record(at_hand, replace(minutes(at_hand), members=(*MEMBERS, Member(own.line.name))))
