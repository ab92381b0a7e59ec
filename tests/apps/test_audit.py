"""The trail: only ever added to, read by the audit officer, and by the cadre as far as it is his."""

import pytest
from django.db import DatabaseError, connection, transaction

from dandang.apps.accounts import actions as accounts
from dandang.apps.audit import actions, queries
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import Actor, console
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.terms.refusal import NotPermitted
from makers import NOW, make_account, make_actor, make_person, make_unit

pytestmark = pytest.mark.django_db


def written(purpose: str = "", person: int | None = None) -> TrailRow:
    subject = actions.Subject("person", str(person or 1), "柳拟", person=person)
    actions.record(
        by=console("陈例"), verb=Verb.ARCHIVE_READ, subject=subject, at=NOW, purpose=purpose
    )
    return TrailRow.objects.latest("id")


def test_a_row_can_be_neither_changed_nor_removed() -> None:
    row = written("用途")
    for act in (
        lambda: TrailRow.objects.filter(pk=row.pk).update(purpose=""),
        lambda: TrailRow.objects.filter(pk=row.pk).delete(),
        lambda: TrailRow.objects.all()._raw_delete("default"),
        row.delete,
        row.save,
    ):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            act()
    assert TrailRow.objects.get(pk=row.pk).purpose == "用途"


NAMES = ", ".join(field.column for field in TrailRow._meta.fields)
BY_HAND = [
    "UPDATE audit_trailrow SET actor_name = 'x'",
    "UPDATE audit_trailrow SET id = id + 1000",
    "DELETE FROM audit_trailrow",
    {
        "sqlite": f"INSERT OR REPLACE INTO audit_trailrow ({NAMES}) "
        f"SELECT {NAMES.replace('purpose', chr(39) * 2)} FROM audit_trailrow",
        "postgresql": "TRUNCATE audit_trailrow",
    }[connection.vendor],
]


@pytest.mark.parametrize("statement", BY_HAND)
def test_nor_by_hand_in_the_database(statement: str) -> None:
    row = written("用途")
    with (
        pytest.raises(DatabaseError, match="只能追加"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert TrailRow.objects.get().purpose == "用途"
    assert TrailRow.objects.get().pk == row.pk


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDIT_OFFICER])
def test_only_the_audit_officer_reads_the_trail(role: Role) -> None:
    unit = make_unit()
    person = make_person(unit) if role is Role.CADRE else None
    viewer = make_actor(role, unit=None if person else unit, person=person)
    with pytest.raises(NotPermitted):
        queries.trail(viewer)


def test_a_cadre_reads_who_opened_his_own_file_and_nobody_elses() -> None:
    unit = make_unit()
    person, other = make_person(unit), make_person(unit)
    viewer = make_actor(Role.CADRE, person=person)
    written("核对任职年限", person.pk)
    written("别人的", other.pk)
    lines = queries.who_opened(viewer, person=person.pk).rows
    assert [(line.actor, line.purpose) for line in lines] == [("陈例", "核对任职年限")]
    with pytest.raises(NotPermitted):
        queries.who_opened(viewer, person=other.pk)


def test_ones_own_acts_are_those_of_the_account_not_of_the_name() -> None:
    viewer = make_actor(Role.LEADER, unit=make_unit(), name="陈例")
    written()
    assert queries.own_acts(viewer) == ()
    subject = actions.Subject("unit", "1", "虚构局")
    actions.record(by=viewer, verb=Verb.UNITS_READ, subject=subject, at=NOW)
    actions.record(by=viewer, verb="accounts.sign_in", subject=subject, at=NOW)
    assert [line.verb for line in queries.own_acts(viewer)] == ["units.read"]
    assert queries.own_acts(console("陈例")) == ()


def test_a_refused_act_is_on_record_as_refused() -> None:
    viewer = make_actor(Role.AUDIT_OFFICER, unit=make_unit())
    actions.record_refusal(by=viewer, verb="grants.grant", at=NOW)
    line = queries.trail(viewer).rows[0]
    assert line.refused
    assert line.verb_term is Verb.GRANTS_GRANT


def test_a_row_holds_actor_and_subject_as_values() -> None:
    actions.record(
        by=Actor(account=7, name="陈例", kind="business"),
        verb="units.edit",
        subject=actions.Subject("unit", "12", "虚构水务局", path="/1/12/"),
        at=NOW,
        purpose="核对",
    )
    row = TrailRow.objects.get()
    assert (row.at, row.actor_number, row.actor_name, row.actor_kind) == (
        NOW,
        7,
        "陈例",
        "business",
    )
    assert (row.verb, row.outcome, row.purpose) == ("units.edit", "done", "核对")
    assert (row.subject_kind, row.subject_number, row.subject_name) == ("unit", "12", "虚构水务局")


def test_an_act_whose_row_cannot_be_written_does_not_happen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account, by = make_account(), console("test")

    def full(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(TrailRow.objects, "bulk_create", full)
    with pytest.raises(DatabaseError, match="disk full"):
        accounts.set_active(number=account.pk, active=False, by=by, at=NOW)
    account.refresh_from_db()
    assert account.is_active
