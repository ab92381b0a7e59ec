"""Service in all its ways: what each must say, when the clock starts, and how a wrong one is cancelled."""

from datetime import date

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.files.papers import Paper
from dandang.apps.inbox.queries import inbox
from dandang.apps.letters.served import Served
from dandang.apps.organisation.models import Setting
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.actions import exporting
from dandang.apps.rounds.models import Service
from dandang.apps.rounds.queries import running, scans, serving
from dandang.apps.rounds.queries.agenda import agenda
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import ServiceWay
from papers import a_scan
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
TUESDAY, THURSDAY = date(2026, 9, 22), date(2026, 9, 24)


@pytest.fixture
def at_hand() -> RoundAtHand:
    """A round published on Monday 21 September."""
    return RoundAtHand(seed()).to_review().publish()


def serve(at_hand: RoundAtHand, served: Served, place: int = 0) -> date:
    at = at_hand.later(THURSDAY)
    return rounds.serve(ratee=at_hand.ratee(place).pk, served=served, by=at_hand.officer, at=at)


@pytest.mark.parametrize(
    ("served", "code"),
    [
        (Served(ServiceWay.TALK, TUESDAY, served_by="张虚"), "talk_incomplete"),
        (Served(ServiceWay.TALK, TUESDAY, witnesses="李虚"), "talk_incomplete"),
        (
            Served(ServiceWay.REFUSED, TUESDAY, served_by="张虚", witnesses="张虚", place="办公室"),
            "two_people_needed",
        ),
        (
            Served(ServiceWay.REFUSED, TUESDAY, served_by="张虚", witnesses="李虚"),
            "place_missing",
        ),
        (Served(ServiceWay.POST, THURSDAY, posted_on=TUESDAY), "post_incomplete"),
        (Served(ServiceWay.POST, THURSDAY, tracking="E1"), "post_incomplete"),
        (Served(ServiceWay.POST, TUESDAY, tracking="E1", posted_on=THURSDAY), "post_days"),
        (Served(ServiceWay.POST, TUESDAY, tracking="E1", posted_on=date(2026, 9, 18)), "post_days"),
    ],
)
def test_a_service_that_lacks_what_its_way_needs_is_refused(at_hand, served, code) -> None:
    with pytest.raises(Refusal, match=code):
        serve(at_hand, served)


def test_each_way_reads_back_as_it_was_recorded(at_hand) -> None:
    ways = [
        Served(ServiceWay.TALK, TUESDAY, served_by="张虚", witnesses="李虚、王虚"),
        Served(ServiceWay.REFUSED, TUESDAY, served_by="张虚", witnesses="李虚", place="办公室"),
        Served(ServiceWay.POST, THURSDAY, tracking="E123", posted_on=TUESDAY),
    ]
    for place, served in enumerate(ways):
        serve(at_hand, served, place)
    rows = running.ratees(at_hand.officer, at_hand.number).rows
    assert [row.service and row.service.served for row in rows] == ways


def test_by_post_the_clock_starts_on_receipt_unless_the_setting_says_posting(at_hand) -> None:
    posted = Served(ServiceWay.POST, THURSDAY, tracking="E1", posted_on=TUESDAY)
    # 25–27 September and 1–7 October are free in 2026.
    assert serve(at_hand, posted, 0) == date(2026, 10, 9)
    Setting.objects.create(key="service.post_clock", value="posted", document="虚组发〔2026〕1号")
    assert serve(at_hand, posted, 1) == date(2026, 9, 30)


def test_where_the_setting_asks_for_it_no_service_is_recorded_without_its_scan(at_hand) -> None:
    Setting.objects.create(key="service.scan_required", value="yes", document="虚组发〔2026〕1号")
    with pytest.raises(Refusal, match="service_scan_missing"):
        serve(at_hand, Served(ServiceWay.SIGNATURE, TUESDAY))
    scan = a_scan(at_hand.officer, MORNING)
    serve(at_hand, Served(ServiceWay.SIGNATURE, TUESDAY, scan=scan))


def test_many_are_served_in_one_act_or_none_is(at_hand) -> None:
    chosen = [at_hand.ratee(place).pk for place in range(3)]
    given = {"number": at_hand.number, "by": at_hand.officer, "at": at_hand.later(TUESDAY)}
    talk = Served(ServiceWay.TALK, TUESDAY, served_by="张虚", witnesses="李虚")
    at_hand.serve(2)
    with pytest.raises(Refusal, match="served_already"):
        rounds.serve_all(ratees=chosen, served=talk, **given)
    assert Service.objects.count() == 1
    assert rounds.serve_all(ratees=chosen[:2], served=talk, **given) == 2
    assert serving.round_of(at_hand.officer, at_hand.number).waiting == 0
    with pytest.raises(Refusal, match="nobody_served"):
        rounds.serve_all(ratees=[], served=talk, **given)


def test_posted_letters_are_recorded_one_by_one(at_hand) -> None:
    chosen = [at_hand.ratee(place).pk for place in range(2)]
    post = Served(ServiceWay.POST, TUESDAY, tracking="E1", posted_on=DAY)
    with pytest.raises(Refusal, match="post_one_by_one"):
        rounds.serve_all(
            number=at_hand.number,
            ratees=chosen,
            served=post,
            by=at_hand.officer,
            at=at_hand.later(TUESDAY),
        )


def test_letters_of_another_round_are_not_served_with_this_one(at_hand) -> None:
    other = RoundAtHand(at_hand.house).to_review().publish()
    chosen = [at_hand.ratee(0).pk, other.ratee(0).pk]
    with pytest.raises(NotFound):
        rounds.serve_all(
            number=at_hand.number,
            ratees=chosen,
            served=Served(ServiceWay.SIGNATURE, DAY),
            by=at_hand.officer,
            at=MORNING,
        )


def cancel(at_hand: RoundAtHand, place: int, on: date = TUESDAY, reason: str = "日期记错") -> None:
    rounds.cancel_service(
        ratee=at_hand.ratee(place).pk, reason=reason, by=at_hand.officer, at=at_hand.later(on)
    )


def test_a_wrong_service_is_cancelled_with_its_reason_and_the_clock_starts_anew(at_hand) -> None:
    for place in range(3):
        at_hand.serve(place)
    with pytest.raises(Refusal, match="cancel_reason_missing"):
        cancel(at_hand, 2, reason=" ")
    cancel(at_hand, 2)
    page = running.ratee_page(at_hand.officer, at_hand.ratee(2).pk)
    assert page.row.service is None
    assert [(each.why, each.cancelled_by) for each in page.cancelled] == [
        ("日期记错", at_hand.officer.name)
    ]
    assert [line.what for line in inbox(at_hand.cadre)] == ["result_to_read"]
    unit = at_hand.actor(Role.UNIT_PERSONNEL_OFFICER)
    assert [line.what for line in inbox(unit)] == ["results_to_serve"]
    row = TrailRow.objects.filter(verb="rounds.cancel_service").get()
    assert row.details["reason"] == "日期记错"
    soon = (date(2026, 9, 1), date(2026, 12, 31))
    ends = "agenda.own_objection_ends"
    assert ends not in {line.code for line in agenda(at_hand.cadre, *soon, on=soon[0])}
    assert at_hand.serve(2, TUESDAY) == date(2026, 9, 30)
    own = [line.day for line in agenda(at_hand.cadre, *soon, on=soon[0]) if line.code == ends]
    assert own == [date(2026, 9, 30)]


def test_a_service_stands_once_time_has_run_out_or_somebody_objected_or_read_it_himself(
    at_hand,
) -> None:
    for place in range(2):
        at_hand.serve(place)
    rounds.read_on_screen(ratee=at_hand.ratee(2).pk, by=at_hand.cadre, at=MORNING)
    with pytest.raises(Refusal, match="screen_stands"):
        cancel(at_hand, 2)
    with pytest.raises(Refusal, match="cancel_too_late"):
        cancel(at_hand, 0, date(2026, 9, 30))
    scan = a_scan(at_hand.officer, MORNING)
    rounds.object_to_result(
        ratee=at_hand.ratee(1).pk,
        text="异议（虚构）",
        by=at_hand.officer,
        at=MORNING,
        paper=Paper("水虚乙", DAY, scan),
    )
    with pytest.raises(Refusal, match="cancel_after_objection"):
        cancel(at_hand, 1)


def test_only_an_officer_cancels(at_hand) -> None:
    at_hand.serve(0)
    given = {"ratee": at_hand.ratee(0).pk, "reason": "记错", "at": MORNING}
    with pytest.raises(NotPermitted):
        rounds.cancel_service(by=at_hand.panellist, **given)
    with pytest.raises(NotFound):
        rounds.cancel_service(by=at_hand.actor(Role.UNIT_PERSONNEL_OFFICER), **given)


def test_a_receipt_that_several_signed_and_a_cancelled_one_are_not_shown_to_the_cadre(
    at_hand,
) -> None:
    scan = a_scan(at_hand.officer, MORNING)
    for place in (1, 2):
        serve(at_hand, Served(ServiceWay.SIGNATURE, TUESDAY, scan=scan), place)
    own = (at_hand.cadre, at_hand.ratee(2).pk, scan)
    with pytest.raises(NotFound):
        scans.own_scan(*own)
    cancel(at_hand, 1)
    assert scans.own_scan(*own).name == "扫描件.pdf"
    cancel(at_hand, 2)
    with pytest.raises(NotFound):
        scans.own_scan(*own)


def test_a_receipt_is_seen_by_who_serves_who_reads_and_whom_it_concerns_and_by_nobody_else(
    at_hand,
) -> None:
    scan = a_scan(at_hand.officer, MORNING)
    serve(at_hand, Served(ServiceWay.SIGNATURE, TUESDAY, scan=scan), 2)
    for role in (Role.ORGANISER_OFFICER, Role.UNIT_PERSONNEL_OFFICER, Role.PANELLIST, Role.LEADER):
        assert scans.scan(at_hand.actor(role), at_hand.number, scan).media_type == "application/pdf"
    assert scans.own_scan(at_hand.cadre, at_hand.ratee(2).pk, scan).name == "扫描件.pdf"
    with pytest.raises(NotFound):
        scans.own_scan(at_hand.cadre, at_hand.ratee(1).pk, scan)
    with pytest.raises(NotFound):
        scans.scan(at_hand.actor(Role.UNIT_HEAD), at_hand.number, scan)
    other = a_scan(at_hand.officer, MORNING)
    with pytest.raises(NotFound):
        scans.scan(at_hand.officer, at_hand.number, other)


def test_receipts_are_printed_for_who_is_not_yet_served_without_scores(at_hand) -> None:
    at_hand.serve(0)
    unit = at_hand.actor(Role.UNIT_PERSONNEL_OFFICER)
    given = {"number": at_hand.number, "by": unit, "at": MORNING}
    assert exporting.receipts(ratees=None, **given).startswith(b"%PDF-")
    assert TrailRow.objects.latest("pk").details == {"form": "receipts", "people": 2}
    with pytest.raises(Refusal, match="nobody_served"):
        exporting.receipts(ratees=[], **given)
    with pytest.raises(NotFound):
        exporting.receipts(number=at_hand.number, ratees=None, by=at_hand.panellist, at=MORNING)
