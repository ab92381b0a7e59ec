"""The pages on which acts from paper are recorded."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dandang.apps.files.models import File
from dandang.apps.permits.actor import Actor
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.models import Decision, Service
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.rounds import RateeRule
from dandang.web.shared.middleware import ACCOUNT_KEY, SEEN_KEY
from doors import at_time
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


@pytest.fixture
def at_hand(monkeypatch) -> RoundAtHand:
    at_time(monkeypatch, MORNING, plus=timedelta(hours=1))
    return RoundAtHand(seed()).to_review()


def client_of(actor: Actor) -> Client:
    client = Client()
    session = client.session
    session[ACCOUNT_KEY], session[SEEN_KEY] = actor.account, int(clock.now().timestamp())
    session.save()
    return client


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("扫描件.pdf", b"%PDF-1.4 (invented)", "application/pdf")


def meeting(at_hand: RoundAtHand, **changes: str) -> dict[str, object]:
    sent = {f"grade-{at_hand.ratee(place).pk}": "优秀" for place in range(3)}
    return {
        "held_on": DAY.isoformat(),
        "members": "张虚，县委组织部副部长\n李虚 县纪委副书记",
        "scan": a_file(),
        **sent,
        **changes,
    }


def test_a_meeting_is_recorded_on_one_page(at_hand) -> None:
    client, where = client_of(at_hand.officer), f"/organiser/rounds/{at_hand.number}/"
    answer = client.post(f"{where}meeting/", meeting(at_hand))
    assert (answer.status_code, answer["Location"]) == (302, where)
    page = client.get(where).content.decode()
    assert f"评审组（2026.09.21，纸质，{at_hand.officer.name}代录）" in page
    assert "张虚、李虚" in page


def test_a_refused_row_is_named_and_keeps_what_was_typed_and_no_scan_stays(at_hand) -> None:
    first = at_hand.ratee(0)
    changes = {f"grade-{first.pk}": "称职", f"for-{first.pk}": "两", f"reason-{first.pk}": "研究过"}
    client, where = client_of(at_hand.officer), f"/organiser/rounds/{at_hand.number}/meeting/"
    before = File.objects.count()
    answer = client.post(where, meeting(at_hand, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“票数”应填数字" in page and "研究过" in page and "县纪委副书记" in page
    answer = client.post(where, meeting(at_hand, **{f"grade-{first.pk}": "称职"}))
    assert "须写明理由" in answer.content.decode()
    assert (Decision.objects.count(), File.objects.count()) == (0, before)


def test_several_are_served_on_one_page_and_each_way_asks_for_its_own(at_hand) -> None:
    at_hand.publish()
    client, where = client_of(at_hand.officer), f"/serving/{at_hand.number}/record/"
    chosen = [str(at_hand.ratee(place).pk) for place in range(2)]
    sent = {"ratee": chosen, "way": "talk", "served_on": DAY.isoformat(), "served_by": "张虚"}
    answer = client.post(where, sent)
    assert (answer.status_code, Service.objects.count()) == (422, 0)
    answer = client.post(where, {**sent, "witnesses": "李虚", "scan": a_file()})
    assert (answer.status_code, Service.objects.count()) == (302, 2)
    page = client.get(f"/serving/{at_hand.number}/").content.decode()
    assert "谈话人 张虚，在场 李虚" in page


def test_a_receipt_opens_in_the_browser_and_in_no_cache(at_hand) -> None:
    at_hand.publish()
    client = client_of(at_hand.officer)
    sent = {"ratee": at_hand.ratee(2).pk, "way": "signature", "served_on": DAY.isoformat()}
    client.post(f"/serving/{at_hand.number}/record/", {**sent, "scan": a_file()})
    scan = Service.objects.get().scan_id
    for viewer, where in (
        (at_hand.officer, f"/serving/{at_hand.number}/scans/{scan}/"),
        (at_hand.cadre, f"/mine/results/{at_hand.ratee(2).pk}/scans/{scan}/"),
    ):
        answer = client_of(viewer).get(where)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"].startswith("inline")
        assert answer["Cache-Control"] == "no-store"


def test_the_cadre_withdraws_his_objection_until_somebody_is_assigned(at_hand) -> None:
    at_hand.publish()
    at_hand.serve(2)
    ratee = at_hand.ratee(2).pk
    given = {"ratee": ratee, "text": "请复核（虚构）", "by": at_hand.cadre, "at": MORNING}
    case = rounds.object_to_result(**given)
    client, where = client_of(at_hand.cadre), f"/mine/results/{ratee}/"
    withdrawing = f"{where}objections/{case}/withdraw/"
    assert withdrawing in client.get(where).content.decode()
    client.post(withdrawing)
    assert "异议：已撤回" in client.get(where).content.decode()
    again = rounds.object_to_result(**given)
    rounds.assign_named(
        case=again, name="钱虚", office="县纪委主任", by=at_hand.officer, at=MORNING
    )
    assert "withdraw" not in client.get(where).content.decode()


def test_of_a_refused_objection_on_paper_no_scan_stays(at_hand) -> None:
    at_hand.publish()
    at_hand.serve(2)
    before, client = File.objects.count(), client_of(at_hand.officer)
    ahead = (DAY + timedelta(days=30)).isoformat()
    sent = {"text": "请复核（虚构）", "acted_on": ahead, "scan": a_file()}
    where = f"/organiser/ratees/{at_hand.ratee(2).pk}/objection/"
    assert client.post(where, sent).status_code == 422
    assert File.objects.count() == before


def test_an_answer_on_paper_is_recorded_on_the_page_of_the_case(at_hand) -> None:
    at_hand.publish()
    at_hand.serve(2)
    case = rounds.object_to_result(
        ratee=at_hand.ratee(2).pk, text="请复核（虚构）", by=at_hand.cadre, at=MORNING
    )
    client, where = client_of(at_hand.officer), f"/cases/{case}/"
    client.post(f"{where}assign/named/", {"name": "钱虚", "office": "县纪委主任"})
    sent = {"finding": "dismissed", "text": "依据充分（虚构）", "acted_on": DAY.isoformat()}
    answer = client.post(f"{where}answer/paper/", sent)
    assert answer.status_code == 422 and "依据充分" in answer.content.decode()
    client.post(f"{where}answer/paper/", {**sent, "scan": a_file()})
    assert (
        f"钱虚（2026.09.21，纸质，{at_hand.officer.name}代录）"
        in client.get(where).content.decode()
    )
    closing = {"way": "refused", "served_on": DAY.isoformat(), "served_by": "张虚"}
    answer = client.post(f"{where}close/", {**closing, "witnesses": "李虚", "place": "办公室"})
    assert answer.status_code == 302
    assert "送达人 张虚，见证人 李虚，留置于 办公室" in client.get(where).content.decode()


def test_a_leader_approves_where_every_grade_is_decided(at_hand) -> None:
    client, where = client_of(at_hand.actor(Role.LEADER)), f"/leaders/rounds/{at_hand.number}/"
    assert "审定结果" not in client.get(where).content.decode()
    rounds.confirm_all(number=at_hand.number, by=at_hand.panellist, at=MORNING)
    assert "审定结果" in client.get(where).content.decode()
    client.post(f"{where}approve/", {"document": "虚常纪〔2026〕9号"})
    assert "虚常纪〔2026〕9号" in client.get(where).content.decode()


def test_pages_of_paper_take_as_many_queries_for_forty_as_for_three(monkeypatch) -> None:
    at_time(monkeypatch, MORNING, plus=timedelta(hours=1))
    house = seed(40)
    few = RoundAtHand(house).make().freeze(RateeRule.TEAM).print().rate(cast=40).compute()
    many = RoundAtHand(house).make().freeze(RateeRule.ALL).print().rate(cast=40).compute()
    client = client_of(few.officer)
    for published, path in (
        (False, "/organiser/rounds/{round}/meeting/"),
        (True, "/serving/{round}/"),
        (True, "/serving/{round}/record/?ratee={ratee}"),
    ):
        taken = []
        for at_hand in (few, many):
            if published and at_hand.ratee(0).decision == "proposed":
                at_hand.publish()
            where = path.format(round=at_hand.number, ratee=at_hand.ratee(0).pk)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(where).status_code == 200
            taken.append(len(queries))
        assert taken[0] == taken[1] <= 30, (path, taken)
