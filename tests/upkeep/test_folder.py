"""What a backup takes from the data folder, and what it leaves there."""

from pathlib import Path

import pytest
from django.conf import settings

from dandang.upkeep import folder, locked_keys, records


def laid(data: Path, *names: str) -> None:
    for name in names:
        place = data / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("x")


def test_what_is_taken_and_what_stays(own_folders: Path) -> None:
    laid(
        own_folders,
        "dandang.sqlite3",
        "dandang.sqlite3-wal",
        "demo.json",
        "running.lock",
        "boxes/open.box",
        "boxes/open.box-journal",
        "boxes/shut.closed",
        "boxes/half.closed.part",
        "files/ab/abc",
        "files/ab/abd.part",
        "templates/letter.docx",
        "upkeep/records.json",
        "upkeep/before.tar",
        "uploads/0123abcd",
        ".dandang-left-over/table",
    )
    assert [found.name for found in folder.taken()] == [
        "demo.json",
        "boxes/shut.closed",
        "files/ab/abc",
        "templates/letter.docx",
    ]


def test_a_folder_moved_to_another_disk_is_taken_and_a_circle_ends(
    own_folders: Path, tmp_path: Path
) -> None:
    laid(tmp_path, "ab/abc")
    (own_folders / "files").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(own_folders)
    assert "files/ab/abc" in [found.name for found in folder.taken()]


@pytest.mark.usefixtures("own_folders")
def test_a_key_on_record_stays_as_it_was_first_seen() -> None:
    records.note_keys({"sealed": "1111", "session": "2222"})
    records.note_keys({"sealed": "9999", "box": "3333"})
    assert records.wanted_keys() == {"sealed": "1111", "session": "2222", "box": "3333"}
    records.forget_keys(["box"])
    assert records.wanted_keys() == {"sealed": "1111", "session": "2222"}
    missing, different = locked_keys.not_as({"absent": "1", "session": "2"}, Path(settings.KEYS))
    # Who was signed in is no loss.
    assert (missing, different) == (("absent",), ())


def test_a_fingerprint_is_no_part_of_its_key() -> None:
    told = locked_keys.fingerprints({"sealed": b"0123456789abcdef" * 4})
    assert told["sealed"] != locked_keys.fingerprints({"sealed": b"another"})["sealed"]
    assert len(told["sealed"]) == 16
    assert told["sealed"].encode() not in b"0123456789abcdef" * 4
