"""Accounts of the other cadres: opened by the worker, a few at a time, going on where it stopped."""

import pytest
from django_tasks_db.models import DBTaskResult

from dandang import demo
from dandang.apps.accounts.actions import Opening, open_account, open_alike, sign_in
from dandang.apps.accounts.models import Account
from dandang.apps.grants import tasks
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import console
from dandang.demo import state
from dandang.terms.access import AccountKind, Role
from dandang.terms.people import Authority
from dandang.terms.refusal import NotFound, Refusal
from makers import NOW, make_person, make_unit

pytestmark = pytest.mark.django_db


def _county(cadres: int) -> None:
    county = make_unit("虚构县")
    unit = make_unit(parent=county)
    for _ in range(cadres):
        make_person(unit)
    make_person(unit, authority=str(Authority.UNIT))
    make_person(unit, in_service=False)
    open_account(
        sign_in_name="officer",
        name="虚某",
        kind=AccountKind.BUSINESS,
        password=demo.PASSWORD,
        by=console("test"),
        at=NOW,
    )


def test_a_batch_is_opened_and_the_rest_is_put_in_line() -> None:
    _county(tasks.BATCH + 3)
    assert tasks.open_cadre_accounts.call(like="officer") == tasks.BATCH
    assert Holder.objects.count() == tasks.BATCH
    assert DBTaskResult.objects.count() == 1


def test_the_last_batch_puts_nothing_in_line_and_leaves_nobody_out() -> None:
    _county(tasks.BATCH + 3)
    tasks.open_cadre_accounts.call(like="officer")
    DBTaskResult.objects.all().delete()
    assert tasks.open_cadre_accounts.call(like="officer") == 3
    assert DBTaskResult.objects.count() == 0
    assert Holder.objects.count() == tasks.BATCH + 3
    assert tasks.open_cadre_accounts.call(like="officer") == 0
    assert not state.go_on_opening_accounts()


def test_who_gets_an_account_reads_his_own_file_with_the_shared_password() -> None:
    _county(1)
    tasks.open_cadre_accounts.call(like="officer")
    made = Account.objects.exclude(sign_in_name="officer").get()
    signed_in = sign_in(sign_in_name=made.sign_in_name, password=demo.PASSWORD, at=NOW)
    actor = actor_of(signed_in.pk)
    assert actor is not None
    assert actor.roles() == (Role.CADRE,)
    assert actor.person == Holder.objects.get(account=made).person_id
    assert Grant.objects.get(account=made).unit is None


def test_a_taken_name_and_an_unknown_pattern_are_refused() -> None:
    _county(1)
    openings = [Opening("officer", "虚某")]
    with pytest.raises(Refusal, check=lambda error: error.code == "accounts.name_taken"):
        open_alike(openings=openings, like="officer", by=console("test"), at=NOW)
    with pytest.raises(NotFound):
        open_alike(openings=[Opening("new", "虚某")], like="nobody", by=console("test"), at=NOW)
