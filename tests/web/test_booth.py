"""The booth: a rater's way from the slip to the box, and what it leaves behind."""

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ballot_makers import ROUND, all_answers, make_organiser, open_box, prepare_box
from dandang.apps.ballots import actions, queries
from dandang.apps.organisation.models import County
from dandang.web.booth import middleware, throttle
from makers import NOW

pytestmark = pytest.mark.django_db
ENTRANCE = f"/b/{ROUND}/"


@pytest.fixture(autouse=True)
def fresh_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = throttle.Throttle()
    monkeypatch.setattr("dandang.web.booth.views.unknown_codes", fresh)


def post(page: str, lang: str = "", **fields: str) -> HttpResponse:
    return Client().post(f"{ENTRANCE}{page}/{lang}", fields)


def field(page: HttpResponse, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', page.content.decode())
    assert found is not None
    return found[1]


def fill_in(code: str, **answers: str) -> HttpResponse:
    """Without any script: form, check, cast."""
    assert post("form", code=code).status_code == 200
    check = post("check", code=code, **answers)
    return post("cast", code=field(check, "code"), answers=field(check, "answers"))


def test_the_whole_way_works_without_a_script() -> None:
    by = make_organiser()
    slips = open_box(by)
    assert "票码" in Client().get(ENTRANCE).content.decode()
    end = fill_in(slips[0].code, **{"0.0": "a", "2.4": "x"})
    assert "已投入票箱，没有人知道是谁投的" in end.content.decode()
    assert "封箱以后，承诺才完全生效" in end.content.decode()
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    (ballot,) = queries.closed_ballots(ROUND)
    assert ballot.sheets == {"r1": {"德": "a"}, "r2": {}, "r3": {"廉": "x"}}


def test_every_question_is_a_radio_group_with_a_legend_and_a_blank_to_start_with() -> None:
    code = open_box(make_organiser())[0].code
    page = post("form", code=code).content.decode()
    assert page.count("<fieldset>") == page.count("<legend>") == 3 * 5
    assert page.count('type="radio"') == 3 * 5 * 6
    assert page.count(" checked>") == page.count('value="" checked>') == 3 * 5
    assert "弃权" in page
    assert "不了解" in page


def test_the_check_page_says_what_is_blank_and_the_way_back_keeps_the_answers() -> None:
    code = open_box(make_organiser())[0].code
    check = post("check", code=code, **{"0.0": "a", "1.1": "b"})
    assert "有 13 项没有填" in check.content.decode()
    back = post("form", code=code, answers=field(check, "answers")).content.decode()
    assert 'name="0.0" value="a" checked' in back
    assert 'name="1.1" value="b" checked' in back
    assert back.count('value="" checked>') == 13


def test_casting_twice_the_same_is_told_and_counted_once_and_another_ballot_is_refused() -> None:
    by = make_organiser()
    code = open_box(by)[0].code
    fill_in(code, **{"0.0": "a"})
    assert "只计一次" in fill_in(code, **{"0.0": "a"}).content.decode()
    other = fill_in(code, **{"0.0": "b"})
    assert other.status_code == 409
    assert "不接受改投" in other.content.decode()
    assert "已经投入票箱" in post("form", code=code).content.decode()
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    assert len(queries.closed_ballots(ROUND)) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("ABC", "票码输入有误"), ("00000000000", "没有这个票码"), ("", "票码输入有误")],
)
def test_a_wrong_code_is_a_sentence_with_the_code_asked_again(typed: str, sentence: str) -> None:
    open_box(make_organiser())
    page = post("form", code=typed)
    assert page.status_code == 409
    assert sentence in page.content.decode()
    assert 'name="code"' in page.content.decode()


def test_a_box_not_open_being_sealed_or_closed_says_so() -> None:
    by = make_organiser()
    code = prepare_box(by)[0].code
    assert "票箱还没有开启" in post("form", code=code).content.decode()
    assert "票箱还没有开启" in Client().get(ENTRANCE).content.decode()
    actions.open_box(round_number=ROUND, by=by, at=NOW)
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    assert "票箱已封" in post("cast", code=code, answers="00").content.decode()


def test_the_entrance_names_the_round_and_a_round_without_a_box_does_not_exist() -> None:
    assert Client().get(ENTRANCE).status_code == 404
    open_box(make_organiser())
    assert "<h1>2026年度考核民主测评（虚构）</h1>" in Client().get(ENTRANCE).content.decode()


@pytest.mark.parametrize("packed", ["", "zz", "00", "ff" * 15])
def test_answers_that_no_page_made_are_refused(packed: str) -> None:
    code = open_box(make_organiser())[0].code
    assert post("cast", code=code, answers=packed).status_code == 409
    assert post("check", code=code, **{"0.0": "zz"}).status_code == 409


def test_whoever_comes_without_a_code_is_sent_to_the_entrance() -> None:
    for page in ("form", "check", "cast"):
        answer = Client().get(f"{ENTRANCE}{page}/?lang=en")
        assert (answer.status_code, answer["Location"]) == (302, f"{ENTRANCE}?lang=en")


def test_english_is_chosen_by_the_address_alone() -> None:
    code = open_box(make_organiser())[0].code
    page = Client().get(f"{ENTRANCE}?lang=en", headers={"accept-language": "zh"})
    assert '<html lang="en">' in page.content.decode()
    assert f'action="{ENTRANCE}form/?lang=en"' in page.content.decode()
    refusal = post("form", "?lang=en", code="ABC").content.decode()
    assert "The code was mistyped" in refusal
    assert f'formaction="{ENTRANCE}form/?lang=en"' in post("form", code=code).content.decode()


def test_invented_data_are_marked() -> None:
    County.objects.update_or_create(pk=1, defaults={"name": "清源县", "fictitious": True})
    open_box(make_organiser())
    assert '<span class="invented">虚构</span>' in Client().get(ENTRANCE).content.decode()


def test_no_code_stands_in_an_address() -> None:
    code = open_box(make_organiser())[0].code
    for page in (post("form", code=code), post("check", code=code)):
        addresses = re.findall(r'(?:action|href|src)="([^"]*)"', page.content.decode())
        assert addresses
        assert not any(code in address for address in addresses)


def test_neither_cookie_nor_session_nor_log_line_is_left(
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = make_organiser()
    code = open_box(by)[0].code
    for name in ("django", "django.request", "django.server", "django.security", ""):
        caplog.set_level(logging.DEBUG, logger=name)
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    # The console's handler holds a stream of the run, which may be closed by now.
    monkeypatch.setattr(logging.getLogger(), "handlers", [caplog.handler])
    client = Client(headers={"user-agent": "Phone of 虚甲", "x-forwarded-for": "10.1.2.3"})
    client.cookies["sessionid"] = "s" * 32
    before = Session.objects.count()
    with CaptureQueriesContext(connection) as asked:
        answers = [
            client.get(ENTRANCE),
            client.post(f"{ENTRANCE}form/", {"code": code}),
            client.post(f"{ENTRANCE}check/", {"code": code}),
            client.post(f"{ENTRANCE}cast/", {"code": code, "answers": "00" * 15}),
            client.post(f"{ENTRANCE}cast/", {"code": code, "answers": "01" * 15}),
            client.post(f"{ENTRANCE}form/", {"code": "wrong"}),
            client.get("/b/nowhere/"),
            client.get(f"{ENTRANCE}form/"),
        ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 409, 409, 404, 302]
    for answer in answers:
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert Session.objects.count() == before
    assert not any("session" in query["sql"] for query in asked)
    assert not any(code in query["sql"] for query in asked)
    assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in asked)
    # Statements are told to the log only while a test captures them.
    said = [record for record in caplog.records if record.name != "django.db.backends"]
    assert said == []
    assert capfd.readouterr() == ("", "")


def test_what_identifies_a_browser_is_gone_before_a_page_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    monkeypatch.setattr(middleware, "_answer", answer)
    Client(headers={"user-agent": "x", "x-forwarded-for": "10.1.2.3", "cookie": "a=b"}).get(
        ENTRANCE
    )
    assert not seen[0].COOKIES
    assert not {"REMOTE_ADDR", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_COOKIE"} & set(
        seen[0].META
    )


def test_a_failure_of_ours_is_a_sentence_and_logs_neither_address_nor_code(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    code = open_box(make_organiser())[0].code

    def broken(*args: object) -> None:
        raise RuntimeError(f"{code} failed at {ENTRANCE}")

    monkeypatch.setattr("dandang.apps.ballots.casting.booth", broken)
    page = post("form", code=code)
    assert page.status_code == 503
    assert "您的票仍然有效" in page.content.decode()
    assert [record.getMessage() for record in caplog.records] == ["the booth failed: RuntimeError"]
    assert code not in caplog.text
    assert "/b/" not in caplog.text


def test_a_cast_asks_the_main_database_one_thing() -> None:
    slips = open_box(make_organiser())
    fill_in(slips[0].code)
    with CaptureQueriesContext(connection) as asked:
        assert post("cast", code=slips[1].code, answers="00" * 15).status_code == 200
    assert len(asked) == 1


def test_where_the_booth_may_not_stand_beside_the_archive_it_does_not_exist(
    settings: object,
) -> None:
    code = open_box(make_organiser())[0].code
    settings.BOOTH_BESIDE_ARCHIVE = False  # type: ignore[attr-defined]
    assert Client().get(ENTRANCE).status_code == 404
    assert post("form", code=code).status_code == 404


def test_guessing_is_slowed_down_for_everyone_and_recovers() -> None:
    budget = throttle.Throttle()
    for _ in range(throttle.MOST_AT_ONCE):
        assert not budget.exhausted(NOW)
        budget.count(NOW)
    assert budget.exhausted(NOW)
    assert not budget.exhausted(NOW + timedelta(seconds=1))


def test_past_the_budget_the_booth_asks_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    code = open_box(make_organiser())[0].code
    monkeypatch.setattr(throttle, "PER_SECOND", 0)
    for _ in range(throttle.MOST_AT_ONCE):
        post("form", code="00000000000")
    assert "暂停核对" in post("form", code=code).content.decode()


def test_the_ballots_of_many_raters_add_up() -> None:
    by = make_organiser()
    slips = open_box(by)
    for place, slip in enumerate(slips):
        sheet = {f"{row}.{column}": "abcdx"[place % 5] for row in range(3) for column in range(5)}
        fill_in(slip.code, **sheet)
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    cast = [(ballot.rater_class, ballot.sheets) for ballot in queries.closed_ballots(ROUND)]
    expected = [
        (slip.rater_class, all_answers("abcdx"[place % 5])) for place, slip in enumerate(slips)
    ]
    assert sorted(cast, key=repr) == sorted(expected, key=repr)
