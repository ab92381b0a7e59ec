"""The pages of the three officers about policy, roles, alarms and many accounts."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from dandang.apps.accounts.models import Account, PolicyValue
from dandang.apps.audit.models import ReadingAlarm, TrailRow
from dandang.apps.exports.models import Export
from dandang.apps.grants import tasks
from dandang.apps.grants.models import Batch, BatchLine, Grant
from dandang.apps.units.models import Unit
from dandang.kit import clock
from dandang.terms.access import Role
from doors import enter, open_with_password
from makers import NOW, make_account, make_person, make_unit

pytestmark = pytest.mark.django_db


def county_of(people: int) -> Unit:
    county = make_unit("虚构县")
    unit = make_unit("县水务局", parent=county)
    for place in range(people):
        make_person(unit, f"虚{place:03}", seat=place)
    return county


def signed_in(client: Client, role: Role, unit: Unit | None = None) -> Client:
    open_with_password(str(role), role, path_unit=unit)
    enter(client, str(role))
    return client


def test_a_value_of_the_policy_is_changed_with_its_document(client: Client) -> None:
    signed_in(client, Role.SECURITY_OFFICER)
    page = client.get("/oversight/policy/?change=password.days").content.decode()
    assert "修改“多少天更换一次”" in page
    words = {"key": "password.days", "value": "0", "document": "虚网安〔2026〕9号"}
    client.post("/oversight/policy/", words)
    page = client.get("/oversight/policy/").content.decode()
    assert "“多少天更换一次”已改，立即生效" in page
    assert "虚网安〔2026〕9号" in page and "不要求" in page
    assert PolicyValue.objects.get(key="password.days").value == "0"


def test_a_value_out_of_bounds_and_one_without_document_say_why(client: Client) -> None:
    signed_in(client, Role.SECURITY_OFFICER)
    words = {"key": "session.idle_minutes", "value": "60", "document": "虚"}
    answer = client.post("/oversight/policy/", words, follow=True)
    assert "应在 5 到 30 之间" in answer.content.decode()
    words = {"key": "session.idle_minutes", "value": "10", "document": ""}
    assert client.post("/oversight/policy/", words).status_code == 422
    assert not PolicyValue.objects.filter(key="session.idle_minutes").exists()


def test_the_page_says_that_two_demands_differ(client: Client) -> None:
    signed_in(client, Role.SECURITY_OFFICER)
    page = client.get("/oversight/policy/").content.decode()
    assert "OWASP ASVS 5.0" in page and "未核实" in page


def test_a_temporary_grant_is_given_and_its_end_is_shown(client: Client) -> None:
    signed_in(client, Role.SECURITY_OFFICER)
    other, unit = make_account(), make_unit("虚构县")
    words = {"role": "leader", "unit": str(unit.pk), "last_day": "2099-12-31"}
    client.post(f"/oversight/grants/{other.pk}/", words)
    assert "2099.12.31" in client.get(f"/oversight/grants/{other.pk}/").content.decode()
    Grant.objects.filter(account=other).update(last_day="2020-01-31")
    assert "已到期，不再有效" in client.get(f"/oversight/grants/{other.pk}/").content.decode()
    assert "已于2020年1月31日到期" in client.get("/oversight/grants/").content.decode()


def test_a_role_ends_with_its_last_day_in_the_session_that_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(client, Role.AUDIT_OFFICER)
    today = clock.today()
    Grant.objects.update(last_day=today)
    assert client.get("/oversight/trail/").status_code == 200
    Grant.objects.update(last_day=today - timedelta(days=1))
    assert client.get("/oversight/trail/").status_code == 404


@pytest.mark.parametrize("role", [Role.SECURITY_OFFICER, Role.AUDIT_OFFICER])
def test_the_table_of_roles_is_shown_and_taken_away_as_text(client: Client, role: Role) -> None:
    signed_in(client, role)
    make_account(Role.LEADER, unit=make_unit("虚构县"), name="=1+1")
    page = client.get("/oversight/roles/").content.decode()
    assert "县委领导" in page and "查看干部档案" in page and "=1+1" in page
    assert client.post("/oversight/roles/workbook/").status_code == 302
    book = client.post("/oversight/roles/workbook/", {"kind": "superior"})
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert TrailRow.objects.filter(verb="grants.read", subject_kind="report").count() == 1
    (told,) = Export.objects.values_list("name", "purpose", "sha256")
    assert told == ("权限一览", "报送上级", hashlib.sha256(book.content).hexdigest())
    assert "报送上级" in (sheet.oddFooter.left.text or "")


def test_an_alarm_is_looked_into_and_closed(client: Client) -> None:
    signed_in(client, Role.AUDIT_OFFICER)
    alarm = ReadingAlarm.objects.create(
        account=7, name="钱例", span="hour", begin=NOW, people=60, most=50, raised_at=NOW
    )
    assert "待核查" in client.get("/oversight/alarms/").content.decode()
    page = f"/oversight/alarms/{alarm.pk}/"
    assert client.post(page, {"finding": ""}).status_code == 422
    client.post(page, {"finding": "年度考核集中核对。"})
    shown = client.get("/oversight/alarms/").content.decode()
    assert "年度考核集中核对。" in shown and "待核查" not in shown


def test_accounts_for_many_from_beginning_to_granting(client: Client) -> None:
    county = county_of(3)
    signed_in(client, Role.SYSTEM_OFFICER, county)
    answer = client.post("/oversight/batches/new/", {"unit": str(county.pk), "start": "gb-"})
    batch = Batch.objects.get()
    page = f"/oversight/batches/{batch.pk}/"
    assert answer["Location"] == page
    part = client.get(f"{page}progress/")
    assert "已开设 0 个，共 3 个" in part.content.decode()
    assert "HX-Refresh" not in part
    tasks.open_batch.call(number=batch.pk)
    assert client.get(f"{page}progress/")["HX-Refresh"] == "true"
    slips = client.post(f"{page}slips/")
    assert slips["Content-Type"] == "application/pdf"
    assert "no-store" in slips["Cache-Control"]
    drawn = "".join(part.extract_text() for part in PdfReader(io.BytesIO(slips.content)).pages)
    text = "".join(drawn.split())
    assert all(name in text for name in ("虚000", "虚001", "虚002", "gb-00003", "县水务局"))
    again = client.post(f"{page}slips/", follow=True)
    assert "密码单已取走" in again.content.decode()
    there = signed_in(Client(), Role.SECURITY_OFFICER, county)
    assert "批量开设了 3 个账号" in there.get("/oversight/grants/").content.decode()
    there.post(f"{page}grant/")
    assert "已授予 3 个账号" in there.get("/oversight/grants/").content.decode()
    assert Grant.objects.filter(role="cadre").count() == 3


def test_a_batch_for_nobody_says_why(client: Client) -> None:
    county = county_of(0)
    signed_in(client, Role.SYSTEM_OFFICER, county)
    answer = client.post("/oversight/batches/new/", {"unit": str(county.pk), "start": "gb-"})
    assert answer.status_code == 422
    assert "都已有账号" in answer.content.decode()
    answer = client.post("/oversight/batches/new/", {"unit": str(county.pk), "start": "9"})
    assert "字母开头" in answer.content.decode()


def test_accounts_long_unused_are_listed(client: Client) -> None:
    signed_in(client, Role.SYSTEM_OFFICER)
    Account.objects.create(
        sign_in_name="old",
        name="旧例",
        kind="business",
        password="!",
        opened_at=NOW.replace(year=2020),
    )
    page = client.get("/oversight/accounts/?unused=1").content.decode()
    assert "old" in page and "满 90 天未用的" in page
    assert page.count('/password/" aria-label') == 1


@pytest.mark.parametrize("role", [Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER])
def test_the_three_officers_see_every_item_of_level_three(client: Client, role: Role) -> None:
    signed_in(client, role)
    page = client.get("/oversight/protection/").content.decode()
    assert page.count('<td class="dd-number">') == 38
    assert "没有与标准原文核实" in page


def test_pages_that_list_take_as_many_queries_for_many_rows_as_for_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    county = county_of(60)
    signed_in(client, Role.SYSTEM_OFFICER, county)
    client.post("/oversight/batches/new/", {"unit": str(county.pk), "start": "gb-"})
    number = Batch.objects.get().pk
    assert BatchLine.objects.count() == 60
    with django_assert_num_queries(15, exact=False):
        client.get(f"/oversight/batches/{number}/")
    for _ in range(30):
        make_account(Role.LEADER, unit=make_unit())
        ReadingAlarm.objects.create(
            account=number,
            name="钱例",
            span="hour",
            begin=NOW + timedelta(hours=ReadingAlarm.objects.count()),
            people=60,
            most=50,
            raised_at=NOW,
        )
    there = signed_in(Client(), Role.AUDIT_OFFICER, county)
    for page in ("/oversight/roles/", "/oversight/alarms/"):
        with django_assert_num_queries(14, exact=False):
            there.get(page)
