"""A discrepancy is not misconduct: it ends with a document alone, after the cadre was heard."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dandang.apps.archive.queries import opened
from dandang.apps.files.actions import put_scan
from dandang.apps.grants.queries import actor_of
from dandang.apps.inbox.queries import inbox
from dandang.apps.permits.actor import Actor
from dandang.apps.verification import actions, queries
from dandang.apps.verification.comparing import closeness
from dandang.apps.verification.models import FileCheck
from dandang.terms.access import Role
from dandang.terms.checks import CheckItem, CheckState, Closeness, GateOutcome
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_actor
from seeding import House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
TODAY = NOW.date()
BIRTH = CheckItem.BIRTH


@pytest.fixture
def house() -> House:
    return seed()


def actor(house: House, role: Role) -> Actor:
    found = actor_of(house.accounts[role].pk)
    assert found is not None
    return found


def person(house: House) -> int:
    return house.near.people[2].pk


def find(house: House, *, consistent: bool, in_papers: str = "1981.01", item=BIRTH) -> None:
    actions.record_finding(
        person=person(house),
        item=item,
        consistent=consistent,
        in_papers=in_papers,
        text="入党志愿书与履历表不一致（虚构）",
        on=TODAY,
        by=actor(house, Role.ORGANISER_OFFICER),
        at=NOW,
    )


def resolve(house: House, document: str = "虚组〔2026〕3号") -> None:
    actions.resolve(
        person=person(house),
        item=BIRTH,
        text="认定为1980年1月",
        document=document,
        scan=None,
        on=TODAY,
        by=actor(house, Role.ORGANISER_OFFICER),
        at=NOW,
    )


def hear(house: House) -> None:
    actions.hear(
        person=person(house),
        item=BIRTH,
        text="本人说入党时填错",
        heard_on=date(2026, 11, 20),
        by=actor(house, Role.ORGANISER_OFFICER),
        at=NOW,
    )


def state(house: House) -> CheckState:
    found = queries.checks(actor(house, Role.ORGANISER_OFFICER), person(house))
    return found[0].state


def test_a_discrepancy_of_the_birth_date_stops_the_evaluation_until_a_document_resolves_it(
    house,
) -> None:
    officer = actor(house, Role.ORGANISER_OFFICER)
    for item in CheckItem:
        if item is not BIRTH:
            find(house, consistent=True, in_papers="无异", item=item)
    find(house, consistent=False)
    gate = queries.finalising_gate(officer, person=person(house))
    assert (gate.outcome, gate.open) == (GateOutcome.NOT_MET, (BIRTH,))
    assert [one.item for one in queries.open_discrepancies(officer, person=person(house))] == [
        BIRTH
    ]
    hear(house)
    with pytest.raises(Refusal, match="document_missing"):
        resolve(house, document=" ")
    resolve(house)
    gate = queries.finalising_gate(officer, person=person(house))
    assert (gate.outcome, gate.open, gate.unchecked) == (GateOutcome.MET, (), ())


def test_what_nobody_has_checked_is_unknown_and_not_a_fault(house) -> None:
    gate = queries.finalising_gate(actor(house, Role.ORGANISER_OFFICER), person=person(house))
    assert gate.outcome is GateOutcome.UNKNOWN
    assert len(gate.unchecked) == 6


def test_nothing_is_resolved_before_the_cadre_has_been_heard(house) -> None:
    find(house, consistent=False)
    with pytest.raises(Refusal, match="not_heard"):
        resolve(house)
    assert state(house) is CheckState.DISCREPANCY


def test_a_statement_of_the_cadre_himself_counts_as_being_heard(house) -> None:
    find(house, consistent=False)
    cadre = actor(house, Role.CADRE)
    assert [line.what for line in inbox(cadre)] == ["check_to_state"]
    actions.state_view(item=BIRTH, text="以户口簿为准", by=cadre, at=NOW)
    assert inbox(cadre) == ()
    resolve(house)
    assert state(house) is CheckState.RESOLVED


def test_the_database_itself_keeps_both_rules(house) -> None:
    find(house, consistent=False)
    for rows, values in (
        (FileCheck.objects.all(), {"state": "resolved"}),
        (FileCheck.objects.get().course.all(), {"move": "resolve"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)


def test_a_discrepancy_does_not_end_by_finding_otherwise(house) -> None:
    find(house, consistent=False)
    with pytest.raises(Refusal, match="not_now"):
        find(house, consistent=True)
    with pytest.raises(Refusal, match="not_now"):
        actions.state_view(item=CheckItem.PARTY, text="无", by=actor(house, Role.CADRE), at=NOW)


def test_after_a_new_finding_the_cadre_is_heard_again(house) -> None:
    find(house, consistent=False)
    hear(house)
    resolve(house)
    find(house, consistent=False, in_papers="1979.12")
    with pytest.raises(Refusal, match="not_heard"):
        resolve(house)


def test_a_month_and_a_day_of_that_month_agree_as_far_as_both_are_known(house) -> None:
    assert closeness("1980.01", "1980.01.15") is Closeness.FINER
    assert closeness("1980", "1980.01") is Closeness.FINER
    assert closeness("1980.01", "1980.1") is Closeness.SAME
    assert closeness("1980.01", "1980.12.01") is Closeness.DIFFERENT
    assert closeness("", "1980.12.01") is None
    find(house, consistent=True, in_papers="1980.01.15")
    found = queries.checks(actor(house, Role.CADRE), person(house))[0]
    assert (found.on_file, found.closeness) == ("1980.01", Closeness.FINER)


def test_the_course_names_every_move_and_shows_its_scan_to_the_cadre(house) -> None:
    find(house, consistent=False)
    hear(house)
    officer, cadre = actor(house, Role.ORGANISER_OFFICER), actor(house, Role.CADRE)
    scan = put_scan(name="认定.pdf", content=b"%PDF-1.4", by=officer, at=NOW)
    actions.resolve(
        person=person(house),
        item=BIRTH,
        text="认定",
        document="虚组〔2026〕3号",
        scan=scan,
        on=TODAY,
        by=officer,
        at=NOW,
    )
    course = queries.checks(cadre, person(house))[0].course
    assert [str(line.move) for line in course] == ["find", "hear", "resolve"]
    assert queries.scan_of(cadre, person(house), scan).content == b"%PDF-1.4"
    other = put_scan(name="b.pdf", content=b"%PDF-1.5", by=officer, at=NOW)
    with pytest.raises(NotFound):
        queries.scan_of(cadre, person(house), other)
    actions.open_scan(person=person(house), file=scan, by=officer, at=NOW)
    (line,) = opened(cadre, person=person(house), on=TODAY).rows
    assert (line.actor, line.purpose) == (officer.name, "核对档案")


def test_only_who_may_record_does_and_never_about_himself(house) -> None:
    head = actor(house, Role.UNIT_HEAD)
    with pytest.raises(NotPermitted):
        actions.hear(person=person(house), item=BIRTH, text="a", heard_on=TODAY, by=head, at=NOW)
    far = make_actor(Role.ORGANISER_OFFICER, unit=house.far.unit)
    with pytest.raises(NotFound):
        actions.hear(person=person(house), item=BIRTH, text="a", heard_on=TODAY, by=far, at=NOW)
    own = make_actor(Role.ORGANISER_OFFICER, unit=house.near.unit, person=house.near.people[1])
    with pytest.raises(Refusal, match="own_file"):
        actions.hear(
            person=house.near.people[1].pk, item=BIRTH, text="a", heard_on=TODAY, by=own, at=NOW
        )


def test_counts_by_unit_take_the_same_queries_however_many_people(house) -> None:
    find(house, consistent=False)
    officer = actor(house, Role.ORGANISER_OFFICER)
    with CaptureQueriesContext(
        connection,
    ) as few:
        (unit,) = queries.by_unit(officer)
    assert (unit.people, unit.checked, unit.open, unit.resolved) == (8, 0, 1, 0)
    for one in house.near.people[3:]:
        for item in CheckItem:
            FileCheck.objects.create(person=one, item=str(item), state="consistent")
    with CaptureQueriesContext(connection) as many:
        (unit,) = queries.by_unit(officer)
    assert (unit.checked, unit.open) == (5, 1)
    assert len(few) == len(many) == 3
    assert [row.person for row in queries.open_rows(officer).rows] == [person(house)]
