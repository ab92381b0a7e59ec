"""The first page of each role: what waits by deadline, where it leads, what changed."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dandang.apps.archive.models import Person
from dandang.apps.audit import actions as audit
from dandang.apps.grants.models import Holder
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import console
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.terms.sentences import table
from dandang.web.shared.inbox_links import PAGES
from dandang.web.shared.navigation import ENTRIES, MOST_PLACES
from doors import enter, open_with_password
from makers import NOW, make_person, make_unit

pytestmark = pytest.mark.django_db


def put(what: str, number: int, due: date | None, *, role: Role, path: str) -> None:
    inbox.put(
        what=what,
        subject_kind="round",
        subject_number=str(number),
        at=NOW,
        role=role,
        path=path,
        due=due,
        values={"title": f"虚构考核{number}", "name": f"虚{number}"},
    )


def test_what_waits_stands_by_deadline_and_leads_to_its_page(client: Client) -> None:
    county = make_unit()
    open_with_password("zhang", Role.ORGANISER_OFFICER, path_unit=county)
    for what, number, due in (
        ("round_to_close", 1, None),
        ("round_to_compute", 2, date(2099, 12, 1)),
        ("round_to_publish", 3, date(2020, 1, 1)),
    ):
        put(what, number, due, role=Role.ORGANISER_OFFICER, path=county.path)
    enter(client, "zhang")
    page = client.get("/").content.decode()
    waiting = page[page.index('id="inbox"') :]
    led = [client.get(each)["Location"] for each in re.findall(r'href="(/inbox/\d+/)"', waiting)]
    assert led == ["/organiser/rounds/3/", "/organiser/rounds/2/", "/organiser/rounds/1/"]
    assert "逾期" in waiting and "还有" in waiting and "无期限" in waiting
    assert '<span class="dd-count dd-count-some">3</span>' in page


def test_what_waits_for_others_is_not_shown(client: Client) -> None:
    mine, other = make_unit(), make_unit()
    open_with_password("zhang", Role.ORGANISER_OFFICER, path_unit=mine)
    put("round_to_close", 1, None, role=Role.ORGANISER_OFFICER, path=other.path)
    put("round_to_decide", 2, None, role=Role.PANELLIST, path=mine.path)
    enter(client, "zhang")
    page = client.get("/").content.decode()
    assert "虚构考核" not in page
    assert "现在没有等您办理的事" in page


def test_a_cadre_learns_at_home_who_opened_the_file(client: Client) -> None:
    unit = make_unit()
    person = make_person(unit, "柳拟")
    account = open_with_password("liu", Role.CADRE)
    Holder.objects.create(account=account, person=person)
    subject = audit.Subject("person", str(person.pk), person.name, person=person.pk)
    audit.record(
        by=console("陈例"), verb=Verb.ARCHIVE_READ, subject=subject, at=NOW, purpose="核对任职年限"
    )
    enter(client, "liu")
    for page in ("/", "/mine/opened/"):
        text = client.get(page).content.decode()
        assert "陈例" in text.replace("\u3000", "") and "核对任职年限" in text
    own = client.get("/mine/file/").content.decode()
    assert "柳拟" in own and "籍贯" in own and "没有登记" in own


def test_a_cadre_sees_nobody_elses_file(client: Client) -> None:
    account = open_with_password("liu", Role.CADRE)
    unit = make_unit()
    Holder.objects.create(account=account, person=make_person(unit, "柳拟"))
    make_person(unit, "范例之")
    enter(client, "liu")
    assert "范例之" not in client.get("/mine/file/").content.decode()
    assert Person.objects.count() == 2


def test_an_account_that_is_nobodys_yet_says_what_to_do(client: Client) -> None:
    open_with_password("liu", Role.CADRE)
    enter(client, "liu")
    assert "持有人登记" in client.get("/mine/file/").content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_home_and_at_most_eight_places(client: Client, role: Role) -> None:
    open_with_password("zhang", role)
    enter(client, "zhang")
    page = client.get("/").content.decode()
    desk = page[page.index('class="dd-nav"') : page.index("</nav>")]
    titles = re.findall(r'<a href="[^"]+"(?: aria-current="page")?>', desk)
    assert 2 <= len(titles) <= MOST_PLACES
    assert desk.count('aria-current="page"') == 1


def test_every_role_stands_in_the_table_of_places() -> None:
    assert set(ENTRIES) == set(Role)


def test_every_sentence_of_the_inbox_leads_somewhere() -> None:
    codes = {code.removeprefix("inbox.") for code in table("zh") if code.startswith("inbox.")}
    assert codes == set(PAGES)


def test_home_asks_the_database_as_often_for_many_things_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    county = make_unit()
    open_with_password("zhang", Role.ORGANISER_OFFICER, path_unit=county)
    enter(client, "zhang")
    for number in range(1, 13):
        due = date(2026, 11, number)
        put("round_to_close", number, due, role=Role.ORGANISER_OFFICER, path=county.path)
    with django_assert_num_queries(32, exact=False):
        client.get("/")
