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

CLIENTS = 16
CASTS = 4000
RATEES = 12
ROUND = 1
TARGET_PER_SECOND = 400
TARGET_P95_MS = 100


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


def serve(data: Path, port: int, workers: int = 1, threads: int = 16) -> subprocess.Popen[bytes]:
    """Start the server that an installation runs, and wait until it answers."""
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
            *("--workers", str(workers), "--blocking-threads", str(threads)),
            "dandang.project.wsgi:application",
        ],
        env={**os.environ, "DANDANG_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


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


def run(workers: int = 1, threads: int = 16, port: int = 8129) -> bool:
    """Measure and print; True when the target is met."""
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        data = Path(folder)
        codes, packed = prepare(data)
        bodies = [f"code={code}&answers={packed}".encode() for code in codes]
        server = serve(data, port, workers, threads)
        try:
            rate, times, wrong = measure(port, bodies)
        finally:
            server.terminate()
            server.wait()
    p50, p95, p99 = (times[int(len(times) * share)] * 1000 for share in (0.50, 0.95, 0.99))
    met = rate >= TARGET_PER_SECOND and p95 <= TARGET_P95_MS and wrong == 0
    print(
        f"casting: {rate:.0f} casts/s, p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, "
        f"{wrong} refused ({CLIENTS} clients, {len(times)} casts, {workers} worker(s) with "
        f"{threads} threads; wanted: {TARGET_PER_SECOND}/s at p95 <= {TARGET_P95_MS} ms): "
        f"{'met' if met else 'NOT met'}"
    )
    return met


if __name__ == "__main__":
    sys.exit(0 if run(*map(int, sys.argv[1:])) else 1)
