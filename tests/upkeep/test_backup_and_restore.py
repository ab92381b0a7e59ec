"""A house is backed up and put back on an empty machine, as a system officer does it."""

import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from dandang.terms.refusal import Refusal
from dandang.upkeep import backup_file
from upkeep.houses import PASSPHRASE, House, empty_house, furnish

pytestmark = pytest.mark.usefixtures("django_db_setup")


@dataclass(frozen=True)
class LivedIn:
    house: House
    open_round: int
    backup: Path
    with_keys: Path
    said: str


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivedIn]:
    folder = tmp_path_factory.mktemp("lived")
    with empty_house(folder) as house:
        number = furnish(house)
        plain, keyed = folder / "plain.tar", folder / "keyed.tar"
        first = house.run("backup", str(plain))
        assert first.code == 0, first.text
        assert house.run("backup", str(keyed), "--with-keys", passphrase=PASSPHRASE).code == 0
        yield LivedIn(house, number, plain, keyed, first.text)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    with empty_house(tmp_path) as house:
        yield house


@pytest.fixture(scope="module")
def restored(
    lived_in: LivedIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, str]]:
    with empty_house(tmp_path_factory.mktemp("restored")) as house:
        done = house.run("restore", str(lived_in.with_keys), passphrase=PASSPHRASE)
        assert done.code == 0, done.text
        yield house, done.text


def test_a_backup_is_for_its_owner_alone_and_says_what_it_left_out(lived_in: LivedIn) -> None:
    assert lived_in.backup.stat().st_mode & 0o777 == 0o600
    keys = "、".join(sorted(path.name for path in (lived_in.house.data / "keys").iterdir()))
    assert "fields.1-" in keys and "sealed" in keys
    assert f"密钥不在备份里（{keys}）" in lived_in.said
    assert "未封的票箱不在备份里：“县水务局年度考核（虚构）”（投票中）" in lived_in.said


def test_an_open_box_and_the_keys_are_in_no_plain_backup(lived_in: LivedIn) -> None:
    with tarfile.open(lived_in.backup) as tar:
        names = tar.getnames()
    assert [name for name in names if name.endswith(".box") or "keys" in name] == []
    assert len([name for name in names if name.endswith(".closed")]) == 4
    assert any(name.startswith("data/files/") for name in names)


def test_a_backup_is_checked_alone(lived_in: LivedIn, empty: House) -> None:
    done = empty.run("backup", "--verify", str(lived_in.with_keys))
    assert (done.code, "备份完好" in done.text) == (0, True)
    assert not (empty.data / "dandang.sqlite3").exists()


def test_a_backup_does_not_lie_among_what_it_keeps(lived_in: LivedIn) -> None:
    done = lived_in.house.run("backup", str(lived_in.house.data / "files"))
    assert (done.code, "备份不能放在数据文件夹" in done.text) == (1, True)
    assert lived_in.house.run("backup").code == 1


def test_a_place_that_cannot_be_written_is_said(lived_in: LivedIn) -> None:
    done = lived_in.house.run("backup", "/proc/dandang.tar")
    assert (done.code, "读写" in done.text, "Traceback" in done.text) == (1, True, False)


def test_a_closed_box_that_is_lost_is_named(lived_in: LivedIn, tmp_path: Path) -> None:
    box = min((lived_in.house.data / "boxes").glob("*.closed"))
    away = box.rename(tmp_path / box.name)
    try:
        done = lived_in.house.run("backup", str(tmp_path))
    finally:
        away.rename(box)
    assert (done.code, f"boxes/{box.name} 应在数据文件夹里却没有找到" in done.text) == (0, True)


def test_a_backup_is_never_written_over(lived_in: LivedIn) -> None:
    done = lived_in.house.run("backup", str(lived_in.backup))
    assert done.code == 1
    assert "已存在，不会覆盖" in done.text


def test_all_is_there_again_and_equal(lived_in: LivedIn, restored: tuple[House, str]) -> None:
    house, said = restored
    before, after = lived_in.house.counts(), house.counts()
    # The restore itself wrote: it repeated one round and left its rows in the trail; the backups
    # left one row each in the trail of the old house.
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"audit_trailrow", "ballots_roundbox", "inbox_item"}
    assert after["ballots_roundbox"] == before["ballots_roundbox"] - 1
    people = "SELECT id, name, birth, identity_key FROM archive_person ORDER BY id"
    assert house.ask(people) == lived_in.house.ask(people)
    assert "逐表核对一致" in said
    assert "  一致  archive_person  17 行" in said


def test_files_closed_boxes_and_keys_are_the_same_bytes(
    lived_in: LivedIn, restored: tuple[House, str]
) -> None:
    kept = {n: c for n, c in lived_in.house.files().items() if ".box" not in n}
    assert restored[0].files() == kept
    assert all(path.stat().st_mode & 0o077 == 0 for path in restored[0].data.rglob("*"))


def test_the_round_whose_box_was_open_is_to_be_repeated(
    lived_in: LivedIn, restored: tuple[House, str]
) -> None:
    house, said = restored
    state = f"SELECT state FROM rounds_round WHERE id = {lived_in.open_round}"
    assert (lived_in.house.ask(state), house.ask(state)) == ([("open",)], [("ready",)])
    assert "“县水务局年度考核（虚构）”的票箱恢复时不在备份里，已标为重测" in said


def test_a_restored_trail_still_refuses_changes(restored: tuple[House, str]) -> None:
    house, _ = restored
    for statement in (
        "UPDATE audit_trailrow SET actor_name = 'x'",
        "DELETE FROM audit_trailrow",
    ):
        with pytest.raises(Exception, match="留痕只能追加"):
            house.ask(statement)


def test_numbers_go_on_where_they_were(lived_in: LivedIn, restored: tuple[House, str]) -> None:
    house, _ = restored
    # The last box was voided before the backup: its number was given and stays given.
    source = (
        "from dandang.apps.ballots.models import RoundBox\n"
        "made = RoundBox.objects.create(round_number=999, path='/', state='closed', file='x',\n"
        "    questionnaire={}, slips=[], quorum='0')\n"
        "print(made.pk)\n"
        "made.delete()\n"
    )
    highest = lived_in.house.ask("SELECT max(id) FROM ballots_roundbox")[0][0]
    assert int(house.python(source)) == highest + 2


def test_closed_ballots_can_be_read_and_computed_again(restored: tuple[House, str]) -> None:
    source = (
        "from dandang.apps.ballots import queries\n"
        "from dandang.apps.ballots.models import RoundBox\n"
        "boxes = RoundBox.objects.filter(state='closed')\n"
        "print(sum(len(queries.closed_ballots(box.round_number)) for box in boxes))\n"
    )
    assert restored[0].python(source) == "32"


def test_without_keys_it_says_what_cannot_be_read(lived_in: LivedIn, empty: House) -> None:
    done = empty.run("restore", str(lived_in.backup))
    assert done.code == 0, done.text
    assert "缺少密钥“sealed”：密封信息（身份证号、家庭成员等）无法核对或读出。" in done.text
    examined = empty.run("doctor", "--json")
    assert examined.code == 1
    found = {each["code"]: each["health"] for each in json.loads(examined.text)}
    assert found["doctor.key_missing"] == "missing"
    assert "身份证号、家庭成员和状态期间的密封内容打不开。" in done.text
    for key in (lived_in.house.data / "keys").iterdir():
        if not (empty.data / "keys" / key.name).exists():
            (empty.data / "keys" / key.name).write_bytes(key.read_bytes())
            (empty.data / "keys" / key.name).chmod(0o600)
    assert empty.run("doctor").code == 0


def test_a_wrong_passphrase_restores_nothing(lived_in: LivedIn, empty: House) -> None:
    done = empty.run("restore", str(lived_in.with_keys), passphrase="five words that are wrong")
    assert (done.code, "口令不对" in done.text) == (1, True)
    assert empty.files() == {}
    assert not (empty.data / "dandang.sqlite3").exists()


def test_the_keys_ask_for_a_passphrase(lived_in: LivedIn, empty: House, tmp_path: Path) -> None:
    done = empty.run("restore", str(lived_in.with_keys))
    assert (done.code, "没有得到口令" in done.text) == (1, True)
    short = lived_in.house.run("backup", str(tmp_path), "--with-keys", passphrase="short")
    assert (short.code, "至少 12 个字符" in short.text) == (1, True)
    assert list(tmp_path.glob("*.tar")) == []


def test_a_passphrase_may_lie_in_a_file_and_stands_nowhere_else(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    (tmp_path / "words").write_text(f"{PASSPHRASE}\n")
    made = lived_in.house.run(
        "backup",
        str(tmp_path / "a.tar"),
        "--with-keys",
        "--passphrase-file",
        str(tmp_path / "words"),
    )
    assert made.code == 0
    content = (tmp_path / "a.tar").read_bytes()
    assert PASSPHRASE not in made.text
    assert PASSPHRASE.encode() not in content
    assert (lived_in.house.data / "keys/sealed").read_bytes() not in content
    with backup_file.opened(tmp_path / "a.tar") as backup:
        assert (
            backup.keys(PASSPHRASE)["sealed"] == (lived_in.house.data / "keys/sealed").read_bytes()
        )


def test_a_folder_that_holds_something_is_left_alone(lived_in: LivedIn, empty: House) -> None:
    (empty.data / "files").mkdir(parents=True)
    (empty.data / "files/of-worth").write_text("x")
    done = empty.run("restore", str(lived_in.backup))
    assert (done.code, "不是空的（如 files/of-worth）" in done.text) == (1, True)
    assert [path.name for path in empty.data.iterdir()] == ["files"]


@pytest.mark.postgres
def test_a_database_that_holds_something_is_left_alone(lived_in: LivedIn, empty: House) -> None:
    empty.ask("CREATE TABLE of_worth (id int)")
    done = empty.run("restore", str(lived_in.with_keys), passphrase=PASSPHRASE)
    assert (done.code, "数据库不是空的" in done.text) == (1, True)
    assert empty.counts() == {"of_worth": 0}
    assert "keys/sealed" not in empty.files()


def test_another_key_in_the_way_is_left_alone(lived_in: LivedIn, empty: House) -> None:
    (empty.data / "keys").mkdir(parents=True)
    (empty.data / "keys/sealed").write_text("another")
    done = empty.run("restore", str(lived_in.with_keys), passphrase=PASSPHRASE)
    assert (done.code, "另一把密钥“sealed”" in done.text) == (1, True)
    assert empty.files() == {"keys/sealed": b"another"}


@pytest.mark.postgres
def test_a_backup_of_one_database_is_restored_onto_the_other(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    with empty_house(tmp_path, vendor="sqlite") as there, empty_house(tmp_path) as back:
        first = there.run("restore", str(lived_in.with_keys), passphrase=PASSPHRASE)
        assert first.code == 0, first.text
        assert there.run("backup", str(tmp_path / "again.tar")).code == 0
        second = back.run("restore", str(tmp_path / "again.tar"))
        assert second.code == 0, second.text
        people = "SELECT id, name, birth, identity_key FROM archive_person ORDER BY id"
        assert back.ask(people) == lived_in.house.ask(people)
        with pytest.raises(psycopg.errors.RaiseException, match="留痕只能追加"):
            back.ask("DELETE FROM audit_trailrow")


def test_a_cut_copy_is_refused_wherever_it_was_cut(lived_in: LivedIn, tmp_path: Path) -> None:
    whole, cut = lived_in.backup.read_bytes(), tmp_path / "cut.tar"
    for length in (0, 100, 512, len(whole) // 3, len(whole) // 2, len(whole) - 30_000):
        cut.write_bytes(whole[:length])
        with pytest.raises(Refusal) as refused, backup_file.opened(cut) as backup:
            backup.check()
        assert refused.value.code in {"upkeep.cut_short", "upkeep.not_a_backup"}


def test_a_changed_byte_is_found_wherever_it_is(lived_in: LivedIn, tmp_path: Path) -> None:
    whole = bytearray(lived_in.backup.read_bytes())
    with tarfile.open(lived_in.backup) as tar:
        places = [(each.name, each.offset_data) for each in tar.getmembers() if each.size > 200]
    assert len(places) > 10
    for _, offset in places:
        changed = whole.copy()
        changed[offset + 100] ^= 1
        (tmp_path / "changed.tar").write_bytes(changed)
        with pytest.raises(Refusal), backup_file.opened(tmp_path / "changed.tar") as backup:
            backup.check()


def test_an_edited_backup_restores_nothing(lived_in: LivedIn, empty: House, tmp_path: Path) -> None:
    changed = bytearray(lived_in.backup.read_bytes())
    with tarfile.open(lived_in.backup) as tar:
        changed[tar.getmember("tables/archive_person.jsonl.gz").offset_data + 60] ^= 1
    (tmp_path / "changed.tar").write_bytes(changed)
    done = empty.run("restore", str(tmp_path / "changed.tar"))
    assert (done.code, "备份已损坏或被改动" in done.text) == (1, True)
    assert set(empty.files()) <= {"keys/session"}
    assert empty.url == "" or empty.counts() == {}


def test_something_added_is_found(lived_in: LivedIn, tmp_path: Path) -> None:
    for name in ("data/files/more", "../outside", "/outside"):
        place = tmp_path / "more.tar"
        with tarfile.open(lived_in.backup) as old, tarfile.open(place, "w") as new:
            new.addfile(tarfile.TarInfo(name))
            for each in old.getmembers():
                new.addfile(each, old.extractfile(each))
        with pytest.raises(Refusal, match=r"upkeep\.broken"), backup_file.opened(place):
            pass


def test_whoever_writes_the_hashes_anew_lacks_the_passphrase(
    lived_in: LivedIn, tmp_path: Path
) -> None:
    """Hashes tell damage; that nothing was exchanged is proved by the passphrase of the keys."""
    from dataclasses import replace

    place = tmp_path / "forged.tar"
    with backup_file.opened(lived_in.with_keys) as honest:
        forged = replace(honest.manifest, made_at="2020-01-01T00:00:00+08:00").sealed()
    with tarfile.open(lived_in.with_keys) as old, place.open("wb") as stream:
        writer = backup_file.Writer(stream, tmp_path)
        for each in old.getmembers():
            content = old.extractfile(each)
            assert content is not None
            writer.bytes(
                each.name,
                forged.to_bytes() if each.name == backup_file.MANIFEST else content.read(),
            )
        writer.close()
    with backup_file.opened(place) as backup:
        backup.check()
        with pytest.raises(Refusal, match=r"upkeep\.passphrase_wrong"):
            backup.keys(PASSPHRASE)
