"""Keys of an installation: whole or not there, never overwritten, refused when they are none."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dandang.kit import keys
from dandang.kit.keys import key
from dandang.terms.refusal import Refusal
from dandang.upkeep.locked_keys import read_keys


def names_in(folder: Path) -> list[str]:
    return [place.name for place in folder.iterdir()]


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    made = key(tmp_path / "keys", "box")
    assert key(tmp_path / "keys", "box") == made
    assert len(bytes.fromhex(made)) == 32
    assert stat.S_IMODE((tmp_path / "keys/box").stat().st_mode) == 0o600
    assert names_in(tmp_path / "keys") == ["box"]


def during_the_write(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    fsync = os.fsync

    def watched(handle: int) -> None:
        happens()
        fsync(handle)

    monkeypatch.setattr(keys.os, "fsync", watched)


def test_a_key_is_not_seen_before_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, int]] = []

    def look() -> None:
        place = tmp_path / "keys/box"
        seen.append((place.exists(), place.stat().st_size if place.exists() else 0))

    during_the_write(monkeypatch, look)
    key(tmp_path / "keys", "box")
    assert seen == [(False, 0), (True, 64)]


def test_the_key_of_another_process_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, other = tmp_path / "keys/box", "a1" * 32
    during_the_write(monkeypatch, lambda: place.exists() or place.write_text(other))
    assert key(tmp_path / "keys", "box") == other
    assert names_in(tmp_path / "keys") == ["box"]


@pytest.mark.parametrize("held", ["", "a1", "a1" * 32 + "\n", "zz" * 32, "A1" * 32, "密" * 64])
def test_what_is_no_key_is_refused_and_left_alone(tmp_path: Path, held: str) -> None:
    place = tmp_path / "box"
    place.write_text(held, "utf-8")
    with pytest.raises(Refusal, match=r"keys\.unreadable"):
        key(tmp_path, "box")
    assert place.read_text("utf-8") == held


def test_a_command_says_which_key_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/session").write_text("")
    told = subprocess.run(
        [sys.executable, "-m", "dandang.cli.main", "keys", "status"],
        env={**os.environ, "DANDANG_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("密钥文件 keys/session 不是 64 位十六进制数")


def test_half_a_key_goes_into_no_backup(tmp_path: Path) -> None:
    made = key(tmp_path, "box")
    (tmp_path / ".box.0a1b2c3d.part").write_text("a1")
    assert read_keys(tmp_path) == {"box": made.encode()}
