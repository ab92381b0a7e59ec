"""A house that an earlier version left is brought up to this one, or stands as it stood."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dandang.upkeep import running
from upkeep.houses import House, copy_of, empty_house, move_into_kept

pytestmark = pytest.mark.usefixtures("django_db_setup")

NEVER_FEWER = ("accounts_account", "archive_person", "rounds_round", "rounds_ratee", "cases_case")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, Any]]]:
    with empty_house(tmp_path_factory.mktemp("left")) as house:
        yield house, move_into_kept(house)


@pytest.fixture
def earlier(
    left: tuple[House, dict[str, Any]], tmp_path: Path
) -> Iterator[tuple[House, dict[str, Any]]]:
    with copy_of(left[0], tmp_path) as house:
        yield house, left[1]


def planted(house: House, what: str) -> House:
    """The same house under a version to come."""
    more = {"DJANGO_SETTINGS_MODULE": "upkeep.planted.settings", "PLANTED": what}
    return House(house.data, house.url, more)


def people(house: House) -> list[tuple[Any, ...]]:
    return house.ask("SELECT id, name, birth, ethnicity FROM archive_person ORDER BY id")


def test_an_earlier_house_is_brought_up_and_nothing_is_lost(
    earlier: tuple[House, dict[str, Any]],
) -> None:
    house, kept = earlier
    rows = {each["name"]: each["rows"] for each in kept["tables"]}
    before = people(house)
    done = planted(house, "works").run("upgrade")
    assert done.code == 0, done.text
    assert "冒烟测试通过" in done.text
    counts = house.counts()
    assert [name for name in NEVER_FEWER if counts[name] < len(rows[name])] == []
    assert counts["audit_trailrow"] > len(rows["audit_trailrow"])
    assert people(house) == before
    assert ("虚封0", "1978.07", "回族") in {row[1:] for row in people(house)}
    published = "SELECT count(*) FROM rounds_round WHERE state = 'published'"
    assert house.ask(published) == [(2,)]
    # What was sealed then can be told now: the importer would know the man by his number.
    source = (
        "from dandang.apps.archive.models import Person\n"
        "from dandang.apps.archive.sealing import keyed_hash\n"
        "print(Person.objects.get(identity_key=keyed_hash('999999198001010001')).name)\n"
    )
    assert house.python(source) == "虚封1"
    assert [path.name[:7] for path in (house.data / "upkeep").glob("*.tar")] == ["before-"]


def test_a_house_of_this_version_needs_nothing_and_is_tested(
    earlier: tuple[House, dict[str, Any]],
) -> None:
    house, _ = earlier
    assert house.run("upgrade").code == 0
    again = house.run("upgrade")
    assert (again.code, "已是本版本的结构，冒烟测试通过" in again.text) == (0, True)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("fails", "RuntimeError: planted"),
        ("breaks", "IntegrityError"),
        ("loses", "表 files_file 的行数少了：升级前 2，升级后 0"),
    ],
)
def test_an_upgrade_that_fails_goes_back_and_says_so(
    earlier: tuple[House, dict[str, Any]], what: str, reason: str
) -> None:
    house, kept = earlier
    before = house.counts()
    done = planted(house, what).run("upgrade")
    assert done.code == 1
    assert "升级没有成功，已退回升级前的状态" in done.text, done.text
    assert reason in done.text
    assert house.counts() == before
    assert house.ask("SELECT name FROM organisation_county") == [("虚构县",)]
    steps = house.ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    assert steps == sorted((app, name) for app, name in kept["migrations"])
    with pytest.raises(Exception, match="留痕只能追加"):
        house.ask("DELETE FROM audit_trailrow")


def test_no_upgrade_while_a_box_is_open(earlier: tuple[House, dict[str, Any]]) -> None:
    house, _ = earlier
    house.ask(
        "UPDATE ballots_roundbox SET state = 'open' WHERE id = (SELECT min(id) FROM ballots_roundbox)"
    )
    done = planted(house, "works").run("upgrade")
    assert (
        done.code,
        "有 1 个票箱未封（如“县水务局年度考核（虚构）”），不能升级" in done.text,
    ) == (1, True)
    assert "planted_later" not in house.counts()
    assert list(house.data.glob("upkeep/*.tar")) == []


def test_no_upgrade_while_the_site_runs_and_no_site_while_one_goes_on(
    earlier: tuple[House, dict[str, Any]],
) -> None:
    house, _ = earlier
    with running.site_runs(house.data):
        refused = house.run("upgrade")
    assert (refused.code, "系统正在运行" in refused.text) == (1, True)
    assert house.run("upgrade").code == 0
    with running.site_stands_still(house.data):
        refused = house.run("serve", "--port", "0")
    assert (refused.code, "正在恢复或升级" in refused.text) == (2, True)


def test_there_is_nothing_to_upgrade_in_an_empty_house(tmp_path: Path) -> None:
    with empty_house(tmp_path) as house:
        done = house.run("upgrade")
    assert (done.code, "没有可升级的内容" in done.text) == (1, True)


def test_a_house_of_a_newer_version_is_left_alone(
    earlier: tuple[House, dict[str, Any]], tmp_path: Path
) -> None:
    house, _ = earlier
    assert planted(house, "works").run("upgrade").code == 0
    for words in (["upgrade"], ["backup", str(tmp_path / "x.tar")]):
        done = house.run(*words)
        assert (done.code, "数据来自更新的版本" in done.text) == (1, True)
    newer = planted(house, "works").run("backup", str(tmp_path / "newer.tar"))
    assert newer.code == 0, newer.text
    with empty_house(tmp_path) as other:
        done = other.run("restore", str(tmp_path / "newer.tar"))
        assert (done.code, "数据来自更新的版本" in done.text) == (1, True)


def test_a_backup_of_an_earlier_version_is_restored_and_brought_up(
    earlier: tuple[House, dict[str, Any]], tmp_path: Path
) -> None:
    house, _ = earlier
    made = house.run("backup", str(tmp_path / "old.tar"))
    with empty_house(tmp_path) as other:
        done = planted(other, "works").run("restore", str(tmp_path / "old.tar"))
        assert done.code == 0, made.text + done.text
        assert "备份来自较早的版本，已按本版本升级结构" in done.text
        assert "planted_later" in other.counts()
        assert len(people(other)) == len(people(house))
