"""A leaked page leads back to its export, and each person in it can read why."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from docx import Document

from dandang.apps.archive import actions as archive
from dandang.apps.archive.queries import opened
from dandang.apps.audit.actions import Subject
from dandang.apps.audit.models import TrailRow
from dandang.apps.exports.actions import begin_export, finish_export
from dandang.apps.exports.models import Export
from dandang.apps.exports.queries import ExportFilter, exports
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import Actor, console
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import exporting
from dandang.formats.export_mark import ExportMark
from dandang.formats.letters import default_template, render_pdf, render_word
from dandang.formats.letters.marked import marked_word
from dandang.terms.access import Role
from dandang.terms.reading import ExportKind, ExportPurpose
from dandang.terms.refusal import NotPermitted, Refusal
from dandang.terms.rounds import FileForm
from makers import NOW
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import House, seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
CONSOLE = console("测试")
MARK = ExportMark("2026-000012", "虚导出", "2026.11.22 09:00", "会议材料：县委常委会")


@pytest.fixture
def house() -> House:
    return seed()


def actor(house: House, role: Role) -> Actor:
    found = actor_of(house.accounts[role].pk)
    assert found is not None
    return found


def parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_a_roster_carries_number_name_hour_and_purpose_and_stands_in_the_register(house) -> None:
    officer = actor(house, Role.ORGANISER_OFFICER)
    content = archive.export_roster(
        unit=house.near.unit.pk,
        purpose="县委常委会",
        kind=ExportPurpose.MEETING,
        by=officer,
        at=NOW,
    )
    (line,) = exports(actor(house, Role.AUDIT_OFFICER), ExportFilter()).rows
    assert (line.people, line.purpose, line.by) == (8, "会议材料：县委常委会", officer.name)
    assert line.sha256 == hashlib.sha256(content).hexdigest()
    told = parts(content)
    for said in (line.number, officer.name, "2026.11.22 09:00", "会议材料：县委常委会"):
        assert told.count(said) >= 2


def test_the_same_export_differs_by_its_mark_alone(house) -> None:
    first, second = (
        archive.export_roster(unit=house.near.unit.pk, purpose="核对", by=CONSOLE, at=NOW)
        for _ in range(2)
    )
    numbers = [line.number for line in exports(CONSOLE, ExportFilter()).rows]
    assert parts(second).replace(numbers[0], numbers[1]) == parts(first)


def test_each_person_of_an_export_can_read_who_took_it_and_why(house) -> None:
    archive.export_roster(
        unit=house.near.unit.pk, purpose="", kind=ExportPurpose.SUPERIOR, by=CONSOLE, at=NOW
    )
    lines = opened(actor(house, Role.CADRE), person=house.near.people[2].pk, on=DAY).rows
    assert [(line.actor, line.purpose) for line in lines] == [("测试", "报送上级")]
    assert lines[0].details["export"] == exports(CONSOLE, ExportFilter()).rows[0].number


def test_other_needs_words_and_words_have_an_end(house) -> None:
    for purpose, code in ((" ", "audit.purpose_missing"), ("长" * 101, "audit.purpose_too_long")):
        with pytest.raises(Refusal) as refused:
            archive.export_roster(unit=house.near.unit.pk, purpose=purpose, by=CONSOLE, at=NOW)
        assert refused.value.code == code
    assert Export.objects.count() == 0


def test_the_register_is_found_by_number_hash_and_words_and_read_by_the_audit_officer_alone(
    house,
) -> None:
    for unit in (house.near.unit, house.far.unit):
        archive.export_roster(unit=unit.pk, purpose="核对", by=CONSOLE, at=NOW)
    audit = actor(house, Role.AUDIT_OFFICER)
    _, oldest = exports(audit, ExportFilter()).rows
    for text in (oldest.number, oldest.sha256, oldest.name):
        assert exports(audit, ExportFilter(text=text)).rows == (oldest,)
    assert exports(audit, ExportFilter(kind=ExportPurpose.MEETING)).total == 0
    assert exports(audit, ExportFilter(first=date(2026, 11, 23))).total == 0
    with pytest.raises(NotPermitted):
        exports(actor(house, Role.ORGANISER_OFFICER), ExportFilter())


def test_a_finished_export_cannot_be_changed_or_removed() -> None:
    about = Subject("unit", "1", "虚构单位")
    mark = begin_export(
        what=ExportKind.TABLE,
        about=about,
        people=[],
        purpose="核对",
        verb=Verb.ARCHIVE_EXPORT,
        by=CONSOLE,
        at=NOW,
    )
    finish_export(mark=mark, content=b"a")
    for act in (
        lambda: Export.objects.update(purpose="别的"),
        lambda: Export.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(AssertionError):
        finish_export(mark=mark, content=b"b")


def test_letters_and_tally_carry_the_mark_and_the_own_letter_says_own_use() -> None:
    at_hand = RoundAtHand(seed()).to_review().publish()
    number = at_hand.ratee(2).pk
    for form in FileForm:
        exporting.letter(ratee=number, form=form, purpose="留档", by=at_hand.officer, at=MORNING)
    exporting.own_letter(ratee=number, by=at_hand.cadre, at=MORNING)
    exporting.tally(
        number=at_hand.number,
        purpose="",
        kind=ExportPurpose.MEETING,
        by=at_hand.officer,
        at=MORNING,
    )
    rows = Export.objects.order_by("pk").values_list("what", "purpose", "people")
    assert list(rows)[:3] == [
        ("letter", "留档", 1),
        ("letter", "留档", 1),
        ("letter", "本人留存", 1),
    ]
    assert rows[3][0] == "tally"
    assert (
        TrailRow.objects.filter(verb="rounds.export", subject_kind="ratee").count()
        == 2 + rows[3][2]
    )


def test_a_marked_word_file_says_so_in_every_footer_and_keeps_its_text() -> None:
    values = {"name": "虚甲", "title": "告知书", "date": "2026-11-22"}
    plain = render_word(default_template(), values)
    marked = marked_word(plain, MARK)
    assert marked == marked_word(plain, MARK)
    assert marked_word(plain, None) == plain
    before, after = Document(io.BytesIO(plain)), Document(io.BytesIO(marked))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert after.sections[0].footer.paragraphs[-1].text == MARK.line


def test_a_marked_pdf_is_the_same_each_time_and_another_than_the_plain_one() -> None:
    values = {"name": "虚甲", "title": "告知书", "date": "2026-11-22"}
    assert render_pdf(values, MARK) == render_pdf(values, MARK) != render_pdf(values)
