"""The county's own pages: its name, its settings with their documents, its calendar."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dandang.apps.organisation import queries
from dandang.apps.organisation.models import CalendarDay, County, Setting
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from doors import enter, open_with_password
from makers import make_unit

pytestmark = pytest.mark.django_db
KEY = "objection.assign_days"


@pytest.fixture
def county(client: Client) -> Unit:
    unit = make_unit("虚构县")
    open_with_password("zhang", Role.ORGANISER_OFFICER, path_unit=unit)
    enter(client, "zhang")
    return unit


def filled(**more: object) -> dict[str, object]:
    return {
        "key": KEY,
        "value": "5",
        "number": "虚组〔2026〕1号",
        "name": "异议办理办法（虚构）",
        "since": "2026-09-01",
        **more,
    }


def setting_on(page: str, key: str = KEY) -> str:
    start = page.index(f'id="{key}"')
    return page[start : page.index("</article>", start)]


def test_a_setting_shows_its_default_its_source_and_that_the_document_is_missing(
    client: Client, county: Unit
) -> None:
    page = client.get("/organiser/settings/").content.decode()
    shown = setting_on(page)
    assert "3 个工作日" in shown and "待填" in shown and "公务员法" in shown and "已核实" in shown
    assert "未核实" in setting_on(page, "letters.prefix")
    assert "没有找到中央文件的规定" in setting_on(page, "scheme.least")
    assert "46 项待填本地文件" in page


def test_a_value_is_registered_with_its_document_and_scan(client: Client, county: Unit) -> None:
    scan = SimpleUploadedFile("办法.pdf", b"%PDF-1.4 ", "application/pdf")
    client.post("/organiser/settings/", filled(scan=scan))
    client.post("/organiser/settings/", filled(value="4", number="虚组〔2026〕2号"))
    page = client.get("/organiser/settings/").content.decode()
    shown = setting_on(page)
    assert "4 个工作日" in shown and "虚组〔2026〕2号" in shown and "历次取值（2 次）" in shown
    assert "45 项待填本地文件" in page
    found = re.search(r'href="(/organiser/settings/scans/\d+/)"', shown)
    assert found is not None
    assert client.get(found[1]).content == b"%PDF-1.4 "
    assert client.get("/organiser/settings/scans/987654/").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "40"}, "应填 1 到 30 之间的整数"),
        ({"number": " "}, "必填项"),
        ({"since": "2099-01-01"}, "还没有到"),
    ],
)
def test_what_cannot_be_registered_keeps_the_form_and_says_why(
    client: Client, county: Unit, change: dict[str, object], said: str
) -> None:
    answer = client.post("/organiser/settings/", filled(**change))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "异议办理办法（虚构）" in setting_on(page)
    assert said in setting_on(page)
    assert Setting.objects.count() == 0


def test_the_network_is_not_set_by_the_organiser(client: Client, county: Unit) -> None:
    page = client.get("/organiser/settings/").content.decode()
    assert "由系统管理员登记，这里只供查看" in setting_on(page, "booth.beside_archive")
    client.post("/organiser/settings/", filled(key="booth.beside_archive", value="yes"))
    client.post("/organiser/settings/", filled(key="nothing"))
    assert Setting.objects.count() == 0


def test_settings_ask_the_database_as_often_with_a_long_history(
    client: Client, county: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Setting.objects.bulk_create(
        [Setting(key=KEY, value=str(n % 9 + 1), document="虚1号") for n in range(40)]
    )
    with django_assert_num_queries(9, exact=False):
        client.get("/organiser/settings/")


def test_the_county_is_named_and_the_kind_of_data_is_asked_once(
    client: Client, county: Unit
) -> None:
    assert 'name="fictitious"' in client.get("/organiser/county/").content.decode()
    client.post("/organiser/county/", {"name": "清源县", "office": "中共清源县委组织部"})
    page = client.get("/organiser/county/").content.decode()
    assert "真实数据" in page and 'name="fictitious"' not in page
    client.post(
        "/organiser/county/", {"name": "清源县", "office": "清源县委组织部", "fictitious": "on"}
    )
    row = County.objects.get()
    assert (row.office, row.fictitious) == ("清源县委组织部", False)
    assert client.post("/organiser/county/", {"name": "", "office": ""}).status_code == 422


def test_the_calendar_shows_what_is_published_and_the_countys_corrections(
    client: Client, county: Unit
) -> None:
    sent = {"correct-day": "2026-11-27", "correct-working": "no", "correct-document": "虚府1号"}
    client.post("/organiser/calendar/correct/", sent)
    page = client.get("/organiser/calendar/?year=2026").content.decode()
    assert "虚府1号" in page and "dd-year-corrected" in page and "2026年12月31日" in page
    client.post("/organiser/calendar/drop/", {"day": "2026-11-27"})
    assert CalendarDay.objects.count() == 0
    assert "dd-year-corrected" not in client.get("/organiser/calendar/?year=2026").content.decode()
    assert client.post("/organiser/calendar/drop/", {"day": "x"}).status_code == 404


def test_a_refused_correction_keeps_what_was_filled_in(client: Client, county: Unit) -> None:
    sent = {"correct-day": "2026-10-01", "correct-working": "no", "correct-document": "虚府1号"}
    answer = client.post("/organiser/calendar/correct/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "不需要更正" in page and "虚府1号" in page


def test_a_year_that_is_not_known_says_that_its_deadlines_are_provisional(
    client: Client, county: Unit
) -> None:
    page = client.get("/organiser/calendar/?year=2027").content.decode()
    assert "暂计" in page and "只扣除星期六、星期日" in page
    sent = {
        "enter-year": "2027",
        "enter-text": "休 10月1日至7日\n班 十月十日",
        "enter-document": "国办发明电（虚构）",
    }
    refused = client.post("/organiser/calendar/enter/", sent)
    assert refused.status_code == 422 and "第 2 行" in refused.content.decode()
    client.post("/organiser/calendar/enter/", {**sent, "enter-text": "休 10月1日至7日"})
    assert queries.calendar().known_until == date(2027, 12, 31)
    assert "国办发明电（虚构）" in client.get("/organiser/calendar/?year=2027").content.decode()


@pytest.mark.parametrize(
    "page", ["/organiser/settings/", "/organiser/county/", "/organiser/calendar/"]
)
def test_an_organiser_of_one_unit_does_not_keep_the_county(client: Client, page: str) -> None:
    below = make_unit(parent=make_unit("虚构县"))
    open_with_password("li", Role.ORGANISER_OFFICER, path_unit=below)
    enter(client, "li")
    assert client.get(page).status_code == 403
    assert page not in client.get("/").content.decode()


def test_the_pages_of_the_county_speak_english(client: Client, county: Unit) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/organiser/settings/").content.decode()
    assert "3 working days" in page and "Time to assign who answers" in page
    assert (
        "Working calendar of 2026" in client.get("/organiser/calendar/?year=2026").content.decode()
    )
