"""Status periods and what ends with them."""

from datetime import date

import pytest

from dandang.apps.archive import actions, queries
from dandang.apps.archive.actions import status
from dandang.apps.archive.models import Appointment, Person, StatusPeriod
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.terms.people import StatusKind
from dandang.terms.refusal import NotFound, Refusal
from makers import NOW, appoint, make_person, make_post, make_unit

pytestmark = pytest.mark.django_db
CONSOLE = console("测试")


def test_retirement_ends_every_post_the_day_before_and_the_service() -> None:
    unit = make_unit()
    person = make_person(unit)
    appoint(person, make_post(unit), first_day=date(2020, 1, 1))
    appoint(person, make_post(unit), first_day=date(2027, 1, 1), main=False)
    actions.record_status(
        person=person.pk,
        kind=StatusKind.RETIRED,
        first_day=date(2026, 3, 1),
        by=CONSOLE,
        at=NOW,
    )
    assert not Person.objects.get().in_service
    assert list(Appointment.objects.values_list("first_day", "last_day")) == [
        (date(2020, 1, 1), date(2026, 2, 28))
    ]


def test_leave_ends_nothing_and_shows_on_the_roster_of_its_days() -> None:
    unit = make_unit()
    person = make_person(unit)
    appoint(person, make_post(unit), first_day=date(2020, 1, 1))
    period = actions.record_status(
        person=person.pk,
        kind=StatusKind.SICK_LEAVE,
        first_day=date(2026, 3, 1),
        by=CONSOLE,
        at=NOW,
    )
    actions.end_status(period=period, last_day=date(2026, 5, 31), by=CONSOLE, at=NOW)
    found = {
        day: queries.roster_on(CONSOLE, unit=unit.pk, on=day)[0].statuses
        for day in (date(2026, 5, 31), date(2026, 6, 1))
    }
    assert found == {date(2026, 5, 31): (StatusKind.SICK_LEAVE,), date(2026, 6, 1): ()}
    with pytest.raises(NotFound):
        actions.end_status(period=period, last_day=date(2026, 7, 1), by=CONSOLE, at=NOW)


def test_of_a_sealed_kind_the_trail_tells_nothing() -> None:
    person = make_person(make_unit())
    actions.record_status(
        person=person.pk,
        kind=StatusKind.INVESTIGATION,
        first_day=date(2026, 3, 1),
        note="某案",
        by=CONSOLE,
        at=NOW,
    )
    told = str(list(TrailRow.objects.values("details", "subject_name")))
    assert "某案" not in told
    assert "investigation" not in told


def test_a_status_that_ends_before_it_begins_or_stands_twice_is_refused() -> None:
    person = make_person(make_unit())
    with pytest.raises(Refusal) as refused:
        actions.record_status(
            person=person.pk,
            kind=StatusKind.STUDY,
            first_day=date(2026, 3, 1),
            last_day=date(2026, 2, 1),
            by=CONSOLE,
            at=NOW,
        )
    assert refused.value.code == "archive.ends_before_it_begins"
    for expected in (1, 1):
        try:
            actions.record_status(
                person=person.pk,
                kind=StatusKind.STUDY,
                first_day=date(2026, 3, 1),
                by=CONSOLE,
                at=NOW,
            )
        except Refusal as again:
            assert again.code == "archive.said_twice"
        assert StatusPeriod.objects.count() == expected


def test_a_period_ended_while_one_waits_for_the_person_is_not_ended_again(monkeypatch) -> None:
    person = make_person(make_unit())
    period = actions.record_status(
        person=person.pk,
        kind=StatusKind.SICK_LEAVE,
        first_day=date(2026, 3, 1),
        by=CONSOLE,
        at=NOW,
    )
    take = status.take

    def after_another(number: int, **told: object) -> Person:
        StatusPeriod.objects.filter(pk=period).update(last_day=date(2026, 4, 30))
        return take(number, **told)

    monkeypatch.setattr(status, "take", after_another)
    with pytest.raises(NotFound):
        actions.end_status(period=period, last_day=date(2026, 5, 31), by=CONSOLE, at=NOW)


def test_a_correction_of_a_period_is_compared_with_what_stands_under_the_lock(monkeypatch) -> None:
    person = make_person(make_unit())
    told = {"last_day": date(2026, 5, 31), "note": "", "document": "旧文号"}
    period = actions.record_status(
        person=person.pk,
        kind=StatusKind.SICK_LEAVE,
        first_day=date(2026, 3, 1),
        by=CONSOLE,
        at=NOW,
        **told,
    )
    take = status.take

    def after_another(number: int, **told: object) -> Person:
        StatusPeriod.objects.filter(pk=period).update(document="中间文号")
        return take(number, **told)

    monkeypatch.setattr(status, "take", after_another)
    actions.correct_status(period=period, **{**told, "document": "新文号"}, by=CONSOLE, at=NOW)
    last = TrailRow.objects.order_by("pk").last()
    assert last.details["fields"] == {"document": ["中间文号", "新文号"]}
