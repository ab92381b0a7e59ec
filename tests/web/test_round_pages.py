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
