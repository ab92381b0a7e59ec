"""The pages of a round ask the database as often for three ratees as for forty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dandang.apps.permits.actor import Actor
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.rounds import RateeRule
from dandang.web.shared.middleware import ACCOUNT_KEY, SEEN_KEY
from round_at_hand import RoundAtHand
from seeding import House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]

PAGES = {
    Role.ORGANISER_OFFICER: (
        "/organiser/rounds/",
        "/organiser/rounds/{round}/",
        "/organiser/rounds/{round}/results/",
        "/organiser/rounds/{round}/raters/",
        "/organiser/rounds/{round}/scheme/",
        "/organiser/ratees/{ratee}/",
        "/serving/{round}/",
    ),
    Role.PANELLIST: ("/leaders/rounds/{round}/", "/leaders/ratees/{ratee}/"),
}


def client_of(actor: Actor) -> Client:
    client = Client()
    session = client.session
    session[ACCOUNT_KEY], session[SEEN_KEY] = actor.account, int(clock.now().timestamp())
    session.save()
    return client


def published(house: House, rule: RateeRule) -> RoundAtHand:
    at_hand = RoundAtHand(house).make().freeze(rule).print().rate(cast=40).compute().publish()
    for place in range(3 if rule is RateeRule.TEAM else 40):
        at_hand.serve(place)
    return at_hand


def test_the_pages_of_a_round_take_as_many_queries_for_forty_ratees_as_for_three() -> None:
    house = seed(40)
    few, many = published(house, RateeRule.TEAM), published(house, RateeRule.ALL)
    for role, paths in PAGES.items():
        client = client_of(few.actor(role))
        for path in paths:
            taken = []
            for at_hand in (few, many):
                where = path.format(round=at_hand.number, ratee=at_hand.ratee(0).pk)
                with CaptureQueriesContext(
                    connection,
                ) as queries:
                    answer = client.get(where)
                assert answer.status_code == 200, where
                taken.append(len(queries))
            assert taken[0] == taken[1] <= 30, (path, taken)


def test_a_form_that_is_refused_keeps_what_was_typed() -> None:
    at_hand = RoundAtHand(seed()).make()
    client = client_of(at_hand.officer)
    where = f"/organiser/rounds/{at_hand.number}/scheme/"
    typed = {
        "title": "改过的名称",
        "year": "2026",
        "decimals": "两位",
        "quorum": "2/3",
        "least": "5",
        "objection_working_days": "5",
        "aspects-0-name": "德",
        "aspects-0-weight": "100",
    }
    answer = client.post(where, typed)
    assert answer.status_code == 422
    assert "改过的名称" in answer.content.decode() and "两位" in answer.content.decode()


def test_results_say_in_one_sentence_what_they_rest_on_and_show_the_group_before_the_names() -> (
    None
):
    at_hand = published(seed(40), RateeRule.TEAM)
    page = (
        client_of(at_hand.officer)
        .get(f"/organiser/rounds/{at_hand.number}/results/")
        .content.decode()
    )
    assert "发出 40 张，收回 40 张，达到规定的收回比例；3 名考核对象中 3 人有得分。" in page
    assert page.count("dd-strip-dot") == 3
    assert page.index("dd-strip-dot") < page.index("dd-name")
    assert page.count("40 票</span>") == 3


def test_the_steps_of_a_round_say_what_they_came_to() -> None:
    at_hand = RoundAtHand(seed(40)).make().freeze(RateeRule.TEAM).print().rate(cast=40).compute()
    page = client_of(at_hand.officer).get(f"/organiser/rounds/{at_hand.number}/").content.decode()
    for words in ("40 人", "评价人 40 人", "发出 40，收回 40", "得分 3 人", "待评定 3 人"):
        assert f'<span class="dd-step-note">{words}</span>' in page, words


def test_while_a_round_is_open_its_steps_tell_no_count_of_ballots() -> None:
    at_hand = RoundAtHand(seed(40)).make().freeze(RateeRule.TEAM).print().rate(cast=7)
    page = client_of(at_hand.officer).get(f"/organiser/rounds/{at_hand.number}/").content.decode()
    assert "收回 7" not in page
    assert "发出 40" not in page
