"""Sealed texts open with their key and in their place alone."""

from pathlib import Path

import pytest

from dandang.kit import cipher
from dandang.terms.refusal import Refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def test_what_was_sealed_opens_again_and_never_looks_the_same_twice(folder: Path) -> None:
    first = cipher.seal(folder, "fields", "虚甲".encode(), context="row:1")
    second = cipher.seal(folder, "fields", "虚甲".encode(), context="row:1")
    assert first != second
    assert cipher.unseal(folder, "fields", first, context="row:1") == "虚甲".encode()


def test_a_key_is_a_file_that_only_its_owner_reads(folder: Path) -> None:
    cipher.seal(folder, "fields", b"a", context="row:1")
    assert [oct(place.stat().st_mode & 0o777) for place in folder.iterdir()] == ["0o600"]


def test_a_text_moved_to_another_row_does_not_open(folder: Path) -> None:
    sealed = cipher.seal(folder, "fields", b"a", context="row:1")
    with pytest.raises(Refusal, match="damaged"):
        cipher.unseal(folder, "fields", sealed, context="row:2")


@pytest.mark.parametrize("place", [-1, -10, 20])
def test_a_changed_text_does_not_open(folder: Path, place: int) -> None:
    sealed = cipher.seal(folder, "fields", b"abcdefgh", context="row:1")
    other = "A" if sealed[place] != "A" else "Q"
    changed = sealed[:place] + other + sealed[place:][1:]
    with pytest.raises(Refusal, match="damaged"):
        cipher.unseal(folder, "fields", changed, context="row:1")


def test_the_newest_key_seals_and_every_key_opens(folder: Path) -> None:
    old = cipher.seal(folder, "fields", b"a", context="row:1")
    made = cipher.add_key(folder, "fields")
    new = cipher.seal(folder, "fields", b"b", context="row:1")
    assert new.startswith(cipher.prefix(made))
    assert not old.startswith(cipher.prefix(made))
    assert cipher.unseal(folder, "fields", old, context="row:1") == b"a"


def test_a_missing_key_is_named_with_what_to_do(folder: Path) -> None:
    sealed = cipher.seal(folder, "fields", b"a", context="row:1")
    for place in folder.iterdir():
        place.unlink()
    with pytest.raises(Refusal) as caught:
        cipher.unseal(folder, "fields", sealed, context="row:1")
    assert caught.value.code == "keys.missing"
    assert caught.value.values["key"] == sealed.split(".")[1]


def test_a_key_file_with_another_key_in_it_is_refused(folder: Path) -> None:
    sealed = cipher.seal(folder, "fields", b"a", context="row:1")
    next(folder.iterdir()).write_text("0" * 64)
    with pytest.raises(Refusal, match="wrong"):
        cipher.unseal(folder, "fields", sealed, context="row:1")


def test_rings_of_other_names_do_not_meet(folder: Path) -> None:
    sealed = cipher.seal(folder, "fields", b"a", context="row:1")
    cipher.seal(folder, "codes", b"a", context="row:1")
    with pytest.raises(Refusal, match="missing"):
        cipher.unseal(folder, "codes", sealed, context="row:1")


@pytest.mark.parametrize("text", ["", "a", "d1.", "d1.1-00000000.", "d2.1-00000000.AAAA"])
def test_what_is_no_sealed_text_is_refused(folder: Path, text: str) -> None:
    with pytest.raises(Refusal, match="damaged"):
        cipher.unseal(folder, "fields", text, context="row:1")
