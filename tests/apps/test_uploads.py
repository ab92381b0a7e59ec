"""What was uploaded and never imported lies no longer than half a day, whoever uploads next."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from dandang.apps.grants import tasks
from dandang.kit import clock, uploads
from makers import NOW


def left_for(token: str, folder: Path, hours: int) -> None:
    then = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(folder / "uploads" / token, (then, then))


@pytest.mark.django_db
def test_the_hourly_work_throws_away_what_nobody_came_back_for(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    old, new = uploads.keep(b"old", at=NOW), uploads.keep(b"new", at=NOW)
    left_for(old, own_folders, 13)
    left_for(new, own_folders, 11)
    assert tasks.keep_house.call()["uploads"] == 1
    assert (uploads.content_of(old), uploads.content_of(new)) == (None, b"new")


def test_without_uploads_there_is_nothing_to_sweep(own_folders: Path) -> None:
    assert uploads.sweep(at=NOW) == 0
