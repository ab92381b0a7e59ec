"""Grants: a role of the account's kind, by somebody else, over a unit or oneself; kept by the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from dandang.apps.accounts.models import Account
from dandang.apps.audit.models import TrailRow
from dandang.apps.grants import actions, queries
from dandang.apps.grants.models import Grant
from dandang.apps.permits.actor import Actor
from dandang.terms.access import AccountKind, Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_account, make_actor, make_person, make_unit

pytestmark = pytest.mark.django_db

OTHER_KIND = [
    (role, kind)
    for role in Role
    if role is not Role.CADRE
    for kind in AccountKind
    if kind is not role.account_kind
]


def of_kind(kind: AccountKind) -> Account:
    return Account.objects.create(
        sign_in_name=f"of-{kind}", name="虚", kind=str(kind), password="!", opened_at=NOW
    )


def security_officer() -> Actor:
    return make_actor(Role.SECURITY_OFFICER, unit=make_unit())


@pytest.mark.parametrize(("role", "kind"), OTHER_KIND)
def test_a_role_of_another_kind_is_refused(role: Role, kind: AccountKind) -> None:
    account, unit = of_kind(kind), make_unit()
    with pytest.raises(Refusal, match=r"^grants\.other_kind$"):
        actions.grant(account=account.pk, role=role, unit=unit.pk, by=security_officer(), at=NOW)


@pytest.mark.parametrize(("role", "kind"), OTHER_KIND)
def test_the_database_itself_refuses_a_role_of_another_kind(role: Role, kind: AccountKind) -> None:
    account, unit = of_kind(kind), make_unit()
    with pytest.raises(DatabaseError, match="角色与账号类别不符"), transaction.atomic():
        Grant.objects.create(account=account, role=str(role), unit=unit, granted_at=NOW)
    assert not Grant.objects.filter(account=account).exists()


def test_the_database_refuses_to_turn_a_grant_into_one_of_another_kind() -> None:
    account = make_account(Role.LEADER, unit=make_unit())
    with pytest.raises(DatabaseError, match="角色与账号类别不符"), transaction.atomic():
        Grant.objects.filter(account=account).update(role="audit_officer")
    with (
        pytest.raises(DatabaseError, match="角色与账号类别不符"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE grants_grant SET role = 'system_officer'")
    assert Grant.objects.get(account=account).role == "leader"


def test_nobody_grants_himself() -> None:
    by = security_officer()
    assert by.account is not None
    with pytest.raises(Refusal, match=r"^grants\.not_to_oneself$"):
        actions.grant(
            account=by.account, role=Role.SECURITY_OFFICER, unit=make_unit().pk, by=by, at=NOW
        )


def test_the_database_itself_refuses_a_grant_to_oneself() -> None:
    account, unit = make_account(), make_unit()
    with pytest.raises(DatabaseError, match="不能给自己授权"), transaction.atomic():
        Grant.objects.create(
            account=account, role="leader", unit=unit, granted_by=account.pk, granted_at=NOW
        )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_OFFICER])
def test_only_the_security_officer_grants(role: Role) -> None:
    by, unit = (
        make_actor(role, unit=make_unit()) if role is not Role.CADRE else _cadre(),
        make_unit(),
    )
    with pytest.raises(NotPermitted):
        actions.grant(account=make_account().pk, role=Role.LEADER, unit=unit.pk, by=by, at=NOW)


def _cadre() -> Actor:
    unit = make_unit()
    return make_actor(Role.CADRE, person=make_person(unit))


def test_a_role_other_than_the_cadres_needs_a_unit() -> None:
    account = make_account()
    with pytest.raises(DatabaseError), transaction.atomic():
        Grant.objects.create(account=account, role="leader", unit=None, granted_at=NOW)


def test_granting_twice_leaves_one_grant() -> None:
    by, account, unit = security_officer(), make_account(), make_unit()
    for _ in range(2):
        actions.grant(account=account.pk, role=Role.LEADER, unit=unit.pk, by=by, at=NOW)
    assert Grant.objects.filter(account=account).count() == 1


def test_a_withdrawn_role_ends_at_once_and_stays_on_record() -> None:
    by, account, unit = security_officer(), make_account(), make_unit()
    number = actions.grant(account=account.pk, role=Role.LEADER, unit=unit.pk, by=by, at=NOW)
    before = queries.actor_of(account.pk)
    actions.withdraw(number=number, by=by, at=NOW)
    after = queries.actor_of(account.pk)
    assert before is not None and before.roles() == (Role.LEADER,)
    assert after is not None and after.roles() == ()
    assert Grant.objects.get(pk=number).withdrawn_at == NOW
    with pytest.raises(NotFound):
        actions.withdraw(number=number, by=by, at=NOW)


def test_each_grant_and_withdrawal_leaves_a_row() -> None:
    by, account, unit = security_officer(), make_account(), make_unit("虚构水务局")
    number = actions.grant(account=account.pk, role=Role.LEADER, unit=unit.pk, by=by, at=NOW)
    actions.withdraw(number=number, by=by, at=NOW)
    rows = TrailRow.objects.filter(verb="grants.grant").order_by("id")
    assert [row.details for row in rows] == [
        {"change": "granted", "role": "leader", "over": "虚构水务局"},
        {"change": "withdrawn", "role": "leader"},
    ]


def test_a_person_holds_one_account() -> None:
    by = make_actor(Role.SYSTEM_OFFICER, unit=make_unit())
    person = make_person(make_unit())
    actions.hand_over(account=make_account().pk, person=person.pk, by=by, at=NOW)
    with pytest.raises(Refusal, match=r"^grants\.person_has_account$"):
        actions.hand_over(account=make_account().pk, person=person.pk, by=by, at=NOW)


def test_the_units_offered_stand_in_the_order_of_the_tree() -> None:
    by = security_officer()
    county = make_unit("清源县")
    first, second = make_unit("甲局", parent=county), make_unit("乙镇", parent=county)
    village = make_unit("丙村", parent=first)
    shown = [(place.number, place.depth) for place in queries.places(by)]
    mine = [place for place in shown if place[0] >= county.pk]
    assert mine == [(county.pk, 0), (first.pk, 1), (village.pk, 2), (second.pk, 1)]
