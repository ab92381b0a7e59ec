"""`dandang demo` as a user has it: made once, served, stopped, served again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dandang.cli.serving import port_is_free

SECONDS = 120


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path) -> dict[str, str]:
    # Never the database that the tests themselves were pointed at.
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**env, "DANDANG_DATA": str(folder)}


class Demo:
    """A running `dandang demo`."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.port = _free_port()
        self.said = ""
        command = [sys.executable, "-m", "dandang", "demo", "--port", str(self.port), *words]
        self.process = subprocess.Popen(
            command, env=_environment(folder), stdout=subprocess.PIPE, text=True
        )

    def page(self, path: str) -> int:
        """The status of a page, once the site has said that it runs."""
        assert self.process.stdout is not None
        until = time.monotonic() + SECONDS
        while "Ctrl+C" not in self.said and time.monotonic() < until:
            line = self.process.stdout.readline()
            assert line, "it ended before it was ready"
            self.said += line
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            return int(answer.status)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Its exit code after a signal."""
        self.process.send_signal(number)
        code = self.process.wait(SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("demo") / "var"


def test_it_is_made_served_stopped_and_served_again_as_it_was(folder: Path) -> None:
    first = Demo(folder)
    assert first.page("/") == 200
    assert first.page("/b/3/") == 200
    assert "officer " in first.said
    assert "/b/3/#" in first.said
    assert first.stop() == 0
    made = (folder / "demo.json").read_text()
    again = Demo(folder)
    assert again.page("/") == 200
    assert again.stop(signal.SIGINT) == 0
    assert (folder / "demo.json").read_text() == made


def test_killed_it_leaves_nothing_running_and_starts_again(folder: Path) -> None:
    killed = Demo(folder)
    assert killed.page("/") == 200
    assert killed.stop(signal.SIGKILL) == -signal.SIGKILL
    until = time.monotonic() + SECONDS
    while not port_is_free("127.0.0.1", killed.port) and time.monotonic() < until:
        time.sleep(0.1)
    assert port_is_free("127.0.0.1", killed.port)
    again = Demo(folder)
    assert again.page("/") == 200
    assert again.stop() == 0


def test_it_leaves_a_folder_alone_that_is_not_a_demos(tmp_path: Path) -> None:
    (tmp_path / "dandang.sqlite3").write_text("of worth")
    done = subprocess.run(
        [sys.executable, "-m", "dandang", "demo", "--reset", "--port", str(_free_port())],
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 2
    assert str(tmp_path) in done.stderr
    assert (tmp_path / "dandang.sqlite3").read_text() == "of worth"


def test_there_is_nothing_to_count_before_there_is_a_demo(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dandang", "demo", "--counts"],
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 2
    assert str(tmp_path) in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_says_so_when_the_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "dandang", "demo", "--port", str(port)],
            env=_environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert list(tmp_path.iterdir()) == []
