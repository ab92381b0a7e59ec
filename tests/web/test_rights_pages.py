"""The cadre's own pages and the desks that answer them, as pages."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.apps.archive import actions as archive
from dandang.apps.archive.models import Person
from dandang.apps.corrections.models import Correction
from dandang.apps.exports.models import Export
from dandang.apps.files.models import File
from dandang.apps.permits.actor import console
from dandang.career import Career
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.people import Authority, Regime, StatusKind
from seeding import PASSWORD, House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
NUMBER = "999999198001010011"
CONSOLE = console("测试")


@pytest.fixture
def house() -> House:
    return seed()


def client(house: House, role: Role) -> Client:
    browser = Client()
    browser.post("/sign-in/", {"name": house.accounts[role].sign_in_name, "password": PASSWORD})
    return browser


def text_of(browser: Client, name: str, *numbers: int, **asked: str) -> str:
    answer = browser.get(reverse(name, args=numbers), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("户口簿.pdf", b"%PDF-1.4 ", content_type="application/pdf")


def ask(browser: Client, **changed: object) -> int:
    sent = {"item": "birth", "right": "1980.02", "text": "户口簿上是二月", "proof": proof()}
    answer = browser.post(reverse("mine:correction_new"), {**sent, **changed})
    assert answer.status_code == 302, re.findall(r"dd-error\">([^<]*)", answer.content.decode())
    return Correction.objects.latest("pk").case_id


def test_a_correction_goes_from_the_cadre_to_the_officer_and_back(house: House) -> None:
    cadre, officer = client(house, Role.CADRE), client(house, Role.ORGANISER_OFFICER)
    case = ask(cadre)
    assert "待办理更正申请" in text_of(officer, "shared:home")
    page = text_of(officer, "corrections:correction", case)
    assert "1980.01" in page and "1980.02" in page and "户口簿上是二月" in page
    answer = officer.post(reverse("corrections:accept", args=[case]), {"text": "一致"}, follow=True)
    assert "已同意更正，档案已改" in answer.content.decode()
    assert Person.objects.get(pk=house.near.people[2].pk).birth == "1980.02"
    assert "您的更正申请已有答复" in text_of(cadre, "shared:home")
    assert "同意更正" in text_of(cadre, "mine:correction", case)
    cadre.post(reverse("mine:correction_read", args=[case]))
    assert "您的更正申请已有答复" not in text_of(cadre, "shared:home")


def test_a_declined_correction_is_reviewed_by_the_leader(house: House) -> None:
    cadre, officer = client(house, Role.CADRE), client(house, Role.ORGANISER_OFFICER)
    case = ask(cadre)
    officer.post(reverse("corrections:decline", args=[case]), {"text": "材料不足"})
    assert "材料不足" in text_of(cadre, "mine:correction", case)
    assert "代录复核申请" in text_of(officer, "corrections:correction", case)
    cadre.post(reverse("mine:correction_object", args=[case]), {"text": "另有出生证"})
    leader = client(house, Role.LEADER)
    assert "待复核更正决定" in text_of(leader, "shared:home")
    told = {"text": "可信", "correct": "1"}
    leader.post(reverse("corrections:review", args=[case]), told)
    assert "复核后更正" in text_of(cadre, "mine:correction", case)


def test_what_is_wrong_with_a_request_is_said_beside_the_form(house: House) -> None:
    cadre = client(house, Role.CADRE)
    sent = {"item": "birth", "right": "去年", "text": "有误", "proof": proof()}
    answer = cadre.post(reverse("mine:correction_new"), sent)
    assert answer.status_code == 422
    assert "年月请写成 1984.07" in answer.content.decode()
    assert File.objects.count() == 0


def test_a_request_on_paper_is_recorded_from_the_persons_page(house: House) -> None:
    unit = client(house, Role.UNIT_PERSONNEL_OFFICER)
    person = house.near.people[1].pk
    where = reverse("corrections:record", args=[person])
    assert where in text_of(unit, "archive:person", person)
    sent = {
        "item": "ethnicity",
        "right": "回族",
        "text": "户口簿为回族",
        "proof": proof(),
        "acted_by": "水虚乙",
        "acted_on": "2026-01-05",
        "scan": proof(),
    }
    ahead = {**sent, "proof": proof(), "scan": proof(), "acted_on": "2126-01-05"}
    assert unit.post(where, ahead).status_code == 422
    assert File.objects.count() == 0
    page = unit.post(where, sent, follow=True).content.decode()
    assert "已登记书面更正申请" in page and "代录" in page and "同意更正</button>" not in page


def test_the_own_sealed_part_shows_once_and_stands_on_record(house: House) -> None:
    known = Career(
        name="水虚丙",
        authority=Authority.COUNTY,
        regime=Regime.CIVIL_SERVANT,
        unit=house.near.unit.full_name,
        identity=NUMBER,
    )
    archive.store(career=known, person=house.near.people[2].pk, by=CONSOLE, at=clock.now())
    cadre = client(house, Role.CADRE)
    assert NUMBER not in text_of(cadre, "mine:file")
    answer = cadre.post(reverse("mine:sealed"))
    assert NUMBER in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert NUMBER not in text_of(cadre, "mine:file")
    assert "查看本人密封信息" in text_of(cadre, "mine:opened")


def test_a_copy_of_the_own_file_comes_as_pdf_and_as_json(house: House) -> None:
    cadre = client(house, Role.CADRE)
    pdf = cadre.post(reverse("mine:copy"), {"form": "pdf"})
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    told = json.loads(cadre.post(reverse("mine:copy"), {"form": "json"}).content)
    assert told["sections"][0]["title"] == "基本情况"
    assert told["export"]["number"] in text_of(cadre, "mine:opened")
    audit = client(house, Role.AUDIT_OFFICER)
    page = text_of(audit, "oversight:exports", text=told["export"]["number"])
    assert page.count("本人档案副本</td>") == 1


def test_the_cadre_reads_which_list_about_him_left_under_which_number(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    sent = {"columns": "name", "kind": "superior"}
    assert officer.post(reverse("lists:export", args=["people"]), sent).status_code == 200
    number = Export.objects.get().at.year
    text = text_of(client(house, Role.CADRE), "mine:opened")
    assert f"导出名册：干部基本情况（导出号 {number}-" in text
    assert "报送上级" in text


def test_the_page_says_that_the_law_may_withhold_and_never_whether_it_does(house: House) -> None:
    cadre, discipline = client(house, Role.CADRE), client(house, Role.DISCIPLINE_OFFICER)
    person = house.near.people[2].pk
    before = text_of(cadre, "mine:opened")
    assert "法律规定应当保密的情形" in before
    archive.record_status(
        person=person,
        kind=StatusKind.INVESTIGATION,
        first_day=date(2026, 1, 1),
        by=CONSOLE,
        at=clock.now(),
    )
    text_of(discipline, "archive:person", person)

    def plain(page: str) -> str:
        return re.sub(r"\d{4}\.\d\d\.\d\d \d\d:\d\d|nonce=\S+|value=\"\w{64}\"", "", page)

    after = text_of(cadre, "mine:opened")
    assert plain(after) == plain(before)
    assert "纪检" not in text_of(cadre, "shared:home")


def test_of_a_refused_request_no_proof_and_no_scan_stays(house: House) -> None:
    sent = {"item": "birth", "right": "去年", "text": "有误", "proof": proof()}
    client(house, Role.CADRE).post(reverse("mine:correction_new"), sent)
    paper = {**sent, "proof": proof(), "acted_by": "水虚乙", "acted_on": "2026-01-05"}
    where = reverse("corrections:record", args=[house.near.people[1].pk])
    client(house, Role.UNIT_PERSONNEL_OFFICER).post(where, {**paper, "scan": proof()})
    assert (Correction.objects.count(), File.objects.count()) == (0, 0)


def test_of_a_refused_request_for_review_no_scan_stays(house: House) -> None:
    case = ask(client(house, Role.CADRE))
    before = File.objects.count()
    sent = {"text": "不同意", "acted_by": "水虚丙", "acted_on": "2026-01-05", "scan": proof()}
    officer = client(house, Role.ORGANISER_OFFICER)
    page = officer.post(reverse("corrections:object", args=[case]), sent, follow=True)
    assert "已登记书面复核申请" not in page.content.decode()
    assert File.objects.count() == before


def test_a_request_is_withdrawn_from_paper_on_its_page(house: House) -> None:
    case, officer = ask(client(house, Role.CADRE)), client(house, Role.ORGANISER_OFFICER)
    where = reverse("corrections:withdraw", args=[case])
    assert where in text_of(officer, "corrections:correction", case)
    before = File.objects.count()
    sent = {"acted_on": "2020-01-05", "scan": proof()}
    assert "早于它所针对的事项" in officer.post(where, sent, follow=True).content.decode()
    assert File.objects.count() == before
    today = f"{clock.today():%Y-%m-%d}"
    page = officer.post(where, {"acted_on": today, "scan": proof()}, follow=True).content.decode()
    assert "已登记书面撤回" in page and "代录撤回" not in page


def test_the_answer_is_served_on_its_page_and_the_days_are_said(house: House) -> None:
    cadre, unit = client(house, Role.CADRE), client(house, Role.UNIT_PERSONNEL_OFFICER)
    case = ask(cadre)
    decline = reverse("corrections:decline", args=[case])
    client(house, Role.ORGANISER_OFFICER).post(decline, {"text": "证明不足"})
    assert "答复送达后才起算期限" in text_of(cadre, "mine:correction", case)
    where = reverse("corrections:serve", args=[case])
    assert where in text_of(unit, "corrections:correction", case)
    today = f"{clock.today():%Y-%m-%d}"
    refused = unit.post(where, {"way": "talk", "served_on": today}, follow=True)
    assert "没有填对" in refused.content.decode()
    sent = {"way": "talk", "served_on": today, "served_by": "虚干事", "witnesses": "虚主任"}
    page = unit.post(where, {**sent, "scan": proof()}, follow=True).content.decode()
    assert "申请复核截止" in page and where not in page
    assert "虚干事" in page and "虚主任" in page
    assert "已阅知" not in text_of(cadre, "mine:correction", case)


def test_the_cadre_says_that_he_has_read_the_answer_and_looking_alone_writes_nothing(
    house: House,
) -> None:
    cadre = client(house, Role.CADRE)
    case = ask(cadre)
    client(house, Role.ORGANISER_OFFICER).post(reverse("corrections:accept", args=[case]))
    text_of(cadre, "mine:correction", case)
    assert Correction.objects.get(case_id=case).served_on is None
    where = reverse("mine:correction_read", args=[case])
    page = cadre.post(where, follow=True).content.decode()
    assert "已记录答复的送达" in page and where not in page
    assert Correction.objects.get(case_id=case).served_on == clock.today()


def test_of_a_refused_resolution_no_scan_stays(house: House) -> None:
    person = house.near.people[2].pk
    told = {"item": "birth", "text": "认定", "document": "虚组〔2026〕3号", "on": "2026-01-06"}
    officer = client(house, Role.ORGANISER_OFFICER)
    officer.post(reverse("checks:resolve", args=[person]), {**told, "scan": proof()})
    assert File.objects.count() == 0


def test_a_check_is_recorded_heard_and_resolved_on_the_persons_page(house: House) -> None:
    officer, cadre = client(house, Role.ORGANISER_OFFICER), client(house, Role.CADRE)
    person = house.near.people[2].pk
    sent = {
        "item": "birth",
        "in_papers": "1981.01",
        "consistent": "no",
        "text": "两份履历不一致",
        "on": "2026-01-05",
    }
    officer.post(reverse("checks:find", args=[person]), sent)
    page = text_of(officer, "checks:person", person)
    assert "不能作出结论" in page and "不一致不等于有问题" in page
    assert "待认定的不一致" in text_of(officer, "checks:overview")
    own = text_of(cadre, "mine:file")
    assert "两份履历不一致" in own and "不一致不等于有问题" in own
    cadre.post(reverse("mine:check_state"), {"item": "birth", "text": "以户口簿为准"})
    told = {"item": "birth", "text": "认定", "document": "虚组〔2026〕3号", "on": "2026-01-06"}
    officer.post(reverse("checks:resolve", args=[person]), told)
    page = text_of(officer, "checks:person", person)
    assert "虚组〔2026〕3号" in page and "以户口簿为准" in page
    assert "不能作出结论" not in page
    answer = officer.post(reverse("checks:find", args=[person]), {"item": "party"}, follow=True)
    assert "没有填对" in answer.content.decode()


def test_missing_parts_lead_the_cadre_to_a_request_and_the_officer_to_people(house: House) -> None:
    assert "?item=native_place" in text_of(client(house, Role.CADRE), "mine:file")
    officer = client(house, Role.ORGANISER_OFFICER)
    page = text_of(officer, "archive:completeness", unit=str(house.near.unit.pk), part="identity")
    assert page.count("/archive/people/") > 8
    head = client(house, Role.UNIT_HEAD)
    assert text_of(head, "archive:completeness", unit="987654321").count("<tbody>") == 0


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.ORGANISER_OFFICER, "corrections:corrections"),
        (Role.ORGANISER_OFFICER, "checks:overview"),
        (Role.ORGANISER_OFFICER, "archive:completeness"),
        (Role.CADRE, "mine:opened"),
        (Role.AUDIT_OFFICER, "oversight:exports"),
    ],
)
def test_lists_take_the_same_queries_however_long(house: House, role: Role, name: str) -> None:
    browser = client(house, role)
    text_of(browser, name)
    counts = []
    for rights in (["birth"], ["party", "rank", "title"]):
        for item in rights:
            ask(client(house, Role.CADRE), item=item, right="1980.02")
        archive.export_roster(unit=house.near.unit.pk, purpose="核对", by=CONSOLE, at=clock.now())
        with CaptureQueriesContext(connection) as taken:
            text_of(browser, name)
        counts.append(len(taken))
    assert counts[0] == counts[1]
