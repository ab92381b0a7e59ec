"""The inbox as a page: its parts, its filter, handing over, reminding, receipts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dandang.apps.accounts.models import Account
from dandang.apps.inbox import actions as inbox
from dandang.apps.inbox.models import Item
from dandang.apps.units.models import Unit
from dandang.kit import clock
from dandang.terms.access import Role
from doors import enter, open_with_password
from makers import NOW, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("虚构县")


@pytest.fixture
def zhang(client: Client, unit: Unit) -> Account:
    account = open_with_password("zhang", Role.ORGANISER_OFFICER, path_unit=unit)
    enter(client, "zhang")
    return account


@pytest.fixture
def li(unit: Unit) -> Account:
    return open_with_password("li", Role.ORGANISER_OFFICER, path_unit=unit)


def put(unit: Unit, number: int, days: int | None = None, what: str = "round_to_close") -> int:
    inbox.put(
        what=what,
        subject_kind="round",
        subject_number=str(number),
        at=NOW,
        role=Role.ORGANISER_OFFICER,
        path=unit.path,
        due=None if days is None else clock.today() + timedelta(days=days),
        values={"title": f"虚构考核{number}", "name": f"虚{number}"},
    )
    return Item.objects.latest("pk").pk


def page(client: Client, show: str = "open", kind: str = "") -> str:
    return client.get(f"/inbox/?show={show}&kind={kind}").content.decode()


def test_what_is_overdue_or_near_says_so_in_words(client: Client, unit: Unit, zhang) -> None:
    for number, days in ((1, -2), (2, 3), (3, 4)):
        put(unit, number, days)
    rows = re.findall(r"<tr><td>.*?</tr>", page(client), re.DOTALL)
    assert ["逾期 2 天" in row for row in rows] == [True, False, False]
    assert ["临近" in row for row in rows] == [False, True, False]


def test_opening_an_item_leads_to_its_page_and_leaves_a_receipt(
    client: Client, unit: Unit, zhang, li
) -> None:
    number = put(unit, 7)
    assert "尚未打开" in page(client)
    assert client.get(f"/inbox/{number}/")["Location"] == "/organiser/rounds/7/"
    enter(client, "li")
    assert "尚未打开" not in page(client) and "zhang" in page(client)
    assert client.get("/inbox/987654/").status_code == 404


def test_items_are_filtered_by_kind(client: Client, unit: Unit, zhang) -> None:
    put(unit, 1)
    put(unit, 2, what="round_to_publish")
    assert "“…”已全部评定，待发布（1）" in page(client)
    chosen = page(client, kind="round_to_publish")
    assert "虚构考核2" in chosen and "虚构考核1" not in chosen


def test_chosen_items_are_handed_to_a_colleague_and_taken_back(
    client: Client, unit: Unit, zhang, li
) -> None:
    numbers = [put(unit, 1), put(unit, 2)]
    sent = {"chosen": numbers, "colleague": li.pk}
    told = client.post("/inbox/hand/", sent, follow=True).content.decode()
    assert "已把 2 件事项交给 li" in told and "虚构考核" not in page(client)
    assert "交给 li" in page(client, "handed")
    enter(client, "li")
    assert "由 zhang 于" in page(client)
    enter(client, "zhang")
    client.post("/inbox/back/", {"chosen": numbers[:1]})
    assert "虚构考核1" in page(client) and "虚构考核2" not in page(client)


def test_handing_over_without_a_colleague_or_an_item_says_what_to_do(
    client: Client, unit: Unit, zhang, li
) -> None:
    number = put(unit, 1)
    for sent, said in (
        ({"colleague": li.pk}, "没有选中任何事项"),
        ({"chosen": [number]}, "没有找到要交办的同事"),
        ({"chosen": [number], "colleague": zhang.pk}, "不能交办给自己"),
    ):
        assert said in client.post("/inbox/hand/", sent, follow=True).content.decode()


def test_the_organiser_reminds_of_what_is_overdue_with_others(
    client: Client, unit: Unit, zhang, li
) -> None:
    number = put(unit, 1, -1)
    client.post("/inbox/hand/", {"chosen": [number], "colleague": li.pk})
    assert "虚构考核1" in page(client, "overdue")
    told = client.post("/inbox/remind/", {"chosen": [number]}, follow=True).content.decode()
    assert "已催办 1 件" in told
    assert 'name="chosen"' not in page(client, "overdue")
    enter(client, "li")
    assert "zhang 于" in page(client) and "催办" in page(client)


def test_only_who_reminds_sees_what_is_overdue_with_others(client: Client, unit: Unit) -> None:
    open_with_password("wang", Role.PANELLIST, path_unit=unit)
    enter(client, "wang")
    put(unit, 1, -5)
    asked = page(client, "overdue")
    assert "逾期督办" not in asked and "虚构考核" not in asked


def test_what_is_done_stays_and_empty_parts_say_why(client: Client, unit: Unit, zhang) -> None:
    for show in ("open", "handed", "done", "overdue"):
        assert "dd-empty-why" in page(client, show)
    put(unit, 1)
    inbox.settle(subject_kind="round", subject_number="1", at=NOW)
    assert "虚构考核1" in page(client, "done") and "虚构考核1" not in page(client)


def test_the_inbox_asks_the_database_as_often_for_many_items(
    client: Client, unit: Unit, zhang, li, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 60):
        put(unit, number, number)
    with django_assert_num_queries(12, exact=False):
        shown = page(client)
    assert "共 59 条" in shown


def test_the_home_page_of_an_officer_shows_the_month_with_what_is_due(
    client: Client, unit: Unit, zhang
) -> None:
    put(unit, 1, 0)
    home = client.get("/").content.decode()
    month = home[home.index('class="dd-calendar"') :]
    assert "虚构考核1" in month and "1 项" in month
    assert "虚构考核1" in client.get("/agenda/?view=agenda").content.decode()
    assert "本月没有排定的事项" in client.get("/agenda/?month=2001.01").content.decode()
    assert client.get("/agenda/?month=x").status_code == 200
