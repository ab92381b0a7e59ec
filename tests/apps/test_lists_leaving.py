"""A list that leaves stands in the register, carries its mark, and tells each person on it."""

import hashlib
import io
from datetime import date

import openpyxl
import pytest

from dandang.apps.accounts.models import PolicyValue
from dandang.apps.archive.lists import PEOPLE, STATUS, UNITS
from dandang.apps.archive.models import StatusPeriod
from dandang.apps.archive.queries import opened
from dandang.apps.audit.models import ReadingAlarm, TrailRow
from dandang.apps.audit.queries import READING
from dandang.apps.cases.models import Case
from dandang.apps.exports.models import Export
from dandang.apps.exports.queries import ExportFilter, exports
from dandang.apps.grants import actions as grants
from dandang.apps.grants.lists import ACCOUNTS
from dandang.apps.grants.models import Holder
from dandang.apps.lists.actions import Listing, export_list, import_list, mark_list
from dandang.apps.lists.lists import TRAIL
from dandang.apps.permits.actor import Actor, console, schedule
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.lists import CASES, LETTERS, RATERS, RESULTS
from dandang.terms.access import Role
from dandang.terms.reading import ExportPurpose
from dandang.terms.refusal import NotFound, NotPermitted
from dandang.web.shared.listings import PLACES
from makers import NOW, make_actor
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
CONSOLE = console("测试")


@pytest.fixture
def at_hand() -> RoundAtHand:
    """A published round; the cadre, its third ratee, has been served and has objected."""
    ready = RoundAtHand(seed()).to_review().publish()
    ready.serve(2)
    rounds.object_to_result(
        ratee=ready.ratee(2).pk, text="请复核（虚构）", by=ready.cadre, at=MORNING
    )
    return ready


def assigned(at_hand: RoundAtHand, role: Role) -> Actor:
    """Whoever holds the role, after the objection was given to him to answer."""
    by = at_hand.actor(role)
    assert by.account is not None
    case = Case.objects.get()
    rounds.assign(case=case.pk, account=by.account, by=at_hand.officer, at=MORNING)
    return by


def exported(listing: Listing, at_hand: RoundAtHand, *, by: Actor = CONSOLE) -> bytes:
    return export_list(
        listing=listing,
        columns=[column.code for column in listing.columns],
        chosen=at_hand.number if listing in (RATERS, RESULTS, LETTERS) else None,
        purpose="县委常委会",
        kind=ExportPurpose.MEETING,
        by=by,
        at=NOW,
    )


def cells(content: bytes) -> list[dict[str, str]]:
    """The rows of the first sheet by heading."""
    head, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
    return [
        {str(name.value): str(cell.value or "") for name, cell in zip(head, row, strict=True)}
        for row in rows
    ]


@pytest.mark.parametrize(
    ("listing", "people"),
    [(UNITS, 0), (PEOPLE, 16), (STATUS, 1), (RATERS, 8), (RESULTS, 3), (LETTERS, 3), (CASES, 1)],
)
def test_a_list_stands_in_the_register_with_its_hash_and_how_many_people_it_tells_of(
    at_hand: RoundAtHand, listing: Listing, people: int
) -> None:
    StatusPeriod.objects.create(
        person=at_hand.house.near.people[0], kind="study", first_day=date(2026, 1, 1)
    )
    content = exported(listing, at_hand)
    (line,) = exports(CONSOLE, ExportFilter()).rows
    assert (line.name, line.people, line.purpose) == (
        listing.kind.zh,
        people,
        "会议材料：县委常委会",
    )
    assert line.sha256 == hashlib.sha256(content).hexdigest()
    footer = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].oddFooter.left.text
    assert line.number in footer and "会议材料：县委常委会" in footer
    assert TrailRow.objects.filter(details__export=line.number, person__gt=0).count() == people


def test_every_list_that_tells_of_people_is_read_by_them_and_by_the_alarm(
    at_hand: RoundAtHand,
) -> None:
    StatusPeriod.objects.create(
        person=at_hand.house.near.people[0], kind="study", first_day=date(2026, 1, 1)
    )
    telling = set()
    for place in PLACES.values():
        exported(place.listing, at_hand)
        if Export.objects.latest("pk").people:
            telling.add(place.listing)
    assert {each.code for each in telling} == {
        "people", "status", "raters", "results", "letters", "cases", "accounts", "trail",
    }  # fmt: skip
    assert {each.export for each in telling} <= set(READING)


def test_a_cadre_reads_which_list_about_him_was_taken_and_by_whom(at_hand: RoundAtHand) -> None:
    before = opened(at_hand.cadre, person=at_hand.cadre.person or 0, on=DAY).total
    exported(CASES, at_hand, by=assigned(at_hand, Role.JOINT_MEETING_MEMBER))
    lines = opened(at_hand.cadre, person=at_hand.cadre.person or 0, on=DAY)
    assert lines.total == before + 1
    newest = lines.rows[0]
    assert (newest.verb, newest.purpose) == (Verb.CASES_READ, "会议材料：县委常委会")
    assert (newest.details["of"], newest.details["as"]) == (
        "异议办理情况",
        "joint_meeting_member",
    )


def test_what_a_discipline_officer_took_while_an_investigation_is_open_is_withheld(
    at_hand: RoundAtHand,
) -> None:
    person = at_hand.cadre.person or 0
    StatusPeriod.objects.create(
        person_id=person, kind="investigation", first_day=date(2026, 1, 1), note="某案"
    )
    before = opened(at_hand.cadre, person=person, on=DAY).total
    exported(CASES, at_hand, by=assigned(at_hand, Role.DISCIPLINE_OFFICER))
    assert TrailRow.objects.filter(verb="cases.read", person=person).count() == 1
    assert opened(at_hand.cadre, person=person, on=DAY).total == before


def test_whose_an_account_is_stands_beside_its_export(at_hand: RoundAtHand) -> None:
    exported(ACCOUNTS, at_hand, by=at_hand.actor(Role.SYSTEM_OFFICER))
    row = TrailRow.objects.get(verb="accounts.read", person=at_hand.cadre.person)
    assert (row.subject_name, row.details["as"]) == (at_hand.cadre.name, "system_officer")


def test_who_is_named_in_the_table_of_roles_reads_that_it_was_taken(at_hand: RoundAtHand) -> None:
    person = at_hand.house.near.people[4]
    head = at_hand.house.accounts[Role.UNIT_HEAD]
    Holder.objects.update_or_create(account=head, defaults={"person": person})
    taken = grants.export_report(
        draw=lambda mark: mark.line.encode(),
        purpose="",
        kind=ExportPurpose.CHECK,
        by=at_hand.actor(Role.AUDIT_OFFICER),
        at=NOW,
    )
    (line,) = exports(CONSOLE, ExportFilter()).rows
    assert (line.name, line.purpose, line.number in taken.decode()) == (
        "权限一览",
        "核对档案",
        True,
    )
    row = TrailRow.objects.get(verb="grants.read", person=person.pk)
    assert (row.details["of"], row.details["as"]) == ("权限一览", "audit_officer")


def test_whom_a_row_of_the_trail_is_about_stands_beside_its_export(at_hand: RoundAtHand) -> None:
    exported(TRAIL, at_hand, by=at_hand.actor(Role.AUDIT_OFFICER))
    people = TrailRow.objects.filter(verb="audit.read").values_list("person", flat=True)
    assert at_hand.cadre.person in set(people)


def test_a_list_of_many_people_raises_the_alarm_on_mass_reading(at_hand: RoundAtHand) -> None:
    PolicyValue.objects.create(key="reading.hour", value="5", document="虚构", set_at=NOW)
    exported(RATERS, at_hand, by=at_hand.officer)
    grants.raise_alarms(by=schedule(), at=NOW)
    assert list(ReadingAlarm.objects.values_list("name", "people")) == [(at_hand.officer.name, 8)]


def test_a_list_that_left_with_its_mark_comes_back_cell_by_cell(at_hand: RoundAtHand) -> None:
    content = exported(PEOPLE, at_hand)
    plan = import_list(listing=PEOPLE, data=content, dry_run=True, by=CONSOLE, at=NOW)
    assert (plan.changes, plan.problems, plan.same) == ((), (), 16)
    book = openpyxl.load_workbook(io.BytesIO(content))
    head = [str(cell.value).rstrip("*") for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, head.index("籍贯") + 1).value = "虚构县"
    out = io.BytesIO()
    book.save(out)
    plan = import_list(listing=PEOPLE, data=out.getvalue(), dry_run=True, by=CONSOLE, at=NOW)
    assert [(edit.column.heading, edit.after) for each in plan.changes for edit in each.edits] == [
        ("籍贯", "虚构县")
    ]


def test_the_list_given_back_with_its_problems_is_an_export_of_its_own(
    at_hand: RoundAtHand,
) -> None:
    key, name = (cells(exported(PEOPLE, at_hand))[0][head] for head in ("编号", "姓名*"))
    marked = mark_list(
        listing=PEOPLE,
        data=f"编号,性别\n{key},也许\n".encode(),
        say=lambda problem: problem.code,
        by=CONSOLE,
        at=NOW,
    )
    row = Export.objects.latest("pk")
    assert (row.people, row.purpose) == (1, "日常管理：标注导入问题")
    assert row.sha256 == hashlib.sha256(marked).hexdigest()
    told = TrailRow.objects.filter(person__gt=0).latest("pk")
    assert (told.subject_name, told.purpose) == (name, "日常管理：标注导入问题")


def test_the_letters_of_a_round_leave_with_how_each_was_served(at_hand: RoundAtHand) -> None:
    first, second, third = cells(exported(LETTERS, at_hand))
    names = [at_hand.line(place).name for place in range(3)]
    assert [each["姓名"] for each in (first, second, third)] == names
    assert first["文书编号"].endswith("〔2026〕1号")
    assert (first["状态"], first["签发日期"], first["送达方式"]) == ("有效", "2026-09-21", "")
    assert (third["送达方式"], third["送达日期"], third["异议截止"], third["有扫描件"]) == (
        "本人签收",
        "2026-09-21",
        "2026-09-29",
        "否",
    )


def test_a_letter_that_was_replaced_and_a_service_that_was_cancelled_are_told_too() -> None:
    at_hand = RoundAtHand(seed()).to_review().publish()
    at_hand.serve(0)
    rounds.cancel_service(
        ratee=at_hand.ratee(0).pk, reason="日期记错", by=at_hand.officer, at=MORNING
    )
    rounds.reissue(ratee=at_hand.ratee(0).pk, by=at_hand.officer, at=MORNING)
    rows = cells(exported(LETTERS, at_hand))
    assert [(row["状态"], row["送达方式"]) for row in rows] == [
        ("已被替代", ""),
        ("有效", ""),
        ("有效", ""),
        ("有效", ""),
    ]
    assert rows[0]["已撤销的登记"] == (
        f"本人签收 2026-09-21，2026-09-21 {at_hand.officer.name}撤销：日期记错"
    )


def test_letters_of_a_round_outside_the_scope_do_not_exist(at_hand: RoundAtHand) -> None:
    elsewhere = make_actor(Role.ORGANISER_OFFICER, unit=at_hand.house.far.unit)
    with pytest.raises(NotFound):
        exported(LETTERS, at_hand, by=elsewhere)
    with pytest.raises(NotPermitted):
        exported(LETTERS, at_hand, by=at_hand.panellist)
    assert Export.objects.count() == 0
