"""The demo in the database: the county as made, an account for each role, three rounds."""

from datetime import timedelta

import pytest

from dandang import demo
from dandang.apps.accounts.actions import sign_in
from dandang.apps.archive import queries as archive
from dandang.apps.audit.models import TrailRow
from dandang.apps.ballots import casting
from dandang.apps.grants.queries import actor_of
from dandang.apps.inbox.queries import inbox
from dandang.apps.organisation.queries import county
from dandang.apps.permits.actor import Actor, console
from dandang.apps.rounds.queries import running
from dandang.demo import making, state
from dandang.demo.roles import PLACES
from dandang.demo.rounds import SLIPS_TO_TRY, Tried
from dandang.terms.access import Role
from dandang.terms.ballots import BoxState
from dandang.terms.rounds import RoundState
from makers import NOW

pytestmark = pytest.mark.django_db


def _actor(sign_in_name: str) -> Actor:
    account = sign_in(sign_in_name=sign_in_name, password=demo.PASSWORD, at=NOW)
    actor = actor_of(account.pk)
    assert actor is not None
    return actor


def test_the_demo_is_whole() -> None:
    tried = making.make_demo(people=demo.PEOPLE, now=NOW)
    assert county().fictitious
    assert state.database_is_a_demo()
    _everybody_is_there()
    _every_role_can_sign_in()
    _three_rounds_stand_where_they_should(tried)
    _somebody_has_objected()


def _everybody_is_there() -> None:
    stored = TrailRow.objects.filter(verb="archive.edit").count()
    city_leaders, retirees = 25, 92
    assert stored == demo.PEOPLE + city_leaders + retirees
    assert TrailRow.objects.filter(verb="units.edit").count() == 93


def _every_role_can_sign_in() -> None:
    assert {place.role for place in PLACES} == set(Role)
    for place in PLACES:
        assert place.role in _actor(place.sign_in_name).roles()


def _three_rounds_stand_where_they_should(tried: list[Tried]) -> None:
    rounds = {row.unit: row for row in running.rounds(console("test")).rows}
    assert rounds[demo.OPEN_UNIT].state is RoundState.OPEN
    assert rounds[demo.PANEL_UNIT].state is RoundState.REVIEW
    assert rounds[demo.PUBLISHED_UNIT].state is RoundState.PUBLISHED
    page = running.round_page(console("test"), rounds[demo.PUBLISHED_UNIT].number)
    assert min(each.raters for each in page.classes) == 1
    open_page = running.round_page(console("test"), rounds[demo.OPEN_UNIT].number)
    assert open_page.box is not None
    assert open_page.box.state is BoxState.OPEN
    assert open_page.box.quorum_reached is False
    assert len(tried) == SLIPS_TO_TRY
    for each in tried:
        assert each.round_number == rounds[demo.OPEN_UNIT].number
        assert not casting.slip(each.round_number, each.code).used
        assert casting.cast(each.round_number, each.code, {}) is casting.Cast.STORED
    open_page = running.round_page(console("test"), rounds[demo.OPEN_UNIT].number)
    assert open_page.box is not None
    assert open_page.box.quorum_reached is True


def _somebody_has_objected() -> None:
    waiting = {line.what for line in inbox(_actor("officer2"))}
    assert "case_to_answer" in waiting
    assert "round_to_decide" in {line.what for line in inbox(_actor("panel1"))}
    assert "results_to_serve" in {line.what for line in inbox(_actor("personnel"))}
    assert "result_to_read" in {line.what for line in inbox(_actor("head"))}
    rows = [
        row
        for each in running.rounds(console("test")).rows
        for row in running.ratees(console("test"), each.number).rows
    ]
    served = [row.service for row in rows if row.service is not None]
    assert served
    assert all(service.until > NOW.date() for service in served)


def test_a_career_comes_back_as_it_was_made() -> None:
    from dandang.demo.county import make_county
    from dandang.demo.store import store_county

    stored = store_county(make_county(), by=console("test"), at=NOW - timedelta(days=30))
    for place in (0, 40, 500, 1500, 3000, 3200):
        made = stored.county.careers[place]
        found = archive.career_of(console("test"), stored.people[place])
        assert found.name == made.name
        assert found.resume == made.resume
        assert found.appointments == made.appointments
        assert found.educations == made.educations
        assert found.year_grades == made.year_grades


def test_a_named_county_that_is_not_fictitious_is_no_demo() -> None:
    from dandang.apps.organisation.actions import name_county

    assert state.database_is_a_demo()
    name_county(name="某县", office="组织部", fictitious=False, by=console("test"), at=NOW)
    assert not state.database_is_a_demo()


def test_a_database_with_accounts_and_no_county_is_no_demo() -> None:
    from makers import make_account

    make_account()
    assert not state.database_is_a_demo()
