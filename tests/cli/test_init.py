"""`dandang init`: an empty folder and database become a house with four accounts and sealed slips."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, connections
from pypdf import PdfReader

from dandang.apps.accounts.models import Account
from dandang.apps.grants.actions import FoundedSlip, Founder, found_house
from dandang.apps.grants.queries import actor_of
from dandang.apps.organisation.models import County
from dandang.apps.permits.actor import console
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from dandang.terms.refusal import Refusal
from makers import NOW, make_unit

NAMES = ("虚甲", "虚乙", "虚丙", "虚丁")
PEOPLE = [
    word
    for option, name in zip(("system", "security", "audit", "organiser"), NAMES, strict=True)
    for word in (f"--{option}", name)
]


@dataclass
class Empty:
    """An empty data folder and an empty database of the kind that the tests run on."""

    folder: Path
    environment: dict[str, str]

    def init(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command there."""
        return self.run("init", *words)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run any command there."""
        return subprocess.run(
            [sys.executable, "-m", "dandang", *words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture
def empty(tmp_path: Path, django_db_setup: None, django_db_blocker: object) -> Iterator[Empty]:
    folder = tmp_path / "var"
    env = {**os.environ, "DANDANG_DATA": str(folder)}
    env.pop("DATABASE_URL", None)
    if connection.vendor == "sqlite":
        yield Empty(folder, env)
        return
    known = connections["default"].settings_dict
    name = f"{known['NAME']}_init"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with connections["default"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        server = f"{known['USER']}@{known['HOST']}:{known['PORT'] or 5432}"
        yield Empty(folder, {**env, "DATABASE_URL": f"postgresql://{server}/{name}"})
        with connections["default"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_a_house_is_founded_with_four_accounts_and_sealed_slips(empty: Empty) -> None:
    done = empty.init("--county", "虚构县", "--fictitious", *PEOPLE)
    assert done.returncode == 0, done.stderr
    slips = empty.folder / "slips.pdf"
    assert slips.stat().st_mode & 0o777 == 0o600
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(slips.read_bytes())).pages]
    assert [name in page for name, page in zip(NAMES, pages, strict=True)] == [True] * 4
    assert [
        role.zh in page
        for role, page in zip(
            (
                Role.SYSTEM_OFFICER,
                Role.SECURITY_OFFICER,
                Role.AUDIT_OFFICER,
                Role.ORGANISER_OFFICER,
            ),
            pages,
            strict=True,
        )
    ] == [True] * 4
    assert str(slips) in done.stdout and "删除这个文件" in done.stdout

    again = empty.init("--county", "另一县", "--out", str(empty.folder / "second.pdf"))
    assert again.returncode == 2
    assert "这里已有数据" in again.stderr
    assert not (empty.folder / "second.pdf").exists()


def test_slips_are_told_on_the_terminal_instead_when_asked_and_nothing_is_written(
    empty: Empty,
) -> None:
    done = empty.init("--county", "虚构县", "--text", *PEOPLE)
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in NAMES)
    assert done.stdout.count("初始密码  ") == 4
    assert not list(empty.folder.glob("*.pdf"))


def test_without_a_name_of_the_county_nothing_is_founded(empty: Empty) -> None:
    done = empty.init()
    assert done.returncode == 2
    assert "--county" in done.stderr
    assert not (empty.folder / "slips.pdf").exists()


def test_slips_of_before_are_not_overwritten(empty: Empty) -> None:
    empty.folder.mkdir()
    (empty.folder / "slips.pdf").write_text("of worth")
    done = empty.init("--county", "虚构县")
    assert done.returncode == 2
    assert (empty.folder / "slips.pdf").read_text() == "of worth"


def test_a_demos_folder_is_left_alone(empty: Empty) -> None:
    empty.folder.mkdir()
    (empty.folder / "demo.json").write_text('{"ready": true}')
    done = empty.init("--county", "虚构县")
    assert done.returncode == 2
    assert "演示数据" in done.stderr
    assert sorted(path.name for path in empty.folder.iterdir()) == ["demo.json"]


def test_a_folder_with_evidence_files_is_left_alone(empty: Empty) -> None:
    (empty.folder / "files").mkdir(parents=True)
    (empty.folder / "files/scan").write_text("of worth")
    done = empty.init("--county", "虚构县")
    assert done.returncode == 2
    assert "这里已有数据" in done.stderr


FOUNDERS = [
    Founder(role, name)
    for role, name in zip(
        (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER, Role.ORGANISER_OFFICER),
        NAMES,
        strict=True,
    )
]


def found(hand_out: object = lambda slips: None) -> None:
    found_house(
        name="虚构县",
        office="中共虚构县委组织部",
        fictitious=True,
        founders=FOUNDERS,
        hand_out=hand_out,  # type: ignore[arg-type]
        by=console("test"),
        at=NOW,
    )


@pytest.mark.django_db
def test_each_of_the_four_holds_one_role_over_the_county_and_must_change_the_password() -> None:
    given: list[FoundedSlip] = []
    found(given.extend)
    root = Unit.objects.get()
    assert (root.name, County.objects.get().fictitious) == ("虚构县", True)
    for slip in given:
        account = Account.objects.get(sign_in_name=slip.sign_in_name)
        actor = actor_of(account.pk)
        assert actor is not None
        assert [(held.role, held.path) for held in actor.held] == [(slip.role, root.path)]
        assert account.first_until is not None
    assert len({slip.password for slip in given}) == 4


@pytest.mark.django_db
def test_slips_that_cannot_be_written_leave_nothing_founded() -> None:
    def full(slips: object) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        found(full)
    assert not Account.objects.exists() and not County.objects.exists()


@pytest.mark.django_db
def test_where_anything_stands_no_house_is_founded() -> None:
    make_unit("虚构县")
    with pytest.raises(Refusal, match=r"^init\.not_empty$"):
        found()
