"""What is sealed stands in the database encrypted, and its keys can be changed at any time."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from copied import CopiedDatabase
from dandang.apps.archive import actions, queries
from dandang.apps.archive.models import Person, SealedField, StatusPeriod
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.apps.units import actions as units
from dandang.apps.units.plans import UnitPlan
from dandang.career import Career, Relative
from dandang.career import StatusPeriod as Period
from dandang.cli.main import main
from dandang.kit import cipher, clock
from dandang.terms.access import Role
from dandang.terms.people import Authority, Regime, StatusKind, UnitKind
from dandang.terms.refusal import NotPermitted, Refusal
from makers import NOW, make_actor
from seeding import PASSWORD, seed

CONSOLE = console("测试")
NUMBER = "999999198407010016"
WIFE = "虚贤淑"
CASE = "某案初核（虚构）"
DOCUMENT = "虚纪〔2026〕9号"
# A column of JSON may hold a name with its characters escaped.
ESCAPED = json.dumps(WIFE).strip('"')
PLAIN = (NUMBER, WIFE, ESCAPED, CASE, DOCUMENT)


@pytest.fixture
def keys(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test alone."""
    folder = own_folders / "keys"
    folder.unlink()
    folder.mkdir()
    monkeypatch.setattr(settings, "KEYS", folder)
    return folder


def career(number: int = 0) -> Career:
    return Career(
        name=f"虚人{number}",
        authority=Authority.COUNTY,
        regime=Regime.CIVIL_SERVANT,
        unit="虚构县",
        identity=NUMBER if number == 0 else f"9999991984070{number:05d}",
        family=(Relative("妻子", WIFE),),
        status_periods=(
            Period(StatusKind.INVESTIGATION, date(2026, 3, 1), note=CASE, document=DOCUMENT),
        ),
    )


def store(count: int = 1) -> list[int]:
    plans = [UnitPlan("虚构县", "虚构县", UnitKind.COUNTY, 0)]
    units.store_tree(plans=plans, by=CONSOLE, at=NOW)
    return actions.store_all(
        careers=[career(number) for number in range(count)], by=CONSOLE, at=NOW
    )


def every_text() -> str:
    """Every column of every table, as a dump would show it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [" ".join(str(cell) for cell in row) for row in cursor.fetchall()]
    return "\n".join(found)


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(place.read_bytes() for place in folder.glob("dandang.sqlite3*"))


@pytest.mark.copied_db
def test_no_dump_and_no_page_of_the_file_shows_what_is_sealed(
    copied_db: CopiedDatabase, own_folders: Path
) -> None:
    (person,) = store()
    changed = Career(
        name="虚人0",
        authority=Authority.COUNTY,
        regime=Regime.CIVIL_SERVANT,
        unit="虚构县",
        identity=NUMBER,
        family=(Relative("妻子", f"{WIFE}改"),),
    )
    actions.store(career=changed, person=person, by=CONSOLE, at=NOW)
    SealedField.objects.filter(name="family").delete()
    assert not [plain for plain in PLAIN if plain in every_text()]
    if copied_db.vendor == "sqlite":
        assert not [plain for plain in PLAIN if plain.encode() in bytes_on_disk(own_folders)]


@pytest.mark.copied_db
def test_upgrading_seals_what_is_there_and_the_way_back_opens_it(
    copied_db: CopiedDatabase, own_folders: Path
) -> None:
    (person,) = store()
    before = careers_of([Person.objects.get(pk=person)], sealed=True)[person]
    call_command("migrate", "archive", "0001", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM archive_sealedfield WHERE name = 'identity'")
        assert json.loads(cursor.fetchone()[0]) == NUMBER
    assert [plain for plain in (NUMBER, CASE, DOCUMENT) if plain not in every_text()] == []
    call_command("migrate", verbosity=0)
    assert careers_of([Person.objects.get(pk=person)], sealed=True)[person] == before
    assert not [plain for plain in PLAIN if plain in every_text()]
    if copied_db.vendor == "sqlite":
        connection.close()
        assert not [plain for plain in PLAIN if plain.encode() in bytes_on_disk(own_folders)]


def test_a_sealed_field_moved_to_another_person_does_not_open(db: None, keys: Path) -> None:
    one, two = store(2)
    SealedField.objects.filter(person=two, name="identity").update(
        sealed=SealedField.objects.get(person=one, name="identity").sealed
    )
    with pytest.raises(Refusal, match=r"keys\.damaged"):
        actions.unseal(person=two, fields=["identity"], purpose="核对", by=CONSOLE, at=NOW)


def test_without_the_key_the_page_draws_and_opening_is_refused_with_a_sentence(
    db: None, keys: Path, client: Client
) -> None:
    house = seed()
    person = house.near.people[1]
    at = clock.now()
    known = Career(
        name=person.name,
        authority=Authority.COUNTY,
        regime=Regime.CIVIL_SERVANT,
        unit=house.near.unit.full_name,
        identity=NUMBER,
    )
    actions.store(career=known, person=person.pk, by=CONSOLE, at=at)
    for place in keys.glob("fields.*"):
        place.unlink()
    officer = house.accounts[Role.ORGANISER_OFFICER]
    client.post("/sign-in/", {"name": officer.sign_in_name, "password": PASSWORD})
    assert client.get(f"/archive/people/{person.pk}/").status_code == 200
    answer = client.post(
        f"/archive/people/{person.pk}/sealed/", {"fields_": "identity", "purpose": "核对"}
    )
    assert answer.status_code == 422
    assert "从密钥备份中取回文件 fields." in answer.content.decode()
    assert NUMBER not in answer.content.decode()


def test_a_lost_key_of_the_hashes_is_not_replaced_in_silence(db: None, keys: Path) -> None:
    store()
    (keys / "sealed").unlink()
    with pytest.raises(Refusal, match="hash_missing"):
        actions.store_all(careers=[career(1)], by=CONSOLE, at=NOW)
    assert not (keys / "sealed").exists()


def rotate() -> str:
    made = actions.begin_rekeying(by=CONSOLE, at=NOW)
    while actions.reseal(by=CONSOLE, at=NOW):
        pass
    actions.verify(by=CONSOLE, at=NOW)
    return made


def test_after_changing_keys_everything_is_sealed_with_the_new_one_and_opens(
    db: None, keys: Path
) -> None:
    people = store(3)
    before = careers_of(Person.objects.filter(pk__in=people), sealed=True)
    made = rotate()
    assert {line.key: line.count for line in queries.key_status(CONSOLE)}[made] == 9
    assert careers_of(Person.objects.filter(pk__in=people), sealed=True) == before
    told = TrailRow.objects.filter(verb="archive.rekey").order_by("pk")
    assert [row.details["change"] for row in told] == ["key_added", "resealed"]


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_change_of_keys_that_stopped_goes_on_with_the_same_key(
    db: None, keys: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    monkeypatch.setattr("dandang.apps.archive.actions.rekeying.BATCH", 2)
    people = store(2)
    before = careers_of(Person.objects.filter(pk__in=people), sealed=True)
    made = actions.begin_rekeying(by=CONSOLE, at=NOW)
    for _ in range(steps):
        actions.reseal(by=CONSOLE, at=NOW)
    again = rotate()
    assert again == made if steps < 3 else again != made
    assert careers_of(Person.objects.filter(pk__in=people), sealed=True) == before


def test_an_old_key_is_destroyed_only_when_nothing_needs_it_any_more(db: None, keys: Path) -> None:
    store(2)
    later = clock.now() + timedelta(minutes=11)
    with pytest.raises(Refusal, match="none_old"):
        actions.retire_keys(by=CONSOLE, at=later)
    actions.begin_rekeying(by=CONSOLE, at=NOW)
    with pytest.raises(Refusal, match="in_use"):
        actions.retire_keys(by=CONSOLE, at=later)
    rotate()
    with pytest.raises(Refusal, match="too_fresh"):
        actions.retire_keys(by=CONSOLE, at=clock.now())
    assert len(actions.retire_keys(by=CONSOLE, at=later)) == 1
    assert len(list(keys.glob("fields.*"))) == 1
    actions.verify(by=CONSOLE, at=NOW)


def test_verifying_finds_what_does_not_open(db: None, keys: Path) -> None:
    (person,) = store()
    period = StatusPeriod.objects.get(person=person)
    StatusPeriod.objects.filter(pk=period.pk).update(first_day=date(2026, 3, 2))
    with pytest.raises(Refusal, match=r"keys\.damaged"):
        actions.verify(by=CONSOLE, at=NOW)


def test_only_a_system_officer_changes_keys(db: None) -> None:
    house = seed()
    with pytest.raises(NotPermitted):
        actions.begin_rekeying(by=make_actor(Role.ORGANISER_OFFICER, unit=house.county), at=NOW)
    system = make_actor(Role.SYSTEM_OFFICER, unit=house.county)
    assert queries.key_status(system) is not None


@pytest.mark.copied_db
def test_a_killed_change_of_keys_is_finished_by_the_next(
    copied_db: CopiedDatabase, keys: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    people = store(400)
    before = careers_of(Person.objects.filter(pk__in=people), sealed=True)
    connection.close()
    environment = {**os.environ, **copied_db.environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "dandang", "keys", "rotate"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "重新密封" in process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    lines = queries.key_status(CONSOLE)
    assert sum(line.count for line in lines) == 1200
    assert main(["keys", "rotate"]) == 0
    assert main(["keys", "status"]) == 0
    assert "现用密钥，密封 1200 条" in capfd.readouterr().out
    assert [line.count for line in queries.key_status(CONSOLE)] == [0, 1200]
    assert careers_of(Person.objects.filter(pk__in=people), sealed=True) == before
    assert main(["keys", "retire"]) == 1
    assert cipher.ring(keys, "fields").newest == queries.key_status(CONSOLE)[-1].key
