"""Accounts for many cadres: everybody once, resumable, slips once, granted by somebody else."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from dandang.apps.accounts.actions import sign_in
from dandang.apps.accounts.models import Account
from dandang.apps.audit.models import TrailRow
from dandang.apps.grants import actions, queries, tasks
from dandang.apps.grants.models import Batch, BatchLine, Grant, Holder
from dandang.apps.inbox.queries import inbox
from dandang.apps.permits.actor import Actor, schedule
from dandang.apps.units.models import Unit
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.people import Authority
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_account, make_actor, make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Unit:
    county = make_unit("虚构县")
    for name in ("县水务局", "县林业局"):
        unit = make_unit(name, parent=county)
        for place in range(3):
            make_person(unit, f"{name[1]}虚{'甲乙丙'[place]}", seat=place)
        make_person(unit, authority=str(Authority.UNIT))
        make_person(unit, in_service=False)
    return county


def system_officer(county: Unit) -> Actor:
    return make_actor(Role.SYSTEM_OFFICER, unit=county, name="吴例")


def begun(county: Unit, by: Actor) -> int:
    return actions.begin_batch(unit=county.pk, prefix="gb-", by=by, at=NOW)


def worked_off(number: int) -> None:
    while number in queries.unfinished_batches():
        tasks.open_batch.call(number=number)


def test_every_county_managed_cadre_in_service_gets_an_account_in_organisation_order(
    county: Unit,
) -> None:
    number = begun(county, system_officer(county))
    worked_off(number)
    found = BatchLine.objects.filter(batch=number).values_list("sign_in_name", "person__name")
    assert list(found) == [
        ("gb-00001", "水虚甲"),
        ("gb-00002", "水虚乙"),
        ("gb-00003", "水虚丙"),
        ("gb-00004", "林虚甲"),
        ("gb-00005", "林虚乙"),
        ("gb-00006", "林虚丙"),
    ]
    assert Holder.objects.count() == 6
    assert Account.objects.filter(first_until__isnull=False).count() == 6
    assert not Grant.objects.filter(role="cadre").exists()


def test_a_unit_below_is_a_batch_of_its_own_and_numbers_go_on(county: Unit) -> None:
    by = system_officer(county)
    water = Unit.objects.get(name="县水务局")
    worked_off(actions.begin_batch(unit=water.pk, prefix="gb-", by=by, at=NOW))
    number = begun(county, by)
    names = BatchLine.objects.filter(batch=number).values_list("sign_in_name", flat=True)
    assert list(names) == ["gb-00004", "gb-00005", "gb-00006"]


def test_a_cadre_stands_in_one_batch_at_a_time(county: Unit) -> None:
    by = system_officer(county)
    begun(county, by)
    with pytest.raises(Refusal, match=r"^grants\.nobody_lacks$"):
        begun(county, by)


def test_each_slip_opens_its_own_account_and_no_password_is_told_twice(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    worked_off(number)
    slips = queries.slips_of(by, number)
    assert [slip.unit for slip in slips] == ["县水务局"] * 3 + ["县林业局"] * 3
    assert len({slip.password for slip in slips}) == 6
    for slip in slips[:2]:
        account = sign_in(sign_in_name=slip.sign_in_name, password=slip.password, at=clock.now())
        assert account.name == slip.name


def test_passwords_lie_sealed_in_the_database(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    worked_off(number)
    stored = " ".join(BatchLine.objects.values_list("sealed", flat=True))
    said = " ".join(str(row.details) for row in TrailRow.objects.all())
    arguments = " ".join(str(row.args_kwargs) for row in DBTaskResult.objects.all())
    for slip in queries.slips_of(by, number):
        assert slip.password not in stored + said + arguments


def test_slips_are_fetched_once_and_leave_nothing(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    worked_off(number)
    assert [line.what for line in inbox(by)] == ["slips_to_fetch"]
    actions.fetch_slips(number=number, by=by, at=NOW)
    assert not BatchLine.objects.exclude(sealed="").exists()
    assert inbox(by) == ()
    with pytest.raises(Refusal, match=r"^grants\.slips_gone$"):
        queries.slips_of(by, number)
    with pytest.raises(Refusal, match=r"^grants\.slips_gone$"):
        actions.fetch_slips(number=number, by=by, at=NOW)


def test_slips_go_to_the_officer_who_began_the_batch_alone(county: Unit) -> None:
    number = begun(county, system_officer(county))
    worked_off(number)
    other = system_officer(county)
    with pytest.raises(Refusal, match=r"^grants\.slips_of_another$"):
        queries.slips_of(other, number)
    with pytest.raises(Refusal, match=r"^grants\.slips_of_another$"):
        actions.fetch_slips(number=number, by=other, at=NOW)
    with pytest.raises(NotPermitted):
        queries.slips_of(make_actor(Role.SECURITY_OFFICER, unit=county), number)


def test_slips_that_nobody_fetches_are_wiped_after_seven_days(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    worked_off(number)
    finished = Batch.objects.get().finished_at
    assert finished is not None
    assert actions.wipe_old_slips(by=schedule(), at=finished + timedelta(days=7)) == 0
    assert actions.wipe_old_slips(by=schedule(), at=finished + timedelta(days=8)) == 1
    assert not BatchLine.objects.exclude(sealed="").exists()
    with pytest.raises(Refusal, match=r"^grants\.slips_gone$"):
        queries.slips_of(by, number)


def test_an_unfinished_batch_gives_no_slips_and_is_not_granted(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    with pytest.raises(Refusal, match=r"^grants\.batch_unfinished$"):
        queries.slips_of(by, number)
    security = make_actor(Role.SECURITY_OFFICER, unit=county)
    with pytest.raises(Refusal, match=r"^grants\.batch_unfinished$"):
        actions.grant_batch(number=number, by=security, at=NOW)


def test_the_security_officer_grants_a_batch_in_one_act(county: Unit) -> None:
    by = system_officer(county)
    security = make_actor(Role.SECURITY_OFFICER, unit=county)
    number = begun(county, by)
    worked_off(number)
    assert [line.what for line in inbox(security)] == ["batch_to_grant"]
    with pytest.raises(NotPermitted):
        actions.grant_batch(number=number, by=by, at=NOW)
    assert actions.grant_batch(number=number, by=security, at=NOW) == 6
    assert actions.grant_batch(number=number, by=security, at=NOW) == 0
    assert inbox(security) == ()
    grants = Grant.objects.filter(role="cadre", unit=None, granted_by=security.account)
    assert grants.count() == 6
    assert TrailRow.objects.filter(verb="grants.grant").count() == 6


def test_an_interruption_loses_nothing_and_opens_nothing_twice(
    county: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = system_officer(county)
    number = begun(county, by)
    assert actions.open_next(number=number, most=2, by=by, at=NOW) == 2

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("dandang.apps.grants.actions.batches._tie", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.open_next(number=number, most=2, by=by, at=NOW)
    assert Account.objects.filter(sign_in_name__startswith="gb-").count() == 2
    tasks.keep_house.call()
    assert DBTaskResult.objects.filter(task_path=tasks.open_batch.module_path).count() == 1
    worked_off(number)
    assert Account.objects.filter(sign_in_name__startswith="gb-").count() == 6
    assert len(queries.slips_of(by, number)) == 6


def test_a_batch_puts_itself_in_line_until_it_is_done(
    county: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "NEXT_FEW", 4)
    number = begun(county, system_officer(county))
    assert tasks.open_batch.call(number=number) == 4
    assert DBTaskResult.objects.count() == 1
    tasks.go_on_with(number)
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.all().delete()
    assert tasks.open_batch.call(number=number) == 2
    assert DBTaskResult.objects.count() == 0


def test_a_batch_stops_with_the_role_of_who_began_it(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    Grant.objects.filter(account=by.account).update(withdrawn_at=NOW)
    assert tasks.open_batch.call(number=number) == 0
    assert not Account.objects.filter(sign_in_name__startswith="gb-").exists()


def test_who_got_an_account_by_hand_meanwhile_is_left_out(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    person = BatchLine.objects.filter(batch=number)[1].person
    actions.hand_over(account=make_account().pk, person=person.pk, by=by, at=NOW)
    worked_off(number)
    state = queries.batch(by, number)
    assert (state.total, state.opened, state.skipped, state.percent) == (6, 5, 1, 100)


def test_a_sign_in_name_taken_meanwhile_gives_way_to_the_next(county: Unit) -> None:
    by = system_officer(county)
    number = begun(county, by)
    Account.objects.create(
        sign_in_name="gb-00002", name="他人", kind="business", password="!", opened_at=NOW
    )
    worked_off(number)
    names = BatchLine.objects.filter(batch=number).values_list("sign_in_name", flat=True)
    assert list(names)[:3] == ["gb-00001", "gb-00007", "gb-00003"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_OFFICER])
def test_only_the_system_officer_begins_a_batch(county: Unit, role: Role) -> None:
    with pytest.raises(NotPermitted):
        begun(county, make_actor(role, unit=county))


def test_a_unit_that_does_not_exist_is_not_found(county: Unit) -> None:
    with pytest.raises(NotFound):
        actions.begin_batch(unit=987654321, prefix="gb-", by=system_officer(county), at=NOW)
