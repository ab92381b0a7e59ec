"""kill -9 while casting loses nothing and doubles nothing: real processes, real connections."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dandang.apps.box import closing
from dandang.apps.box.inspection import check_schema
from live_booth import RATEES, Server, box_of, make_installation

SLIPS = 400
CLIENTS = 8
KILLS = 3
SIZE = RATEES * 5


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.codes = make_installation(tmp_path, SLIPS)  # type: ignore[attr-defined]
    server.start()
    yield server
    server.kill()


def answers(seed: int) -> bytes:
    rng = random.Random(seed)
    return bytes(rng.randrange(5) for _ in range(SIZE))


class Voter(threading.Thread):
    """Casts its share of the ballots and keeps trying until each has been acknowledged."""

    def __init__(self, server: Server, share: list[tuple[str, bytes]]) -> None:
        super().__init__()
        self.server, self.share = server, share
        self.acknowledged: list[bytes] = []
        self.tried_again = 0
        self.strange: list[int] = []

    def run(self) -> None:
        for code, ballot in self.share:
            while True:
                try:
                    status = self.server.cast(code, ballot.hex())
                except (OSError, http.client.HTTPException):
                    self.tried_again += 1
                    time.sleep(0.02)
                    continue
                if status == 200:
                    self.acknowledged.append(ballot)
                    break
                if status != 503:
                    self.strange.append(status)
                    break


def test_killing_the_server_loses_nothing_and_doubles_nothing(server: Server) -> None:
    codes: list[str] = server.codes  # type: ignore[attr-defined]
    ballots = [(code, answers(place)) for place, code in enumerate(codes)]
    voters = [Voter(server, ballots[n::CLIENTS]) for n in range(CLIENTS)]
    for voter in voters:
        voter.start()
    for kill in range(1, KILLS + 1):
        while sum(len(v.acknowledged) for v in voters) < SLIPS * kill // (KILLS + 2):
            assert any(v.is_alive() for v in voters)
            time.sleep(0.005)
        server.kill()
        server.start()
    for voter in voters:
        voter.join()
    assert not any(v.strange for v in voters)
    assert sum(v.tried_again for v in voters) > 0, "no cast was under way when the server died"
    acknowledged = Counter(ballot for v in voters for ballot in v.acknowledged)
    assert acknowledged.total() == SLIPS
    server.kill()
    box = box_of(server.data)
    check_schema(box)
    closed = box.with_suffix(".closed")
    closing.close(box, closed)
    stored = Counter(content[:SIZE] for _, content in closing.read(closed))
    assert stored == acknowledged


def test_ten_different_ballots_at_once_for_one_code_leave_one(server: Server) -> None:
    codes: list[str] = server.codes[:12]  # type: ignore[attr-defined]
    kept = []
    for code in codes:
        start = threading.Barrier(10)
        told: list[tuple[int, bytes]] = []

        def cast(
            n: int,
            code: str = code,
            start: threading.Barrier = start,
            told: list[tuple[int, bytes]] = told,
        ) -> None:
            start.wait()
            told.append((server.cast(code, answers(n).hex()), answers(n)))

        threads = [threading.Thread(target=cast, args=(n,)) for n in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Counter(status for status, _ in told) == {200: 1, 409: 9}
        kept += [ballot for status, ballot in told if status == 200]
    server.kill()
    box = box_of(server.data)
    closing.close(box, box.with_suffix(".closed"))
    stored = [content[:SIZE] for _, content in closing.read(box.with_suffix(".closed"))]
    assert Counter(stored) == Counter(kept)
