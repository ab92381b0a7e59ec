"""The three officers' desk: accounts, grants, the trail, each for one officer alone."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dandang.apps.accounts.models import Account
from dandang.apps.audit import actions as audit
from dandang.apps.audit.models import TrailRow
from dandang.apps.grants.models import Grant
from dandang.apps.permits.actor import console
from dandang.terms.access import Role
from dandang.terms.trail import Outcome
from doors import enter, open_with_password
from makers import NOW, make_account, make_unit

pytestmark = pytest.mark.django_db
PAGES = {
    Role.SYSTEM_OFFICER: "/oversight/accounts/",
    Role.SECURITY_OFFICER: "/oversight/grants/",
    Role.AUDIT_OFFICER: "/oversight/trail/",
}


@pytest.mark.parametrize("role", list(Role))
def test_each_officer_enters_one_part_and_nobody_else_any(client: Client, role: Role) -> None:
    open_with_password("zhang", role)
    enter(client, "zhang")
    found = {page for page in PAGES.values() if client.get(page).status_code == 200}
    assert found == ({PAGES[role]} if role in PAGES else set())


def test_an_opened_account_signs_in_with_the_password_on_its_slip(client: Client) -> None:
    open_with_password("wu", Role.SYSTEM_OFFICER)
    enter(client, "wu")
    words = {"name": "陈例", "sign_in_name": "chen.li", "kind": "business"}
    slip = client.post("/oversight/accounts/new/", words).content.decode()
    found = re.search(r'class="dd-secret">([a-z0-9-]+)<', slip)
    assert found is not None
    assert enter(Client(), "chen.li", found[1]).status_code == 302
    assert found[1] not in client.get("/oversight/accounts/").content.decode()
    row = TrailRow.objects.filter(
        verb="accounts.open", subject_number=str(_number("chen.li"))
    ).get()
    assert row.details == {"change": "opened", "kind": "business"}


@pytest.mark.parametrize(
    ("name", "sentence"), [("wu", "已有人使用"), ("陈例", "只能用字母"), ("", "")]
)
def test_an_account_that_cannot_be_opened_says_why(
    client: Client, name: str, sentence: str
) -> None:
    open_with_password("wu", Role.SYSTEM_OFFICER)
    enter(client, "wu")
    words = {"name": "陈例", "sign_in_name": name, "kind": "business"}
    answer = client.post("/oversight/accounts/new/", words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Account.objects.count() == 1


def test_closing_reopening_and_unlocking_say_what_happened(client: Client) -> None:
    open_with_password("wu", Role.SYSTEM_OFFICER)
    other = open_with_password("chen")
    enter(client, "wu")
    for _ in range(5):
        enter(Client(), "chen", "wrong")
    assert "已锁定" in client.get("/oversight/accounts/").content.decode()
    for page, words, sentence in (
        ("unlock", {}, "已解锁"),
        ("active", {"active": "0"}, "已停用，其登录立即失效"),
        ("active", {"active": "1"}, "已恢复"),
    ):
        client.post(f"/oversight/accounts/{other.pk}/{page}/", words)
        assert sentence in client.get("/oversight/accounts/").content.decode()
        assert sentence not in client.get("/oversight/accounts/").content.decode()


def test_nobody_closes_his_own_account(client: Client) -> None:
    own = open_with_password("wu", Role.SYSTEM_OFFICER)
    enter(client, "wu")
    client.post(f"/oversight/accounts/{own.pk}/active/", {"active": "0"})
    assert "不能停用自己的账号" in client.get("/oversight/accounts/").content.decode()


def test_a_new_password_ends_the_old_one(client: Client) -> None:
    open_with_password("wu", Role.SYSTEM_OFFICER)
    other = open_with_password("chen")
    enter(client, "wu")
    there = Client()
    enter(there, "chen")
    slip = client.post(f"/oversight/accounts/{other.pk}/password/").content.decode()
    found = re.search(r'class="dd-secret">([a-z0-9-]+)<', slip)
    assert found is not None
    assert there.get("/").status_code == 302
    assert enter(there, "chen").status_code == 403
    assert enter(there, "chen", found[1]).status_code == 302


def test_a_role_is_granted_over_a_unit_and_withdrawn(client: Client) -> None:
    open_with_password("zheng", Role.SECURITY_OFFICER)
    other, unit = make_account(), make_unit("虚构县")
    enter(client, "zheng")
    page = f"/oversight/grants/{other.pk}/"
    client.post(page, {"role": "organiser_officer", "unit": str(unit.pk)})
    shown = client.get(page).content.decode()
    assert "已授予" in shown and "组织部干部" in shown and "虚构县" in shown
    grant = Grant.objects.get(account=other)
    client.post(f"{page}{grant.pk}/withdraw/")
    assert "还没有角色" in client.get(page).content.decode()


def test_only_roles_of_the_accounts_kind_are_offered_and_taken(client: Client) -> None:
    open_with_password("zheng", Role.SECURITY_OFFICER)
    other, unit = make_account(), make_unit()
    enter(client, "zheng")
    page = f"/oversight/grants/{other.pk}/"
    assert "system_officer" not in client.get(page).content.decode()
    answer = client.post(page, {"role": "system_officer", "unit": str(unit.pk)})
    assert answer.status_code == 422
    assert not Grant.objects.filter(account=other).exists()


@pytest.mark.parametrize(("role", "unit"), [("cadre", "unit"), ("leader", "self")])
def test_a_cadre_holds_himself_and_every_other_role_a_unit(
    client: Client, role: str, unit: str
) -> None:
    open_with_password("zheng", Role.SECURITY_OFFICER)
    other, over = make_account(), make_unit()
    enter(client, "zheng")
    words = {"role": role, "unit": str(over.pk) if unit == "unit" else unit}
    assert client.post(f"/oversight/grants/{other.pk}/", words).status_code == 422
    assert not Grant.objects.filter(account=other).exists()


def test_nobody_grants_himself(client: Client) -> None:
    unit = make_unit()
    own = open_with_password("zheng", Role.SECURITY_OFFICER, path_unit=unit)
    enter(client, "zheng")
    words = {"role": "security_officer", "unit": str(make_unit().pk)}
    answer = client.post(f"/oversight/grants/{own.pk}/", words, follow=True)
    assert "不能给自己授权" in answer.content.decode()
    assert Grant.objects.filter(account=own).count() == 1


def test_the_trail_is_filtered_by_words_verb_day_and_refusal(client: Client) -> None:
    open_with_password("wang", Role.AUDIT_OFFICER)
    subject = audit.Subject("unit", "1", "虚构水务局")
    audit.record(by=console("陈例"), verb="units.edit", subject=subject, at=NOW)
    audit.record(
        by=console("柳拟"), verb="units.read", subject=subject, at=NOW, outcome=Outcome.REFUSED
    )
    enter(client, "wang")

    def shown(query: str) -> set[str]:
        page = client.get(f"/oversight/trail/?{query}").content.decode().replace("\u3000", "")
        rows = page[page.index("<tbody>") : page.index("</tbody>")] if "<tbody>" in page else ""
        return {name for name in ("陈例", "柳拟") if name in rows}

    assert shown("") == {"陈例", "柳拟"}
    assert shown("text=陈例") == {"陈例"}
    assert shown("text=水务局") == {"陈例", "柳拟"}
    assert shown("verb=units.read") == {"柳拟"}
    assert shown("refused=on") == {"柳拟"}
    assert shown(f"first={NOW:%Y-%m-%d}&last={NOW:%Y-%m-%d}&text=虚构") == {"陈例", "柳拟"}
    assert shown("last=2020-01-01") == set()
    assert client.get("/oversight/trail/?first=x").status_code == 422


def test_a_desk_that_is_not_ones_own_does_not_exist_and_changes_nothing(client: Client) -> None:
    open_with_password("wu", Role.SYSTEM_OFFICER)
    enter(client, "wu")
    other, unit = make_account(), make_unit()
    words = {"role": "organiser_officer", "unit": str(unit.pk)}
    assert client.post(f"/oversight/grants/{other.pk}/", words).status_code == 404
    assert not Grant.objects.filter(account=other).exists()


@pytest.mark.parametrize(
    ("role", "most"),
    [(Role.SYSTEM_OFFICER, 14), (Role.SECURITY_OFFICER, 15), (Role.AUDIT_OFFICER, 12)],
)
def test_a_list_asks_the_database_as_often_for_fifty_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, role: Role, most: int
) -> None:
    open_with_password("zhang", role)
    enter(client, "zhang")
    for _ in range(50):
        account = make_account(Role.LEADER, unit=make_unit())
        subject = audit.Subject("account", str(account.pk), account.name)
        audit.record(by=console("陈例"), verb="units.edit", subject=subject, at=NOW)
    with django_assert_num_queries(most, exact=False):
        client.get(PAGES[role])


def _number(name: str) -> int:
    return Account.objects.get(sign_in_name=name).pk
