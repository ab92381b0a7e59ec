"""What every answer says to the browser: no foreign code, no frames, nothing kept."""

import re

import pytest
from django.test import Client

from dandang.terms.access import Role
from doors import enter, open_with_password

pytestmark = pytest.mark.django_db


def test_the_policy_lets_no_foreign_and_no_inline_script_run(client: Client) -> None:
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    said = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert said["default-src"] == "'self'"
    assert "script-src" not in said
    assert said["object-src"] == said["base-uri"] == said["frame-ancestors"] == "'none'"
    assert said["form-action"] == "'self'"


def test_no_page_may_be_framed_sniffed_or_named_to_others(client: Client) -> None:
    answer = client.get("/sign-in/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] in {"no-referrer", "same-origin"}


@pytest.mark.parametrize("path", ["/", "/pieces/", "/password/", "/nowhere/"])
def test_pages_of_somebody_signed_in_are_kept_nowhere(client: Client, path: str) -> None:
    open_with_password("zhang", Role.SYSTEM_OFFICER)
    enter(client, "zhang")
    assert client.get(path)["Cache-Control"] == "no-store"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    open_with_password("zhang")
    client.get("/sign-in/")
    answer = enter(client, "zhang")
    cookies = answer.cookies["sessionid"], answer.cookies["csrftoken"]
    assert [cookie["httponly"] for cookie in cookies] == [True, True]
    assert [cookie["samesite"] for cookie in cookies] == ["Strict", "Strict"]
    assert answer.cookies["sessionid"]["max-age"] == ""


def test_pages_take_nothing_from_elsewhere(client: Client) -> None:
    open_with_password("zhang", Role.SYSTEM_OFFICER)
    enter(client, "zhang")
    page = client.get("/pieces/").content.decode()
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page) == []


def test_a_page_that_is_not_there_says_so_in_the_frame(client: Client) -> None:
    open_with_password("zhang", Role.SYSTEM_OFFICER)
    enter(client, "zhang")
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()
    assert "账号" in answer.content.decode()
