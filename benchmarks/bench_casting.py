"""Casting over HTTP: 16 clients against one real server, all on the cores of this machine."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from benchmarks import Figure

NAME = "Casting over HTTP, 16 clients beside the server"
CLIENTS = 16
CASTS = 4000
WARM = 100
RATEES = 12
ROUND = 1


def prepare(data: Path) -> tuple[list[str], str]:
    """Make an installation in `data` with one open box; give its codes and one packed ballot."""
    os.environ["DANDANG_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dandang.project.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from dandang.apps.ballots import actions
    from dandang.apps.ballots.questionnaire import Asked, Named, Questionnaire
    from dandang.apps.permits.actor import console
    from dandang.kit import clock

    call_command("migrate", verbosity=0)
    asked = Questionnaire(
        title="年度考核民主测评（虚构）",
        unit="虚构县水务局",
        ratees=tuple(Asked(f"r{n}", f"虚甲{n}", "副局长") for n in range(RATEES)),
        aspects=tuple(Named(each, each) for each in "德能勤绩廉"),
        choices=tuple(Named(each, each) for each in ("优秀", "良好", "一般", "较差", "不了解")),
        classes=(Named("A", "班子成员"), Named("B", "职工")),
    )
    slips = actions.prepare(
        round_number=ROUND,
        path="/",
        questionnaire=asked,
        slips=[("A", 40), ("B", CASTS - 40)],
        quorum=Fraction(1, 2),
        by=console("bench"),
        at=clock.now(),
    )
    actions.open_box(round_number=ROUND, by=console("bench"), at=clock.now())
    packed = asked.pack({each.key: dict.fromkeys("德能勤绩廉", "良好") for each in asked.ratees})
    return [slip.code for slip in slips], packed.hex()


def serve(data: Path, port: int, more: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """Start the site as an installation does, and wait until it answers."""
    site = subprocess.Popen(
        [sys.executable, "-m", "dandang", "serve", "--port", str(port), *more],
        env={**os.environ, "DANDANG_DATA": str(data)},
        stdout=subprocess.DEVNULL,
    )
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return site
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the site did not start")


def _answer(stream: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += stream.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += stream.recv(65536)
    return head


def _client(port: int, bodies: Sequence[bytes], times: list[float], wrong: list[bytes]) -> None:
    stream = socket.create_connection(("127.0.0.1", port))
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for body in bodies:
        head = (
            f"POST /b/{ROUND}/cast/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        begun = time.perf_counter()
        stream.sendall(head.encode() + body)
        answer = _answer(stream)
        times.append(time.perf_counter() - begun)
        if not answer.startswith(b"HTTP/1.1 200"):
            wrong.append(answer[:60])
    stream.close()


def measure(port: int, bodies: Sequence[bytes]) -> tuple[float, list[float], int]:
    """Cast every body once from 16 clients: casts a second, sorted times in s, refused answers."""
    times: list[float] = []
    wrong: list[bytes] = []
    clients = [
        threading.Thread(target=_client, args=(port, bodies[n::CLIENTS], times, wrong))
        for n in range(CLIENTS)
    ]
    begun = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return len(bodies) / (time.perf_counter() - begun), sorted(times), len(wrong)


def run(more: Sequence[str] = ()) -> list[Figure]:
    """Cast every ballot through the site and measure."""
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        data = Path(folder)
        codes, packed = prepare(data)
        bodies = [f"code={code}&answers={packed}".encode() for code in codes]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        site = serve(data, port, more)
        try:
            measure(port, bodies[:WARM])
            rate, times, wrong = measure(port, bodies[WARM:])
        finally:
            site.terminate()
            site.wait()
    if wrong:
        raise RuntimeError(f"{wrong} ballots were not taken")
    p50, p95, p99 = (times[int(len(times) * share)] * 1000 for share in (0.50, 0.95, 0.99))
    return [
        Figure("casts", rate, "/s", 400, more_is_better=True),
        Figure("p50", p50, "ms"),
        Figure("p95", p95, "ms", 100),
        Figure("p99", p99, "ms"),
    ]


if __name__ == "__main__":
    print(*(f"{each.name} {each.value:.1f} {each.unit}" for each in run(sys.argv[1:])), sep=", ")
