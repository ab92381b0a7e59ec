"""Photos in a zip are read as offices pack them; what could hurt is refused."""

import io
import zipfile

import pytest
from PIL import Image

from dandang.formats.photo_zip import photos
from dandang.terms.refusal import Refusal


def picture(colour: str = "grey", size: tuple[int, int] = (300, 400), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_photos_are_found_in_folders_by_their_names_and_other_files_left_out() -> None:
    data = packed(
        {"照片/虚一.jpg": b"1", "虚二.PNG": b"2", "说明.txt": b"x", "__MACOSX/._虚一.jpg": b"3"}
    )
    assert [(one.name, one.stem) for one in photos(data)] == [
        ("虚一.jpg", "虚一"),
        ("虚二.PNG", "虚二"),
    ]


def test_names_written_by_windows_are_read() -> None:
    data = packed({"AAAA.jpg": b"1"}).replace(b"AAAA", "虚一".encode("gb18030"))
    assert photos(data)[0].stem == "虚一"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"nothing", "photos.not_a_zip"),
        (packed({"x.txt": b"1"}), "photos.none"),
        (packed({"a.jpg": b"1"})[:-30], "photos.not_a_zip"),
    ],
    ids=["no zip", "no photos", "cut off"],
)
def test_what_is_no_zip_of_photos_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        photos(data)


def test_a_bomb_among_the_photos_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jpg", b"\0" * 9_000_000)
    with pytest.raises(Refusal, match=r"photos\.one_too_large"):
        photos(out.getvalue())


def test_too_many_photos_are_refused() -> None:
    with pytest.raises(Refusal, match=r"photos\.too_many"):
        photos(packed({f"{number}.jpg": b"" for number in range(2001)}))
