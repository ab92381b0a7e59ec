"""What every test stands on: a data folder, databases, and pages drawn without asking a database.

The temporary data folder of the run is set here before any setting is read.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

os.environ["DANDANG_DATA"] = tempfile.mkdtemp(prefix="dandang-test-")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases

from copied import CopiedDatabase, copied
from drawing import database_out_of_reach_of_templates

DATA = Path(os.environ["DANDANG_DATA"])
_folders = count(1)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The migrated test databases, every alias explicitly, so that no test meets a real one."""
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0, interactive=False, aliases=None, serialized_aliases=frozenset()
        )
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        teardown_databases(made, verbosity=0)


@pytest.fixture
def own_folders(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Boxes and files of this test alone: numbers start again in every rolled-back database."""
    folder = DATA / f"test{next(_folders)}"
    folder.mkdir()
    (folder / "keys").symlink_to(django_settings.KEYS)
    monkeypatch.setattr(django_settings, "DATA", folder)
    monkeypatch.setattr(django_settings, "BOXES", folder / "boxes")
    monkeypatch.setattr(django_settings, "FILES", folder / "files")
    return folder


@pytest.fixture
def copied_db(
    django_db_setup: None, django_db_blocker: Any, own_folders: Path
) -> Iterator[CopiedDatabase]:
    """A database of this test alone, where it may commit, use threads and start processes.

    Mark the test `copied_db`, or ask for this fixture to learn where another process finds it.
    """
    with django_db_blocker.unblock(), copied(own_folders) as database:
        yield database


@pytest.fixture
def drawn_apart() -> Iterator[None]:
    """Templates are drawn with database access refused: no walks over tables, no N+1."""
    with database_out_of_reach_of_templates():
        yield


@pytest.fixture(autouse=True)
def _what_the_database_brings(request: pytest.FixtureRequest) -> None:
    marks = {mark.name for mark in request.node.iter_markers()}
    if "copied_db" in marks:
        request.getfixturevalue("copied_db")
    if marks & {"copied_db", "django_db"} or {"db", "copied_db"} & set(request.fixturenames):
        request.getfixturevalue("own_folders")
        request.getfixturevalue("drawn_apart")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave nothing behind."""
    shutil.rmtree(DATA, ignore_errors=True)
