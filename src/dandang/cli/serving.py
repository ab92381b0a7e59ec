"""Running the site: the web server and one background worker as children of this process."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

from dandang.upkeep.running import site_runs

# One process: its threads share one hold on each box, so that votes queue in memory instead of on
# the file, and those that wait for the same disk are committed together: more threads, more votes.
WORKERS = 1
THREADS = 16

_GRACE_SECONDS = 10.0
_READY_SECONDS = 60.0
_DIE_WITH_PARENT = 1


def port_is_free(host: str, port: int) -> bool:
    """Whether the site could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def pending_migrations() -> bool:
    """Whether the main database lacks tables or columns that this version needs."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def address(host: str, port: int) -> str:
    """The site's address, for people."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(
    *,
    data: Path,
    host: str,
    port: int,
    workers: int = WORKERS,
    threads: int = THREADS,
    when_ready: Callable[[], None] | None = None,
) -> int:
    """Run the site until it is told to stop; 0 after an orderly stop, 1 when the server died.

    SIGTERM and SIGINT stop both children; requests and the running task are finished first. While
    it runs, nothing else may exchange what lies in `data` or in the database.
    """
    with site_runs(data):
        return _serve(host, port, workers, threads, when_ready)


def _serve(
    host: str, port: int, workers: int, threads: int, when_ready: Callable[[], None] | None
) -> int:
    house = _House()
    server = house.start(_server_command(host, port, workers, threads))
    if not house.wait_for(server, host, port):
        house.stop()
        return 0 if house.told_to_stop else 1
    worker = house.start(_worker_command())
    if when_ready is not None:
        when_ready()
    while not house.told_to_stop:
        if server.poll() is not None:
            break
        if worker.poll() is not None:
            time.sleep(1)
            worker = house.start(_worker_command())
        time.sleep(0.2)
    house.stop()
    return 0 if house.told_to_stop else 1


def _server_command(host: str, port: int, workers: int, threads: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--no-ws", "--http", "1", "--no-access-log", "--log-level", "error"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "8"),
        "dandang.project.wsgi:application",
    ]


def _worker_command() -> list[str]:
    return [
        *(sys.executable, "-m", "django", "db_worker", "--queue-name", "*"),
        *("--interval", "2", "--verbosity", "0", "--settings", "dandang.project.settings"),
    ]


class _House:
    """The children of this process, and whether it has been told to stop."""

    def __init__(self) -> None:
        self.told_to_stop = False
        self._children: list[subprocess.Popen[bytes]] = []
        signal.signal(signal.SIGTERM, self._told)
        signal.signal(signal.SIGINT, self._told)

    def _told(self, number: int, frame: FrameType | None) -> None:
        self.told_to_stop = True

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a child; it does not outlive this process."""
        # A session of its own, so that Ctrl+C reaches the child once, from here.
        end = partial(_end_with_parent, os.getpid())
        child = subprocess.Popen(command, preexec_fn=end, start_new_session=True)
        self._children.append(child)
        return child

    def wait_for(self, server: subprocess.Popen[bytes], host: str, port: int) -> bool:
        """Whether the server came to listen, before it died or this process was told to stop."""
        until = time.monotonic() + _READY_SECONDS
        while server.poll() is None and not self.told_to_stop and time.monotonic() < until:
            try:
                socket.create_connection((host, port), timeout=0.2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return True
        return False

    def stop(self) -> None:
        """Ask every child to end, and end those that do not."""
        alive = [child for child in self._children if child.poll() is None]
        for child in alive:
            child.terminate()
        until = time.monotonic() + _GRACE_SECONDS
        for child in alive:
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _end_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
