"""A restore that fails, wherever it fails, leaves an empty house with its keys."""

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dandang.apps.permits.actor import console
from dandang.terms.refusal import Refusal
from dandang.upkeep import restore
from makers import NOW

KEPT = {"keys/session", "running.lock"}


@pytest.fixture
def laid(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder into which a restore has put its files, without a database behind it."""
    (own_folders / "keys").unlink()
    for name in (*KEPT, "files/ab/abc", "files/ab/abd.part", "boxes/a.closed", "upkeep/records"):
        place = own_folders / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("x")
    monkeypatch.setattr(restore, "renew_connection", lambda: None)
    monkeypatch.setattr(restore, "empty_database", lambda: None)
    return own_folders


def left(data: Path) -> set[str]:
    return {str(each.relative_to(data)) for each in data.rglob("*") if each.is_file()}


def test_half_a_file_is_taken_out_too(laid: Path) -> None:
    with pytest.raises(Refusal, match=r"upkeep\.not_restored"), restore._or_empty_again():
        raise OSError
    assert left(laid) == KEPT


@pytest.mark.parametrize("step", ["compared_tables", "_repeat", "_record"])
def test_it_is_empty_again_at_whatever_step_it_failed(
    laid: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fails(*said: Any, **told: Any) -> None:
        raise OSError(step)

    quiet = {
        "require_empty": None,
        "load_tables": None,
        "compared_tables": (),
        "_restore_files": (),
        "call_command": None,
        "_repeat": True,
        "_record": None,
    }
    for name, gives in quiet.items():
        monkeypatch.setattr(restore, name, lambda *said, _gives=gives, **told: _gives)
    monkeypatch.setattr(restore.schema, "pending", list)
    monkeypatch.setattr(restore, step, fails)
    manifest = SimpleNamespace(open_boxes=("box",), keys={})
    backup: Any = SimpleNamespace(check=nullcontext, manifest=manifest)
    with pytest.raises(Refusal, match=r"upkeep\.not_restored"):
        restore.restore(backup=backup, by=console("测试"), at=NOW)
    assert left(laid) == KEPT
