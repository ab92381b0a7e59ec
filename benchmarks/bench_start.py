"""From a fresh clone with an empty HOME to the first page of the demo, and a second start."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks import Figure

NAME = "Starting the demo: make demo in a fresh clone, and again"

ROOT = Path(__file__).resolve().parent.parent
FIRST_SECONDS = 90
SECOND_SECONDS = 5
_PATIENCE = 600


def run() -> list[Figure]:
    """Clone, start, fetch the first page, stop, start again."""
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        clone, home = Path(folder) / "dandang", Path(folder) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        first = start(clone, home)
        second = start(clone, home)
    return [
        Figure("fresh clone to first page", first, "s", FIRST_SECONDS),
        Figure("second start to first page", second, "s", SECOND_SECONDS),
    ]


def start(clone: Path, home: Path) -> float:
    """Seconds from `make demo` to its first page; the demo is stopped again."""
    port = _free_port()
    begun = time.monotonic()
    make = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        env=_environment(home),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _answers(port):
            if make.poll() is not None or time.monotonic() - begun > _PATIENCE:
                raise RuntimeError("make demo did not come to a first page")
            time.sleep(0.05)
        return time.monotonic() - begun
    finally:
        os.killpg(make.pid, signal.SIGTERM)
        make.wait()
        _wait_until_free(port)


def _environment(home: Path) -> dict[str, str]:
    """What this process has, without its virtual environment, its data and its database."""
    left_out = (
        "DANDANG_",
        "DATABASE_URL",
        "DJANGO_",
        "VIRTUAL_ENV",
        "PYTHON",
        "XDG_",
        "MAKE",
        "MFLAGS",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    path = [part for part in kept["PATH"].split(os.pathsep) if not part.startswith(str(ROOT))]
    python = shutil.which("python3", path=os.pathsep.join(path)) or "python3"
    return {**kept, "HOME": str(home), "PATH": os.pathsep.join(path), "PYTHON": python}


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait_until_free(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                time.sleep(0.1)
            else:
                return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
