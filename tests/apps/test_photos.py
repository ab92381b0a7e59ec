"""Photos: whose they are, who sees them, what is kept of them."""

import io
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from PIL import Image

from dandang.apps.archive import actions, queries
from dandang.apps.archive.models import Person, Photo
from dandang.apps.audit.models import TrailRow
from dandang.apps.files import actions as files
from dandang.apps.files.models import File
from dandang.apps.permits.actor import console
from dandang.apps.units.models import Unit
from dandang.formats.lists.key import key_of
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from formats.test_photo_zip import packed, picture
from makers import NOW, make_actor, make_person, make_unit

pytestmark = pytest.mark.django_db
CONSOLE = console("测试")


@pytest.fixture
def bureau() -> Unit:
    return make_unit("县财政局", parent=make_unit("虚构县"))


def test_a_photo_is_kept_as_a_small_square_without_metadata(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "某牌相机"
    Image.new("RGB", (900, 1200), "grey").save(out, "JPEG", exif=exif)
    actions.put_photo(person=person.pk, name="a.jpg", content=out.getvalue(), by=CONSOLE, at=NOW)
    kept = queries.photo(CONSOLE, person.pk)
    with Image.open(io.BytesIO(kept.content)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (240, 240), {})
    row = TrailRow.objects.get(verb="archive.edit")
    assert (row.person, row.details) == (person.pk, {"change": "photo"})


def test_the_same_photo_again_is_nothing_new_and_another_takes_its_place(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")

    def put(content: bytes) -> bool:
        return actions.put_photo(
            person=person.pk, name="a.jpg", content=content, by=CONSOLE, at=NOW
        )

    assert [put(picture("grey")), put(picture("grey")), put(picture("white"))] == [
        True,
        False,
        True,
    ]
    assert Photo.objects.count() == 1


def test_who_may_not_read_the_file_sees_no_photo(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    actions.put_photo(person=person.pk, name="a.jpg", content=picture(), by=CONSOLE, at=NOW)
    other = make_actor(Role.UNIT_HEAD, unit=make_unit("县审计局", parent=bureau.parent))
    with pytest.raises(NotFound):
        queries.photo(other, person.pk)
    own = make_actor(Role.CADRE, person=person)
    assert queries.photo(own, person.pk).media_type == "image/jpeg"
    head = make_actor(Role.UNIT_HEAD, unit=bureau)
    with pytest.raises(NotPermitted):
        actions.put_photo(person=person.pk, name="a.jpg", content=picture(), by=head, at=NOW)
    with pytest.raises(NotPermitted):
        actions.put_photos(data=b"", by=head, at=NOW)


@pytest.mark.parametrize("content", [b"%PDF-1.4 ", b"GIF89a", b""])
def test_only_a_picture_is_a_photo(bureau: Unit, content: bytes) -> None:
    person = make_person(bureau, "虚一")
    with pytest.raises(Refusal, match=r"files\.wrong_kind"):
        actions.put_photo(person=person.pk, name="a.jpg", content=content, by=CONSOLE, at=NOW)


def test_many_photos_find_their_people_by_name_or_key(bureau: Unit) -> None:
    one, two = make_person(bureau, "虚一"), make_person(bureau, "虚二")
    key = key_of("people", two.pk)
    data = packed({"虚 一.jpg": picture(), f"虚二_{key}.png": picture("white", kind="PNG")})
    plan = actions.put_photos(data=data, dry_run=True, by=CONSOLE, at=NOW)
    assert [(line.person, line.before) for line in plan.taken] == [
        (one.pk, False),
        (two.pk, False),
    ]
    assert Photo.objects.count() == 0
    assert not Path(settings.FILES).exists()
    actions.put_photos(data=data, by=CONSOLE, at=NOW)
    assert Photo.objects.count() == 2
    again = actions.put_photos(data=data, by=CONSOLE, at=NOW)
    assert (again.lines, again.same) == ((), 2)


def test_a_photo_of_nobody_of_several_or_twice_stops_them_all(bureau: Unit) -> None:
    make_person(bureau, "虚一")
    make_person(bureau, "虚一")
    two = make_person(bureau, "虚二")
    data = packed(
        {
            "无此人.jpg": picture(),
            "虚一.jpg": picture(),
            "虚二.jpg": picture(),
            f"{key_of('people', two.pk)}.jpg": picture("white"),
            "虚三.jpg": b"x",
        }
    )
    make_person(bureau, "虚三")
    plan = actions.put_photos(data=data, dry_run=True, by=CONSOLE, at=NOW)
    assert sorted((line.file, line.code) for line in plan.problems) == [
        ("无此人.jpg", "photos.nobody"),
        ("虚一.jpg", "photos.several"),
        ("虚三.jpg", "files.wrong_kind"),
        ("虚二.jpg", "photos.twice"),
    ]
    with pytest.raises(Refusal, match=r"photos\.has_problems"):
        actions.put_photos(data=data, by=CONSOLE, at=NOW)
    assert Photo.objects.count() == 0


def bytes_kept() -> set[str]:
    return {place.name for place in Path(settings.FILES).glob("??/*")}


def after_the_sweep() -> set[str]:
    files.sweep(at=datetime.now(BEIJING) + timedelta(hours=2))
    return bytes_kept()


def put(person: Person, colour: str) -> str:
    actions.put_photo(person=person.pk, name="a.jpg", content=picture(colour), by=CONSOLE, at=NOW)
    return Photo.objects.get(person=person).file.digest


def test_the_bytes_of_a_replaced_photo_are_gone_and_those_of_the_new_one_stay(
    bureau: Unit,
) -> None:
    person = make_person(bureau, "虚一")
    old, new = put(person, "grey"), put(person, "white")
    assert bytes_kept() == {old, new}
    assert list(File.objects.values_list("digest", flat=True)) == [new]
    assert after_the_sweep() == {new}


def test_a_removed_photo_is_gone_from_the_page_the_register_and_the_store(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    put(person, "grey")
    actions.remove_photo(person=person.pk, by=CONSOLE, at=NOW)
    with pytest.raises(NotFound):
        queries.photo(CONSOLE, person.pk)
    assert (File.objects.count(), after_the_sweep()) == (0, set())
    row = TrailRow.objects.filter(verb="archive.edit").first()
    assert (row.person, row.details) == (person.pk, {"change": "photo_removed"})
    with pytest.raises(Refusal, match=r"^photos\.nothing_kept$"):
        actions.remove_photo(person=person.pk, by=CONSOLE, at=NOW)


def test_bytes_that_another_file_needs_stay(bureau: Unit) -> None:
    one, other = make_person(bureau, "虚一"), make_person(bureau, "虚二")
    assert put(one, "grey") == put(other, "grey")
    actions.remove_photo(person=one.pk, by=CONSOLE, at=NOW)
    assert after_the_sweep() == {Photo.objects.get(person=other).file.digest}


def test_bytes_of_an_act_under_way_are_not_swept(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    put(person, "grey")
    actions.remove_photo(person=person.pk, by=CONSOLE, at=NOW)
    assert files.sweep(at=datetime.now(BEIJING) + timedelta(minutes=50)) == 0
    assert len(bytes_kept()) == 1


def test_bytes_that_come_again_are_as_new(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    digest = put(person, "grey")
    place = files.place_of(digest)
    os.utime(place, (0, 0))
    actions.remove_photo(person=person.pk, by=CONSOLE, at=NOW)
    with transaction.atomic():
        files.put_scan(name="a.jpg", content=picture("grey"), side=240, by=CONSOLE, at=NOW)
        File.objects.all().delete()
        assert files.sweep(at=datetime.now(BEIJING)) == 0


def test_who_may_not_edit_the_file_removes_no_photo(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    put(person, "grey")
    leader = make_actor(Role.LEADER, unit=bureau)
    with pytest.raises(NotPermitted):
        actions.remove_photo(person=person.pk, by=leader, at=NOW)
    assert Photo.objects.count() == 1
