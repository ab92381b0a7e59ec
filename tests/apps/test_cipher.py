"""What lies sealed opens with its key, in its context, unaltered, and not otherwise."""

from pathlib import Path

import pytest

from dandang.kit.cipher import Unreadable, seal, unseal


def test_what_was_sealed_opens_again(tmp_path: Path) -> None:
    sealed = seal(tmp_path, "slips", "初始密码".encode(), context="slip:1")
    assert unseal(tmp_path, "slips", sealed, context="slip:1").decode() == "初始密码"


def test_the_same_value_never_looks_the_same(tmp_path: Path) -> None:
    assert len({seal(tmp_path, "slips", b"same", context="a") for _ in range(50)}) == 50


def test_another_context_does_not_open(tmp_path: Path) -> None:
    sealed = seal(tmp_path, "slips", b"secret", context="slip:1")
    with pytest.raises(Unreadable):
        unseal(tmp_path, "slips", sealed, context="slip:2")


def test_another_key_does_not_open(tmp_path: Path) -> None:
    sealed = seal(tmp_path, "slips", b"secret", context="a")
    with pytest.raises(Unreadable):
        unseal(tmp_path, "factors", sealed, context="a")


def test_a_changed_byte_does_not_open(tmp_path: Path) -> None:
    sealed = seal(tmp_path, "slips", b"secret", context="a")
    mark, _, text = sealed.partition(":")
    for place in (0, 5, 17, len(text) - 3):
        other = "A" if text[place] != "A" else "B"
        with pytest.raises(Unreadable):
            unseal(
                tmp_path, "slips", f"{mark}:{text[:place]}{other}{text[place + 1 :]}", context="a"
            )


def test_nonsense_does_not_open(tmp_path: Path) -> None:
    for sealed in ("", "x", "0:0", ":"):
        with pytest.raises(Unreadable):
            unseal(tmp_path, "slips", sealed, context="a")
