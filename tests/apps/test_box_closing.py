"""Closing is killed at every line it runs, and goes on from there."""

import os
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from dandang.apps.box import closing, layout
from dandang.apps.box.slots import Box, prepare

SIZE = 31
FOLDER = str(Path(closing.__file__).parent)


def _killed_at(line: int, old: Path, new: Path) -> bool:
    """Close in a child that kills itself at its n-th line of box code; whether it got that far."""
    child = os.fork()
    if child == 0:
        left = line

        def trace(frame: FrameType, event: str, arg: object) -> Any:
            nonlocal left
            if not frame.f_code.co_filename.startswith(FOLDER):
                return None
            if event == "line":
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        closing.close(old, new)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_closing_goes_on_wherever_it_was_killed(tmp_path: Path) -> None:
    whole = tmp_path / "whole.box"
    rng = Random(3)
    ballots = {rng.getrandbits(63): rng.randbytes(SIZE) for _ in range(6)}
    prepare(whole, [(key, 1) for key in (*ballots, 1, 2)], SIZE)
    box = Box(whole)
    box.move_to(layout.OPEN)
    for key, content in ballots.items():
        box.put(key, content)
    box.close()
    expected = Counter((1, content) for content in ballots.values())
    line = 0
    while True:
        line += 1
        folder = tmp_path / str(line)
        folder.mkdir()
        old, new = folder / "a.box", folder / "a.closed"
        shutil.copy(whole, old)
        killed = _killed_at(line, old, new)
        # Killed twice in a row, the second time a few lines further.
        if killed:
            _killed_at(line // 2 + 3, old, new)
        closing.close(old, new)
        assert [path.name for path in folder.iterdir()] == ["a.closed"], line
        assert Counter(closing.read(new)) == expected, line
        assert new.stat().st_mode & 0o777 == 0o400
        if not killed:
            break
    assert line > 60


def test_a_missing_box_is_not_taken_for_a_closed_one(tmp_path: Path) -> None:
    try:
        closing.close(tmp_path / "a.box", tmp_path / "a.closed")
    except FileNotFoundError:
        assert not (tmp_path / "a.closed").exists()
    else:
        raise AssertionError("closed what was not there")
