"""The data folder of a demo: what may be deleted, and what is never touched."""

from pathlib import Path

import pytest

from dandang.demo.folder import (
    Folder,
    Marker,
    as_left,
    clear,
    look,
    read_marker,
    shape,
    write_marker,
)


def test_a_folder_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    assert look(tmp_path / "var") is Folder.EMPTY


def test_keys_alone_and_a_database_never_written_make_no_installation(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "dandang.sqlite3").touch()
    assert look(tmp_path) is Folder.EMPTY


@pytest.mark.parametrize("name", ["dandang.sqlite3", "files", "report.docx"])
def test_a_folder_with_anything_else_and_no_marker_is_foreign(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("of worth")
    assert look(tmp_path) is Folder.FOREIGN


def test_a_file_in_the_folders_place_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "var"
    path.write_text("of worth")
    assert look(path) is Folder.FOREIGN


def test_a_foreign_folder_is_not_cleared(tmp_path: Path) -> None:
    path = tmp_path / "dandang.sqlite3"
    path.write_text("of worth")
    with pytest.raises(ValueError, match="not a demo's folder"):
        clear(tmp_path)
    assert path.read_text() == "of worth"


def test_an_interrupted_demo_is_known_as_half_made(tmp_path: Path) -> None:
    write_marker(tmp_path, Marker(ready=False))
    (tmp_path / "dandang.sqlite3").write_text("half")
    assert look(tmp_path) is Folder.HALF_MADE


def test_clearing_a_demo_takes_all_of_it(tmp_path: Path) -> None:
    write_marker(tmp_path, Marker(ready=True))
    (tmp_path / "boxes").mkdir()
    (tmp_path / "boxes" / "one").touch()
    (tmp_path / "dandang.sqlite3").write_text("whole")
    assert look(tmp_path) is Folder.READY
    clear(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_marker_says_what_was_written(tmp_path: Path) -> None:
    marker = Marker(ready=True, slips=("b/3/#ABC",), shape="0123")
    write_marker(tmp_path, marker)
    assert read_marker(tmp_path) == marker


def test_a_broken_marker_is_none(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text("{")
    assert read_marker(tmp_path) is None


def test_a_demo_of_other_tables_or_another_database_is_not_as_left(tmp_path: Path) -> None:
    write_marker(tmp_path, Marker(ready=True, shape=shape("")))
    assert as_left(tmp_path, "")
    assert not as_left(tmp_path, "postgresql://elsewhere")
    write_marker(tmp_path, Marker(ready=False, shape=shape("")))
    assert not as_left(tmp_path, "")
