"""The doctor says what runs, what is missing, and what to do about it."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from architecture.sources import sources
from architecture.test_sentences import blanks
from dandang.terms.sentences import table
from dandang.upkeep import running
from upkeep.houses import House, empty_house

pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with empty_house(tmp_path_factory.mktemp("doctor")) as made:
        assert made.run("migrate").code == 0
        yield made


def examined(house: House) -> dict[str, str]:
    return {each["code"]: each["health"] for each in json.loads(house.run("doctor", "--json").text)}


def test_a_new_house_runs_and_says_what_is_still_to_be_done(house: House) -> None:
    done = house.run("doctor")
    assert done.code == 0, done.text
    assert "注意  还没有做过备份。请运行 dandang backup。" in done.text
    assert "注意  还没有命名本县" in done.text
    found = examined(house)
    assert found["doctor.database"] == "ok"
    assert found["doctor.guards"] == "ok"
    assert found["doctor.documents"] == "ok"
    assert ("doctor.wal" in found) == (connection.vendor == "sqlite")
    assert "missing" not in found.values()


def test_an_empty_house_is_told_where_to_begin(tmp_path: Path) -> None:
    with empty_house(tmp_path) as nothing:
        done = nothing.run("doctor")
    assert done.code == 1
    assert "还没有表。请运行 dandang migrate，或用 dandang restore 恢复备份。" in done.text


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    away = House(tmp_path / "away", "postgresql://nobody@127.0.0.1:1/nothing")
    done = away.run("doctor")
    assert done.code == 1
    assert "缺失  数据库（postgresql）连不上" in done.text


def test_an_open_folder_is_found(house: House) -> None:
    house.data.chmod(0o755)
    try:
        assert examined(house)["doctor.folder_open"] == "missing"
    finally:
        house.data.chmod(0o700)
    assert examined(house)["doctor.folder"] == "ok"


def test_the_site_is_known_to_run_by_its_lock(house: House) -> None:
    assert examined(house)["doctor.site_stands"] == "attention"
    with running.site_runs(house.data):
        assert examined(house)["doctor.site_runs"] == "ok"


def test_work_that_waits_too_long_and_an_old_backup_are_found(house: House) -> None:
    house.python(
        "from datetime import timedelta\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "from dandang.kit import clock\n"
        "from dandang.upkeep import records\n"
        "long_ago = clock.now() - timedelta(days=9)\n"
        "made = DBTaskResult.objects.create(args_kwargs={}, task_path='x', run_after=long_ago,\n"
        "    backend_name='default', exception_class_path='', traceback='')\n"
        "DBTaskResult.objects.update(enqueued_at=long_ago)\n"
        "records.note(backup={'at': long_ago.isoformat(), 'file': 'x.tar'})\n"
    )
    found = examined(house)
    assert found["doctor.worker_late"] == "attention"
    assert found["doctor.backup_old"] == "attention"


@pytest.mark.postgres
def test_a_guard_that_sleeps_is_found(tmp_path: Path) -> None:
    with empty_house(tmp_path) as weak:
        assert weak.run("migrate").code == 0
        weak.ask("ALTER TABLE audit_trailrow DISABLE TRIGGER USER")
        assert examined(weak)["doctor.guards_asleep"] == "missing"


def test_every_finding_has_its_sentence() -> None:
    kinds, sentences, said = {"fine", "attention", "missing"}, table("zh"), set()
    for source in sources("upkeep"):
        for node in ast.walk(source.tree):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in kinds:
                given = node.args[0]
                codes = [each.value for each in ast.walk(given) if isinstance(each, ast.Constant)]
                filled = {keyword.arg for keyword in node.keywords}
                for code in [str(code) for code in codes]:
                    assert None in filled or blanks(sentences[code]) <= filled, code
                    said.add(code)
    assert len(said) > 30
