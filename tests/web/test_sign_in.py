"""Signing in: lock-out, idle time-out, new session keys, no telling which names exist."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.signing import dumps
from django.test import Client

from dandang.apps.accounts import actions
from dandang.apps.permits.actor import console
from dandang.kit import clock
from dandang.terms.access import Role
from doors import PASSWORD, at_time, enter, open_with_password
from makers import NOW

pytestmark = pytest.mark.django_db


def test_who_has_not_signed_in_is_led_to_the_door_and_back(client: Client) -> None:
    open_with_password("zhang", Role.AUDIT_OFFICER)
    answer = client.get("/oversight/trail/?text=%E5%BC%A0")
    assert answer["Location"] == "/sign-in/?next=%2Foversight%2Ftrail%2F%3Ftext%3D%25E5%25BC%25A0"
    there = client.get(answer["Location"])
    assert 'name="next" value="/oversight/trail/?text=%E5%BC%A0"' in there.content.decode()
    entered = enter(client, "zhang", next="/oversight/trail/?text=%E5%BC%A0")
    assert entered["Location"] == "/oversight/trail/?text=%E5%BC%A0"


@pytest.mark.parametrize("outside", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_the_door_leads_nowhere_outside(client: Client, outside: str) -> None:
    open_with_password("zhang", Role.AUDIT_OFFICER)
    assert enter(client, "zhang", next=outside)["Location"] == "/"


@pytest.mark.parametrize("outside", ["https://evil.example/", "//evil.example/"])
def test_the_language_switch_leads_nowhere_outside(client: Client, outside: str) -> None:
    answer = client.post("/language/", {"language": "en", "next": outside})
    assert answer["Location"] == "/"


def test_the_language_switch_keeps_the_page(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/?next=%2Fpieces%2F"})
    assert answer["Location"] == "/sign-in/?next=%2Fpieces%2F"
    assert '<html lang="en">' in client.get("/sign-in/").content.decode()


def test_pages_are_chinese_unless_switched_whatever_the_browser_asks(client: Client) -> None:
    page = client.get("/sign-in/", HTTP_ACCEPT_LANGUAGE="en-US,en")
    assert '<html lang="zh-Hans">' in page.content.decode()


def test_five_wrong_passwords_lock_for_half_an_hour(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with_password("zhang")
    at_time(monkeypatch, NOW, plus=timedelta())
    for _ in range(5):
        assert enter(client, "zhang", "wrong").status_code == 403
    at_time(monkeypatch, NOW, plus=timedelta(minutes=29))
    locked = enter(client, "zhang")
    assert locked.status_code == 403
    assert "已锁定" in locked.content.decode()
    at_time(monkeypatch, NOW, plus=timedelta(minutes=31))
    assert enter(client, "zhang").status_code == 302


def test_four_wrong_passwords_and_a_right_one_begin_the_count_anew(client: Client) -> None:
    open_with_password("zhang")
    for _ in range(2):
        for _ in range(4):
            enter(client, "zhang", "wrong")
        assert enter(client, "zhang").status_code == 302
        client.post("/sign-out/")


def test_an_unknown_name_and_a_wrong_password_look_the_same(client: Client) -> None:
    open_with_password("zhang")
    known, unknown = enter(client, "zhang", "wrong"), enter(client, "nobody", "wrong")
    assert known.status_code == unknown.status_code == 403
    page = known.content.decode().replace('value="zhang"', 'value="nobody"')
    assert _without_tokens(page) == _without_tokens(unknown.content.decode())


def test_a_session_ends_after_half_an_hour_of_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with_password("zhang")
    at_time(monkeypatch, NOW, plus=timedelta())
    enter(client, "zhang")
    at_time(monkeypatch, NOW, plus=timedelta(minutes=29))
    assert client.get("/").status_code == 200
    at_time(monkeypatch, NOW, plus=timedelta(minutes=58))
    assert client.get("/").status_code == 200
    at_time(monkeypatch, NOW, plus=timedelta(minutes=89))
    ended = client.get("/")
    assert ended["Location"] == "/sign-in/?next=%2F&idle=1"
    assert "30 分钟没有操作" in client.get(ended["Location"]).content.decode()


def test_signing_in_gives_a_new_session_key_and_ends_the_old_one(client: Client) -> None:
    open_with_password("zhang")
    planted = client.session
    planted["seen"] = 1
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    enter(client, "zhang")
    assert client.cookies["sessionid"].value != planted.session_key
    assert not Session.objects.filter(session_key=planted.session_key).exists()


def test_signing_out_ends_the_session_at_the_server(client: Client) -> None:
    open_with_password("zhang")
    enter(client, "zhang")
    key = client.cookies["sessionid"].value
    client.post("/sign-out/")
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/").status_code == 302


def test_a_made_up_cookie_opens_nothing(client: Client) -> None:
    client.cookies["sessionid"] = dumps({"account": 1})
    assert client.get("/").status_code == 302


def test_the_session_of_a_closed_account_ends_at_its_next_request(client: Client) -> None:
    account = open_with_password("zhang")
    enter(client, "zhang")
    actions.set_active(number=account.pk, active=False, by=console("test"), at=NOW)
    assert client.get("/").status_code == 302
    actions.set_active(number=account.pk, active=True, by=console("test"), at=NOW)
    assert client.get("/").status_code == 302
    assert enter(client, "zhang").status_code == 302
    assert client.get("/").status_code == 200


def test_a_closed_account_cannot_sign_in_even_with_the_right_password(client: Client) -> None:
    account = open_with_password("zhang")
    actions.set_active(number=account.pk, active=False, by=console("test"), at=NOW)
    answer = enter(client, "zhang")
    assert answer.status_code == 403
    assert "已停用" in answer.content.decode()


def test_a_changed_password_ends_every_other_session(client: Client) -> None:
    open_with_password("zhang")
    elsewhere = Client()
    enter(client, "zhang")
    enter(elsewhere, "zhang")
    words = {"old": PASSWORD, "new": "Another horse 2", "again": "Another horse 2"}
    assert client.post("/password/", words).status_code == 302
    assert client.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert enter(elsewhere, "zhang").status_code == 403
    assert enter(elsewhere, "zhang", "Another horse 2").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", "Another horse 2", "Another horse 2", "现在的密码不对"),
        (PASSWORD, PASSWORD, PASSWORD, "不能与现在的密码"),
        (PASSWORD, "Another horse 2", "Another horse 3", "两次输入的新密码不一样"),
        (PASSWORD, "Sh0rt!", "Sh0rt!", "8"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_its_reason(
    client: Client, old: str, new: str, again: str, sentence: str
) -> None:
    open_with_password("zhang")
    enter(client, "zhang")
    answer = client.post("/password/", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_part_of_a_page_is_not_answered_with_the_door(client: Client) -> None:
    answer = client.get("/pieces/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/sign-in/?next=%2Fpieces%2F"


def test_a_form_without_its_token_is_refused_in_a_sentence() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"name": "x", "password": "y"})
    assert answer.status_code == 403
    assert "刷新后再办一次" in answer.content.decode()


def test_time_is_told_in_beijing() -> None:
    assert clock.now().utcoffset() == timedelta(hours=8)


def _without_tokens(page: str) -> str:
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)
