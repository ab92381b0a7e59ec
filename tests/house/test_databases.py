"""The ground the tests themselves stand on."""

import subprocess
import sys
import threading
from os import environ

import pytest
from django.db import connection
from django.template import Context, Template

from copied import CopiedDatabase
from dandang.apps.units.models import Unit
from drawing import DrawnWithDatabase
from makers import make_unit

COUNT_UNITS = """
from dandang.cli.django_start import start_django
start_django()
from dandang.apps.units.models import Unit
print(Unit.objects.count())
"""


@pytest.mark.copied_db
@pytest.mark.parametrize("turn", [1, 2])
def test_a_copied_database_starts_empty_and_keeps_what_is_committed(turn: int) -> None:
    assert Unit.objects.count() == 0
    make_unit()
    connection.close()
    assert Unit.objects.count() == 1


@pytest.mark.copied_db
def test_another_thread_sees_the_same_copy() -> None:
    make_unit()
    seen: list[int] = []

    def look() -> None:
        seen.append(Unit.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]


def test_another_process_finds_the_copy(copied_db: CopiedDatabase) -> None:
    make_unit()
    words = [sys.executable, "-c", COUNT_UNITS]
    answer = subprocess.run(
        words, env={**environ, **copied_db.environment}, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "1"


@pytest.mark.django_db
def test_a_template_that_asks_the_database_is_refused() -> None:
    template = Template("{% for unit in units %}{{ unit }}{% endfor %}")
    with pytest.raises(DrawnWithDatabase):
        template.render(Context({"units": Unit.objects.all()}))


@pytest.mark.django_db
def test_a_template_draws_what_the_view_hands_over() -> None:
    assert Template("{{ name }}").render(Context({"name": "清源县"})) == "清源县"
