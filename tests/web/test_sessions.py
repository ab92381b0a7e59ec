"""Sessions: each in the register, ended from elsewhere, by time and by closing; what is owed comes first."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from dandang.apps.accounts import actions
from dandang.apps.accounts.models import Account, Factor, PolicyValue, Session
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.kit import cipher, clock, totp
from dandang.terms.access import Role
from dandang.web.shared.browsers import browser_in_words
from doors import PASSWORD, at_time, enter, open_with_password
from makers import NOW

pytestmark = pytest.mark.django_db
NEW = "Another horse 2"


def code_of(account: Account, *, steps: int = 0) -> str:
    sealed = Factor.objects.get(account=account).sealed
    secret = cipher.unseal(settings.KEYS, "factors", sealed, context=f"factor:{account.pk}")
    return totp.code(secret, totp.step_of(clock.now()) + steps)


def demand_factors() -> None:
    PolicyValue.objects.filter(key="factor.duty").update(value="officers")


def test_each_sign_in_stands_in_the_register_until_signing_out(client: Client) -> None:
    open_with_password("zhang")
    enter(client, "zhang")
    row = Session.objects.get()
    assert row.ended_at is None
    client.post("/sign-out/")
    row.refresh_from_db()
    assert row.ended_at is not None


def test_the_register_keeps_no_address() -> None:
    columns = {field.name for field in Session._meta.fields}
    assert columns == {"id", "account", "browser", "begun_at", "seen_at", "ended_at"}


def test_the_booth_makes_no_session(client: Client) -> None:
    client.get("/b/1/")
    assert not Session.objects.exists()


def test_ones_own_page_lists_the_sessions_and_ends_one(client: Client) -> None:
    open_with_password("zhang")
    enter(client, "zhang")
    there = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    enter(there, "zhang")
    page = client.get("/account/").content.decode()
    assert "Firefox · Linux" in page and "就是这里" in page
    other = Session.objects.get(browser="Firefox · Linux")
    client.post("/account/sessions/", {"only": str(other.pk)})
    assert there.get("/")["Location"] == "/sign-in/?next=%2F&ended=1"
    assert client.get("/").status_code == 200


def test_all_others_are_ended_at_once_and_this_one_stays(client: Client) -> None:
    open_with_password("zhang")
    others = [Client(), Client()]
    for browser in (client, *others):
        enter(browser, "zhang")
    client.post("/account/sessions/")
    assert [browser.get("/").status_code for browser in others] == [302, 302]
    assert "已退出 2 处登录" in client.get("/account/").content.decode()


def test_nobody_ends_the_session_of_another(client: Client) -> None:
    open_with_password("zhang")
    open_with_password("chen")
    there = Client()
    enter(there, "chen")
    enter(client, "zhang")
    theirs = Session.objects.get(account__sign_in_name="chen")
    for asked in (str(theirs.pk), "987654321", "x"):
        assert client.post("/account/sessions/", {"only": asked}).status_code == 404
    assert there.get("/").status_code == 200


def test_the_system_officer_sees_and_ends_the_sessions_of_an_account(client: Client) -> None:
    open_with_password("wu", Role.SYSTEM_OFFICER)
    other = open_with_password("chen")
    there = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Edg/140.0"})
    enter(there, "chen")
    enter(client, "wu")
    assert "Edge · Windows" in client.get(f"/oversight/accounts/{other.pk}/").content.decode()
    client.post(f"/oversight/accounts/{other.pk}/sessions/")
    assert there.get("/").status_code == 302
    row = TrailRow.objects.filter(verb="accounts.open", subject_number=str(other.pk))[0]
    assert row.details == {"change": "sessions_ended", "count": 1}


def test_closing_an_account_ends_its_sessions_at_once_and_for_good(client: Client) -> None:
    account = open_with_password("zhang")
    enter(client, "zhang")
    for active in (False, True):
        actions.set_active(number=account.pk, active=active, by=console("test"), at=clock.now())
    assert client.get("/").status_code == 302


def test_a_session_ends_when_its_longest_time_is_over(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with_password("zhang")
    at_time(monkeypatch, NOW, plus=timedelta())
    enter(client, "zhang")
    for minutes in range(25, 600, 25):
        at_time(monkeypatch, NOW, plus=timedelta(minutes=minutes))
        assert client.get("/account/").status_code == 200
    at_time(monkeypatch, NOW, plus=timedelta(minutes=601))
    assert client.get("/account/")["Location"] == "/sign-in/?next=%2Faccount%2F&ended=1"


def test_a_shorter_idle_time_holds_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    open_with_password("zhang")
    at_time(monkeypatch, NOW, plus=timedelta())
    enter(client, "zhang")
    PolicyValue.objects.create(key="session.idle_minutes", value="10", document="虚构", set_at=NOW)
    at_time(monkeypatch, NOW, plus=timedelta(minutes=11))
    ended = client.get("/")
    assert ended["Location"] == "/sign-in/?next=%2F&idle=1"
    assert "10 分钟没有操作" in client.get(ended["Location"]).content.decode()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/140.0 MicroMessenger/8.0", "WeChat · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari · iOS"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_told_in_two_words(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words


def test_a_first_password_opens_the_page_that_changes_it_and_no_other(client: Client) -> None:
    account = open_with_password("zhang", Role.SYSTEM_OFFICER)
    actions.renew_password(number=account.pk, password="first-1", by=console("t"), at=clock.now())
    enter(client, "zhang", "first-1")
    for page in ("/", "/account/", "/oversight/accounts/", "/pieces/"):
        assert client.get(page)["Location"] == "/password/"
    part = client.get("/oversight/accounts/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/password/")
    assert "请先修改密码" in client.get("/password/").content.decode()
    words = {"name": "虚", "sign_in_name": "new", "kind": "business"}
    assert client.post("/oversight/accounts/new/", words)["Location"] == "/password/"
    assert not Account.objects.filter(sign_in_name="new").exists()
    words = {"old": "first-1", "new": NEW, "again": NEW}
    assert client.post("/password/", words)["Location"] == "/"
    assert client.get("/oversight/accounts/").status_code == 200


def test_the_language_can_be_switched_and_one_can_leave_before_changing_it(client: Client) -> None:
    account = open_with_password("zhang")
    actions.renew_password(number=account.pk, password="first-1", by=console("t"), at=clock.now())
    enter(client, "zhang", "first-1")
    client.post("/language/", {"language": "en", "next": "/password/"})
    assert "Please change the password first" in client.get("/password/").content.decode()
    assert client.post("/sign-out/")["Location"] == "/sign-in/"


def test_an_officer_without_a_second_factor_is_led_to_setting_it_up(client: Client) -> None:
    account = open_with_password("wang", Role.AUDIT_OFFICER)
    demand_factors()
    enter(client, "wang")
    assert client.get("/oversight/trail/")["Location"] == "/account/factor/"
    page = client.get("/account/factor/").content.decode()
    assert "<svg" in page and "必须使用动态口令" in page
    assert client.post("/account/factor/", {"said": "000000"}).status_code == 422
    shown = client.post("/account/factor/", {"said": code_of(account)}).content.decode()
    assert shown.count('<li class="dd-secret">') == 10
    assert client.get("/oversight/trail/").status_code == 200


def test_a_business_account_may_do_without(client: Client) -> None:
    open_with_password("zhang", Role.ORGANISER_OFFICER)
    demand_factors()
    enter(client, "zhang")
    assert client.get("/").status_code == 200


def set_up(client: Client, account: Account) -> None:
    client.get("/account/factor/")
    client.post("/account/factor/", {"said": code_of(account)})


def test_signing_in_with_a_second_factor_takes_two_steps(client: Client) -> None:
    account = open_with_password("zhang", Role.ORGANISER_OFFICER)
    enter(client, "zhang")
    set_up(client, account)
    there = Client()
    step = enter(there, "zhang", next="/archive/people/")
    assert step["Location"] == "/sign-in/code/"
    assert there.get("/").status_code == 302
    assert there.post("/sign-in/code/", {"said": "000000"}).status_code == 403
    key = there.cookies["sessionid"].value
    entered = there.post("/sign-in/code/", {"said": code_of(account, steps=1)})
    assert entered["Location"] == "/archive/people/"
    assert there.cookies["sessionid"].value != key
    assert there.get("/").status_code == 200


def test_a_code_page_without_a_password_leads_to_the_door(client: Client) -> None:
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"
    assert client.post("/sign-in/code/", {"said": "000000"})["Location"] == "/sign-in/"


def test_a_right_password_waits_five_minutes_for_its_code(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = open_with_password("zhang")
    enter(client, "zhang")
    set_up(client, account)
    there, now = Client(), clock.now()
    enter(there, "zhang")
    at_time(monkeypatch, now, plus=timedelta(seconds=290))
    assert there.get("/sign-in/code/").status_code == 200
    at_time(monkeypatch, now, plus=timedelta(seconds=302))
    assert there.get("/sign-in/code/").status_code == 302


def test_the_system_officer_resets_a_lost_second_factor(client: Client) -> None:
    open_with_password("wu", Role.SYSTEM_OFFICER)
    account = open_with_password("zhang")
    there = Client()
    enter(there, "zhang")
    set_up(there, account)
    enter(client, "wu")
    client.post(f"/oversight/accounts/{account.pk}/factor/")
    assert "动态口令已重设" in client.get(f"/oversight/accounts/{account.pk}/").content.decode()
    assert there.get("/").status_code == 302
    assert enter(there, "zhang", PASSWORD)["Location"] == "/"


def test_ones_own_second_factor_is_given_up_by_a_code(client: Client) -> None:
    account = open_with_password("zhang")
    enter(client, "zhang")
    set_up(client, account)
    client.post("/account/factor/drop/", {"said": "000000"})
    assert "口令不对" in client.get("/account/").content.decode()
    client.post("/account/factor/drop/", {"said": code_of(account, steps=1)})
    assert "动态口令已停用" in client.get("/account/").content.decode()


def test_a_session_from_before_the_register_is_entered_within_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = open_with_password("zhang")
    session = client.session
    session["account"], session["seen"] = account.pk, int(clock.now().timestamp())
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    now = clock.now()
    assert client.get("/").status_code == 200
    assert not Session.objects.exists()
    at_time(monkeypatch, now, plus=timedelta(seconds=70))
    assert client.get("/").status_code == 200
    assert Session.objects.get().account_id == account.pk
