"""Grants with an end: they carry nothing from the day after; the report says who holds what."""

from datetime import date, datetime, timedelta

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.grants import actions, queries
from dandang.apps.grants.models import Grant
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.refusal import NotPermitted, Refusal
from makers import NOW, make_account, make_actor, make_unit

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 31)
AFTER = date(2027, 1, 1)


def security_officer() -> Actor:
    return make_actor(Role.SECURITY_OFFICER, unit=make_unit())


def granted(last_day: date | None = LAST, *, at: datetime = NOW) -> tuple[int, int, int]:
    """Account, unit and grant."""
    account, unit = make_account(), make_unit()
    number = actions.grant(
        account=account.pk,
        role=Role.DISCIPLINE_OFFICER,
        unit=unit.pk,
        last_day=last_day,
        by=security_officer(),
        at=at,
    )
    return account.pk, unit.pk, number


def roles(account: int, on: date | None) -> tuple[Role, ...]:
    actor = queries.actor_of(account, on=on)
    assert actor is not None
    return actor.roles()


def test_a_temporary_grant_carries_nothing_from_the_day_after() -> None:
    account, _, _ = granted()
    assert roles(account, LAST) == (Role.DISCIPLINE_OFFICER,)
    assert roles(account, AFTER) == ()
    # Who names no day gets what has no end.
    assert roles(account, None) == ()


def test_who_holds_a_verb_is_told_by_the_day() -> None:
    _, unit, _ = granted()
    path = Grant.objects.get(unit=unit).unit.path  # type: ignore[union-attr]
    found = {
        day: len(queries.holders_of(Verb.CASES_ANSWER, path=path, on=day))
        for day in (LAST, AFTER, None)
    }
    assert found == {LAST: 1, AFTER: 0, None: 0}


def test_a_last_day_that_has_passed_is_refused() -> None:
    with pytest.raises(Refusal, match=r"^grants\.last_day_past$"):
        granted(NOW.date() - timedelta(days=1))
    granted(NOW.date())


def test_renewal_is_a_new_grant_and_the_old_one_stays_on_record() -> None:
    account, unit, first = granted()
    second = actions.grant(
        account=account,
        role=Role.DISCIPLINE_OFFICER,
        unit=unit,
        last_day=date(2027, 3, 31),
        by=security_officer(),
        at=datetime(2027, 1, 5, 9, tzinfo=BEIJING),
    )
    assert second != first
    assert roles(account, date(2027, 3, 31)) == (Role.DISCIPLINE_OFFICER,)
    assert Grant.objects.get(pk=first).last_day == LAST


def test_the_same_grant_again_stays_one() -> None:
    account, unit, first = granted()
    again = actions.grant(
        account=account,
        role=Role.DISCIPLINE_OFFICER,
        unit=unit,
        last_day=LAST,
        by=security_officer(),
        at=NOW,
    )
    assert again == first
    assert Grant.objects.filter(account_id=account).count() == 1


def test_the_row_of_a_temporary_grant_names_its_last_day() -> None:
    granted()
    row = TrailRow.objects.get(verb="grants.grant")
    assert row.details["last_day"] == "2026-12-31"


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.SECURITY_OFFICER, Role.AUDIT_OFFICER}]
)
def test_the_report_is_for_the_security_and_the_audit_officer(role: Role) -> None:
    with pytest.raises(NotPermitted):
        queries.role_report(make_actor(role, unit=make_unit()), on=LAST)


def test_the_report_says_what_each_role_may_do_and_who_holds_it_on_the_day() -> None:
    granted()
    for _ in range(3):
        make_account(Role.CADRE)
    viewer = make_actor(Role.AUDIT_OFFICER, unit=make_unit("虚构县"), name="王例")
    found = {report.role: report for report in queries.role_report(viewer, on=LAST)}
    assert list(found) == list(Role)
    assert found[Role.AUDIT_OFFICER].verbs == (
        Verb.GRANTS_READ,
        Verb.AUDIT_READ,
        Verb.AUDIT_REVIEW,
    )
    holder = found[Role.AUDIT_OFFICER].holders[0]
    assert (holder.name, holder.unit, holder.last_day) == ("王例", "虚构县", None)
    assert found[Role.DISCIPLINE_OFFICER].holders[0].last_day == LAST
    assert (found[Role.CADRE].count, found[Role.CADRE].holders) == (3, ())
    later = {report.role: report for report in queries.role_report(viewer, on=AFTER)}
    assert later[Role.DISCIPLINE_OFFICER].count == 0
