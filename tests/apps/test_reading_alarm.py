"""Mass reading: counted by people and span, alarmed once, put before the audit officer, reviewed."""

from datetime import datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from dandang.apps.accounts.models import Account, PolicyValue
from dandang.apps.audit import actions as audit
from dandang.apps.audit import queries
from dandang.apps.audit.models import ReadingAlarm, TrailRow
from dandang.apps.grants import actions, tasks
from dandang.apps.inbox.queries import inbox
from dandang.apps.permits.actor import Actor, schedule
from dandang.apps.permits.verbs import Verb
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.trail import Outcome
from makers import NOW, make_actor, make_unit

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=BEIJING)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=BEIJING)


@pytest.fixture(autouse=True)
def limits() -> None:
    for key, value in (("reading.hour", "5"), ("reading.day", "8")):
        PolicyValue.objects.create(key=key, value=value, document="虚构", set_at=NOW)


def read(
    by: Actor,
    people: range,
    *,
    at: datetime = NINE,
    verb: Verb = Verb.ARCHIVE_READ,
    outcome: Outcome = Outcome.DONE,
) -> None:
    for person in people:
        subject = audit.Subject("person", str(person), f"虚{person}", person=person)
        audit.record(by=by, verb=verb, subject=subject, at=at, purpose="核对", outcome=outcome)


def reader(name: str = "钱例") -> Actor:
    return make_actor(Role.ORGANISER_OFFICER, unit=make_unit(), name=name)


def spans() -> set[tuple[str, str, int]]:
    actions.raise_alarms(by=schedule(), at=NOON)
    return set(ReadingAlarm.objects.values_list("name", "span", "people"))


def test_reading_more_people_than_the_limit_raises_an_alarm() -> None:
    read(reader("钱例"), range(6))
    read(reader("孙例"), range(5))
    assert spans() == {("钱例", "hour", 6)}


def test_opening_unsealing_and_exporting_one_person_is_one_person() -> None:
    by = reader()
    for verb in (Verb.ARCHIVE_READ, Verb.ARCHIVE_UNSEAL, Verb.ARCHIVE_EXPORT):
        read(by, range(5), verb=verb)
    assert spans() == set()
    read(by, range(5, 6), verb=Verb.ARCHIVE_EXPORT)
    assert spans() == {("钱例", "hour", 6)}


def test_an_hour_begins_with_any_read_and_not_with_the_clock() -> None:
    by = reader()
    read(by, range(4), at=NINE + timedelta(minutes=50))
    read(by, range(4, 7), at=NINE + timedelta(minutes=80))
    assert spans() == {("钱例", "hour", 7)}
    assert ReadingAlarm.objects.get().begin == NINE + timedelta(minutes=50)


def test_reads_an_hour_apart_are_not_of_one_hour() -> None:
    by = reader()
    read(by, range(3), at=NINE)
    read(by, range(3, 6), at=NINE + timedelta(minutes=60))
    assert spans() == set()


def test_reading_that_goes_on_is_said_once_an_hour_however_often_it_is_looked_at() -> None:
    by = reader()
    PolicyValue.objects.filter(key="reading.day").update(value="0")
    read(by, range(6), at=NINE)
    for minutes in (10, 30, 70, 130):
        read(by, range(minutes, minutes + 6), at=NINE + timedelta(minutes=minutes))
        actions.raise_alarms(by=schedule(), at=NINE + timedelta(minutes=minutes))
    rows = ReadingAlarm.objects.order_by("begin").values_list("begin", "people")
    assert [((begin - NINE).seconds // 60, people) for begin, people in rows] == [
        (0, 18),
        (70, 6),
        (130, 6),
    ]


def test_an_earlier_beginning_found_later_raises_no_second_alarm() -> None:
    by = reader()
    read(by, range(6), at=NINE + timedelta(minutes=30))
    assert actions.raise_alarms(by=schedule(), at=NOON) == 1
    read(by, range(6, 8), at=NINE)
    assert actions.raise_alarms(by=schedule(), at=NOON) == 0
    assert ReadingAlarm.objects.get().people == 6


def test_a_day_is_counted_beside_the_hours() -> None:
    by = reader()
    read(by, range(5), at=NINE)
    read(by, range(5, 9), at=NINE + timedelta(hours=1))
    assert spans() == {("钱例", "day", 9)}


def test_what_was_refused_and_what_concerns_nobodys_file_does_not_count() -> None:
    by = reader()
    read(by, range(9), outcome=Outcome.REFUSED)
    read(by, range(9), verb=Verb.ROUNDS_SERVE)
    assert spans() == set()


def test_a_limit_of_zero_asks_for_no_alarm() -> None:
    PolicyValue.objects.update(value="0")
    read(reader(), range(50))
    assert spans() == set()


def test_an_alarm_is_raised_once_and_its_count_follows_until_it_is_reviewed() -> None:
    by = reader()
    read(by, range(6))
    assert actions.raise_alarms(by=schedule(), at=NOON) == 1
    read(by, range(6, 8))
    assert actions.raise_alarms(by=schedule(), at=NOON) == 0
    assert ReadingAlarm.objects.get().people == 8
    assert TrailRow.objects.filter(verb="audit.alarm").count() == 1


def test_it_waits_in_the_inbox_of_the_audit_officer_until_it_is_reviewed() -> None:
    officer = make_actor(Role.AUDIT_OFFICER, unit=make_unit("虚构县"))
    read(reader(), range(6))
    actions.raise_alarms(by=schedule(), at=NOON)
    waiting = inbox(officer)
    assert [(line.what, line.values["count"]) for line in waiting] == [("mass_reading", 6)]
    number = int(waiting[0].subject_number)
    actions.review_alarm(number=number, finding="年度考核集中核对，正常。", by=officer, at=NOON)
    assert inbox(officer) == ()
    actions.raise_alarms(by=schedule(), at=NOON)
    assert inbox(officer) == ()


def test_only_the_audit_officer_reviews_an_alarm_and_it_leaves_a_row() -> None:
    read(reader(), range(6))
    actions.raise_alarms(by=schedule(), at=NOON)
    number = ReadingAlarm.objects.get().pk
    for role in (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.ORGANISER_OFFICER):
        with pytest.raises(NotPermitted):
            by = make_actor(role, unit=make_unit())
            actions.review_alarm(number=number, finding="x", by=by, at=NOON)
    officer = make_actor(Role.AUDIT_OFFICER, unit=make_unit(), name="郑例")
    with pytest.raises(Refusal, match=r"^audit\.finding_missing$"):
        actions.review_alarm(number=number, finding=" ", by=officer, at=NOON)
    with pytest.raises(NotFound):
        actions.review_alarm(number=number + 1, finding="x", by=officer, at=NOON)
    actions.review_alarm(number=number, finding="已核实。", by=officer, at=NOON)
    with pytest.raises(Refusal, match=r"^audit\.alarm_reviewed$"):
        actions.review_alarm(number=number, finding="再核实。", by=officer, at=NOON)
    row = TrailRow.objects.get(verb="audit.review")
    assert (row.actor_name, row.details) == ("郑例", {"finding": "已核实。", "people": 6})


def test_an_alarm_shows_what_was_read_in_its_span_alone() -> None:
    by, officer = reader(), make_actor(Role.AUDIT_OFFICER, unit=make_unit())
    read(by, range(6))
    read(by, range(6, 8), at=NINE + timedelta(hours=1))
    actions.raise_alarms(by=schedule(), at=NOON)
    number = ReadingAlarm.objects.get(span="hour").pk
    assert {line.subject for line in queries.read_in(officer, number)} == {
        f"虚{person}" for person in range(6)
    }


def test_the_hourly_work_is_put_in_line_once_and_again_by_itself() -> None:
    tasks.start_keeping_house()
    tasks.start_keeping_house()
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.update(status="RUNNING")
    tasks.keep_house.call()
    waiting = DBTaskResult.objects.filter(status="READY")
    assert waiting.count() == 1
    assert waiting[0].run_after > waiting[0].enqueued_at + timedelta(minutes=59)


def test_one_run_that_fails_does_not_end_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> int:
        raise RuntimeError("no")

    monkeypatch.setattr(actions, "raise_alarms", fail)
    with pytest.raises(RuntimeError):
        tasks.keep_house.call()
    assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_the_hourly_work_does_all_that_is_due() -> None:
    Account.objects.create(
        sign_in_name="old",
        name="old",
        kind="business",
        password="!",
        opened_at=NOW.replace(year=2020),
    )
    done = tasks.keep_house.call()
    assert done == {"alarms": 0, "closed": 1, "wiped": 0, "sessions": 0, "uploads": 0, "bytes": 0}
