"""A real server process with one open box, for tests that kill it. Run: live_booth DATA SLIPS."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

ROUND = 7
RATEES = 4


def make_installation(data: Path, slips: int) -> list[str]:
    """An installation in `data` with one open box; gives the codes."""
    environment = {**os.environ, "DANDANG_DATA": str(data)}
    environment.pop("DATABASE_URL", None)
    made = subprocess.run(
        [sys.executable, __file__, str(slips)],
        env={**environment, "DJANGO_SETTINGS_MODULE": "dandang.project.settings"},
        check=True,
        capture_output=True,
    )
    codes: list[str] = json.loads(made.stdout)
    return codes


def box_of(data: Path) -> Path:
    """The box file of the installation."""
    (box,) = (data / "boxes").glob("*.box")
    return box


class Server:
    """The server that an installation runs, in a process group of its own."""

    def __init__(self, data: Path) -> None:
        """Choose a free port."""
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def start(self) -> None:
        """Start and wait until it answers."""
        environment = {**os.environ, "DANDANG_DATA": str(self.data)}
        environment.pop("DATABASE_URL", None)
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi"),
                *("--port", str(self.port), "--blocking-threads", "8"),
                "dandang.project.wsgi:application",
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(600):
            try:
                if self.cast("0", "") == 409:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """kill -9 the server and its workers at once; nothing when they are dead already."""
        if self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def cast(self, code: str, answers: str) -> int:
        """Post one ballot on a connection of its own; gives the status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                "POST",
                f"/b/{ROUND}/cast/",
                urlencode({"code": code, "answers": answers}),
                {"Content-Type": "application/x-www-form-urlencoded"},
            )
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()


def _make(slips: int) -> None:
    import django

    django.setup()
    from fractions import Fraction

    from django.core.management import call_command

    from dandang.apps.ballots import actions
    from dandang.apps.ballots.questionnaire import Asked, Named, Questionnaire
    from dandang.apps.permits.actor import console
    from dandang.kit import clock

    call_command("migrate", verbosity=0)
    by = console("test")
    made = actions.prepare(
        round_number=ROUND,
        path="/",
        questionnaire=Questionnaire(
            title="民主测评（虚构）",
            unit="虚构县水务局",
            ratees=tuple(Asked(f"r{n}", f"虚甲{n}", "副局长") for n in range(RATEES)),
            aspects=tuple(Named(each, each) for each in "德能勤绩廉"),
            choices=tuple(Named(each, each) for each in "优良中差"),
            classes=(Named("A", "班子成员"), Named("B", "职工")),
        ),
        slips=[("A", slips // 4), ("B", slips - slips // 4)],
        quorum=Fraction(1, 2),
        by=by,
        at=clock.now(),
    )
    actions.open_box(round_number=ROUND, by=by, at=clock.now())
    sys.stdout.write(json.dumps([slip.code for slip in made]))


if __name__ == "__main__":
    _make(int(sys.argv[1]))
