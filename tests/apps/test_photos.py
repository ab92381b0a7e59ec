"""Photos: whose they are, who sees them, what is kept of them."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from dandang.apps.archive import actions, queries
from dandang.apps.archive.models import Photo
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.apps.units.models import Unit
from dandang.formats.lists.key import key_of
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
