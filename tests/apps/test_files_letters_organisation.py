"""Scans, letter templates and the county's settings."""

import io
from datetime import date

import docx
import pytest
from django.conf import settings
from PIL import Image

from dandang.apps.audit.models import TrailRow
from dandang.apps.files.actions import put_scan
from dandang.apps.files.queries import file_bytes
from dandang.apps.letters import actions as letters
from dandang.apps.letters import queries as letter_queries
from dandang.apps.organisation import actions as organisation
from dandang.apps.organisation import queries as county
from dandang.apps.organisation.models import CalendarDay, Setting
from dandang.apps.permits.actor import console
from dandang.apps.rounds import actions as rounds
from dandang.formats.letters import default_template
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import FileForm
from makers import make_actor
from round_at_hand import MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
OFFICE = console("测试")
DOCUMENT = organisation.LocalDocument("虚组〔2026〕1号", "虚构办法", MORNING.date())


def picture(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG", **more)
    return out.getvalue()


def test_a_photo_of_a_paper_loses_where_and_with_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Some Phone"
    taken = picture(exif=exif)
    assert b"Some Phone" in taken
    kept = file_bytes(put_scan(name="异议.jpg", content=taken, by=OFFICE, at=MORNING))
    assert b"Some Phone" not in kept.content
    assert kept.media_type == "image/jpeg"


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg onload=alert(1)>", b"MZ\x90", picture()[:200], b"\x89PNG\r\n\x1a\n"],
)
def test_what_is_no_pdf_or_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="wrong_kind"):
        put_scan(name="异议.pdf", content=content, by=OFFICE, at=MORNING)


def test_a_picture_of_too_many_points_and_a_file_too_large_are_refused() -> None:
    huge = io.BytesIO()
    Image.new("1", (6000, 6000)).save(huge, "PNG")
    with pytest.raises(Refusal, match="wrong_kind"):
        put_scan(name="大图.png", content=huge.getvalue(), by=OFFICE, at=MORNING)
    with pytest.raises(Refusal, match="too_large"):
        put_scan(name="a.pdf", content=b"%PDF-" + bytes(10 * 2**20), by=OFFICE, at=MORNING)


def test_the_same_scan_lies_once_on_disk_and_never_under_its_name() -> None:
    for name in ("甲.pdf", "../../乙.pdf"):
        put_scan(name=name, content=b"%PDF-1.4 same", by=OFFICE, at=MORNING)
    kept = [place for place in settings.FILES.rglob("*") if place.is_file()]
    assert len(kept) == 1
    assert not set("甲乙") & set(kept[0].name)


def test_an_unknown_scan_does_not_exist() -> None:
    with pytest.raises(NotFound):
        file_bytes(404)


def edited(text: str) -> bytes:
    document = docx.Document(io.BytesIO(default_template()))
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_edited_template_draws_later_letters_and_leaves_issued_ones() -> None:
    at_hand = RoundAtHand(seed()).to_review().publish()
    chief = make_actor(Role.ORGANISER_OFFICER, unit=at_hand.house.county)
    letters.put_template(
        kind=letters.RESULT_LETTER,
        name="红头.docx",
        content=edited("本县自定条款：{{ name }}"),
        by=chief,
        at=MORNING,
    )
    old = letter_queries.word(kind="result", subject_kind="ratee", number=str(at_hand.ratee(0).pk))
    assert "本县自定条款" not in words(old)
    rounds.reissue(ratee=at_hand.ratee(0).pk, by=at_hand.officer, at=MORNING)
    new = letter_queries.word(kind="result", subject_kind="ratee", number=str(at_hand.ratee(0).pk))
    assert f"本县自定条款：{at_hand.ratee(0).line.name}" in words(new)


def words(content: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)


def test_a_template_with_an_unknown_field_is_refused_by_its_name() -> None:
    chief = make_actor(Role.ORGANISER_OFFICER, unit=seed().county)
    with pytest.raises(Refusal) as refused:
        letters.put_template(
            kind=letters.RESULT_LETTER,
            name="x.docx",
            content=edited("{{ salary }}"),
            by=chief,
            at=MORNING,
        )
    assert refused.value.values == {"fields": "salary"}


def test_the_countys_template_and_settings_need_the_whole_county() -> None:
    house = seed()
    near = make_actor(Role.ORGANISER_OFFICER, unit=house.near.unit)
    with pytest.raises(NotPermitted):
        letters.put_template(
            kind="result", name="x.docx", content=default_template(), by=near, at=MORNING
        )
    with pytest.raises(NotPermitted):
        organisation.set_setting(key="a", value="b", document=DOCUMENT, by=near, at=MORNING)


def test_no_box_opens_before_the_networks_class_is_on_record() -> None:
    at_hand = RoundAtHand(seed()).make().freeze().print()
    Setting.objects.filter(key="booth.beside_archive").delete()
    with pytest.raises(Refusal, match="booth_not_allowed"):
        rounds.open_round(number=at_hand.number, by=at_hand.officer, at=MORNING)
    system = make_actor(Role.SYSTEM_OFFICER, unit=at_hand.house.county)
    with pytest.raises(Refusal, match="document_missing"):
        organisation.allow_booth(document=" ", by=system, at=MORNING)
    chief = make_actor(Role.ORGANISER_OFFICER, unit=at_hand.house.county)
    with pytest.raises(NotPermitted):
        organisation.allow_booth(document="虚1号", by=chief, at=MORNING)
    with pytest.raises(Refusal, match="network_by_system_officer"):
        organisation.set_setting(
            key="booth.beside_archive", value="yes", document=DOCUMENT, by=chief, at=MORNING
        )
    organisation.allow_booth(document="虚网安〔2026〕3号", by=system, at=MORNING)
    rounds.open_round(number=at_hand.number, by=at_hand.officer, at=MORNING)


def test_the_organisation_corrects_its_calendar_and_deadlines_follow() -> None:
    monday = date(2026, 11, 23)
    assert county.calendar().deadline(date(2026, 11, 20), 1).day == monday
    CalendarDay.objects.create(day=monday, working=False, document="虚府〔2026〕9号")
    assert county.calendar().deadline(date(2026, 11, 20), 1).day == date(2026, 11, 24)


def test_a_deadline_beyond_the_published_calendar_is_provisional() -> None:
    assert county.calendar().deadline(date(2026, 12, 30), 5).provisional
    assert not county.calendar().deadline(date(2026, 11, 20), 5).provisional


def test_an_exported_letter_and_tally_stand_on_the_trail_with_their_purpose() -> None:
    at_hand = RoundAtHand(seed()).to_review().publish()
    ratee = at_hand.ratee(2)
    rounds.letter(ratee=ratee.pk, form=FileForm.PDF, purpose="送达", by=at_hand.officer, at=MORNING)
    with pytest.raises(Refusal, match="purpose_missing"):
        rounds.tally(number=at_hand.number, purpose=" ", by=at_hand.officer, at=MORNING)
    rounds.tally(number=at_hand.number, purpose="报县委", by=at_hand.officer, at=MORNING)
    rows = TrailRow.objects.filter(verb="rounds.export").order_by("pk")
    assert [(row.person, row.purpose) for row in rows] == [
        (ratee.line.person_id, "送达"),
        (None, "报县委"),
        *[(at_hand.ratee(place).line.person_id, "报县委") for place in range(3)],
    ]
    with pytest.raises(NotPermitted):
        rounds.letter(
            ratee=ratee.pk, form=FileForm.PDF, purpose="x", by=at_hand.panellist, at=MORNING
        )
