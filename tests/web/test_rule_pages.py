"""The pages of regulations: what they show, and asking the rules of a file or of facts."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.apps.archive import actions as archive
from dandang.apps.archive.models import Person
from dandang.apps.audit.models import TrailRow
from dandang.apps.organisation.models import Setting
from dandang.apps.permits.actor import console
from dandang.kit import clock
from dandang.policy.questions import questions
from dandang.terms.access import Role
from dandang.terms.people import Sex, StatusKind
from doors import enter, open_with_password
from seeding import PASSWORD, House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
RETIRES = "是否达到法定退休年龄"
GRADE = "年度考核最高可以定什么等次"


@pytest.fixture
def house() -> House:
    return seed()


def client(house: House, role: Role) -> Client:
    browser = Client()
    browser.post("/sign-in/", {"name": house.accounts[role].sign_in_name, "password": PASSWORD})
    return browser


def text_of(browser: Client, name: str, *numbers: object, **asked: str) -> str:
    answer = browser.get(reverse(name, args=numbers), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def born(person: Person, birth: str) -> Person:
    Person.objects.filter(pk=person.pk).update(birth=birth, sex=str(Sex.MALE))
    return person


def test_documents_are_listed_with_what_the_county_has_to_fix(house: House) -> None:
    Setting.objects.create(
        key="measure.admonition_months",
        value="12",
        document="虚组〔2026〕3号",
        document_name="诫勉办法（虚构）",
    )
    open_with_password("zhang", Role.ORGANISER_OFFICER, path_unit=house.county)
    browser = Client()
    enter(browser, "zhang")
    page = text_of(browser, "rules:documents")
    assert "公务员考核规定" in page and "待填本地文件" in page
    assert "12 个月" in page and "虚组〔2026〕3号 诫勉办法（虚构）" in page
    link = reverse("organiser:settings") + "?key=measure.admonition_months"
    assert link in page
    assert link not in text_of(client(house, Role.CADRE), "rules:documents")


def test_a_document_shows_its_rules_and_its_parameters_with_days_and_sources(
    house: House,
) -> None:
    page = text_of(client(house, Role.CADRE), "rules:document", "retirement_of_1978")
    assert "自2015年3月1日" in page and "自1978年6月2日" in page
    assert "未核实" in page and "组通字〔2015〕14号" in page
    assert "适用于" in page and "参公人员" in page
    assert client(house, Role.CADRE).get("/rules/no_such_document/").status_code == 404


def test_the_countys_own_value_stands_before_the_centres(house: House) -> None:
    browser = client(house, Role.UNIT_HEAD)
    before = text_of(browser, "rules:document", "rewards_of_civil_servants")
    Setting.objects.create(key="reward.merit_share", value="3", document="虚组〔2026〕4号")
    after = text_of(browser, "rules:document", "rewards_of_civil_servants")
    assert before.count("待填本地文件") == after.count("待填本地文件") + 1
    assert "本县：虚组〔2026〕4号" in after and "3%" in after


def test_what_is_not_verified_is_listed_those_known_from_memory_first(house: House) -> None:
    page = text_of(client(house, Role.LEADER), "rules:unverified")
    assert page.index("未见文本") < page.index("部分核实") < page.rindex("部分核实")


def test_a_file_is_asked_and_the_answer_leads_to_its_parameters(house: House) -> None:
    person = born(house.near.people[3], "1970.12")
    browser = client(house, Role.ORGANISER_OFFICER)
    page = text_of(browser, "rules:person", person.pk, question=RETIRES, on="2026-06-15")
    assert "不符合" in page and "2032.06" in page
    assert reverse("rules:document", args=["gradual_retirement"]) + "#step_from_60" in page
    assert "请以正式文本为准" in page


def test_missing_evidence_is_asked_for(house: House) -> None:
    person = born(house.near.people[3], "")
    browser = client(house, Role.ORGANISER_OFFICER)
    page = text_of(browser, "rules:person", person.pk, question=RETIRES, on="2026-06-15")
    assert "不能确定" in page and "还缺这些，才能确定：" in page and "出生年月" in page


def test_who_reads_a_file_to_ask_is_written_down(house: House) -> None:
    person = house.near.people[3]
    text_of(client(house, Role.UNIT_HEAD), "rules:person", person.pk)
    assert TrailRow.objects.filter(verb="archive.read", subject_number=str(person.pk)).count() == 1


def test_a_cadre_asks_of_the_own_file_and_of_no_other(house: House) -> None:
    browser = client(house, Role.CADRE)
    own = house.near.people[2]
    assert browser.get(reverse("rules:ask")).headers["Location"] == f"/rules/ask/{own.pk}/"
    assert browser.get(reverse("rules:person", args=[own.pk])).status_code == 200
    other = reverse("rules:person", args=[house.near.people[3].pk])
    assert browser.get(other).status_code == 403


def sanctioned(house: House) -> Person:
    person = house.near.people[3]
    archive.record_status(
        person=person.pk,
        kind=StatusKind.SANCTION,
        first_day=date(2026, 3, 15),
        last_day=date(2028, 3, 14),
        note="记大过",
        document="虚纪〔2026〕1号",
        by=console("测试"),
        at=clock.now(),
    )
    return person


def test_without_its_sealed_part_a_file_does_not_tell_the_highest_grade(house: House) -> None:
    person = sanctioned(house)
    asked = {"question": GRADE, "on": "2026-12-31"}
    page = text_of(client(house, Role.ORGANISER_OFFICER), "rules:person", person.pk, **asked)
    assert "不能确定" in page and "密封的立案、处分、诫勉登记" in page
    assert "记大过" not in page


def test_with_a_purpose_the_sealed_part_counts_and_the_opening_is_written_down(
    house: House,
) -> None:
    person = sanctioned(house)
    where = reverse("rules:person_sealed", args=[person.pk])
    sent = {"question": GRADE, "on": "2026-12-31", "purpose": "年度考核"}
    answer = client(house, Role.ORGANISER_OFFICER).post(where, sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert "没有查看密封的" not in page and "已记入留痕" in page
    assert TrailRow.objects.filter(verb="archive.unseal").count() == 1
    assert client(house, Role.UNIT_HEAD).post(where, sent).status_code == 403


def test_facts_are_asked_and_a_wrong_line_is_named(house: House) -> None:
    browser = client(house, Role.ORGANISER_OFFICER)
    question = "讨论决定是否通过"
    blank = text_of(browser, "rules:facts", question=question)
    assert "应到: \n到会: \n同意: " in blank
    sent = {"question": question, "on": "2026-06-15", "facts": "应到: 11\n到会: 9\n同意: 5"}
    told = browser.post(reverse("rules:facts"), sent).content.decode()
    assert "不符合" in told and "至少 6 人，没有达到" in told
    wrong = browser.post(reverse("rules:facts"), {**sent, "facts": "应到: 11\n到会: 九"})
    assert wrong.status_code == 422 and "第 2 行" in wrong.content.decode()


def test_every_question_stands_in_a_chapter(house: House) -> None:
    page = text_of(client(house, Role.CADRE), "rules:facts")
    assert page.count("?question=") == len(questions()) > 20


def test_a_day_before_the_rule_holds_is_refused_with_a_sentence(house: House) -> None:
    sent = {"question": "讨论决定是否通过", "on": "2001-06-15", "facts": "应到: 11"}
    answer = client(house, Role.LEADER).post(reverse("rules:facts"), sent)
    assert answer.status_code == 422 and "起才有规定" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "numbers", "most"),
    [
        ("rules:documents", (), 14),
        ("rules:unverified", (), 14),
        ("rules:document", ("gradual_retirement",), 14),
    ],
)
def test_pages_ask_the_database_a_few_times(
    house: House, name: str, numbers: tuple[object, ...], most: int
) -> None:
    browser = client(house, Role.ORGANISER_OFFICER)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        text_of(browser, name, *numbers)
    assert len(seen) <= most


def test_asking_a_file_asks_the_database_as_often_with_many_settings(house: House) -> None:
    browser, person = client(house, Role.ORGANISER_OFFICER), house.near.people[3]
    asked = {"question": RETIRES, "on": "2026-06-15"}
    text_of(browser, "rules:person", person.pk, **asked)
    with CaptureQueriesContext(connection) as few:
        text_of(browser, "rules:person", person.pk, **asked)
    Setting.objects.bulk_create(
        [Setting(key="reward.merit_share", value=str(n), document="虚1号") for n in range(30)]
    )
    with CaptureQueriesContext(connection) as many:
        text_of(browser, "rules:person", person.pk, **asked)
    assert len(few) == len(many)
