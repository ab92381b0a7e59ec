"""Every `dandang` command in the manual is run as it stands there, in its order."""

import re
from pathlib import Path

import pytest

from upkeep.houses import PASSPHRASE, TESTS, empty_house

pytestmark = pytest.mark.usefixtures("django_db_setup")

MANUAL = TESTS.parent / "docs/manual/installing.md"


def commands(text: str) -> list[str]:
    """The lines of the manual's blocks that begin with the command."""
    blocks = re.findall(r"^ *```\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("dandang ")]


def test_the_manual_does_what_it_says(tmp_path: Path) -> None:
    kept = str(tmp_path / "backup")
    Path(kept).mkdir()
    found = [line.replace("/srv/backup", kept) for line in commands(MANUAL.read_text("utf-8"))]
    assert {line.split()[1] for line in found} == {
        "migrate",
        "doctor",
        "backup",
        "restore",
        "upgrade",
    }
    with empty_house(tmp_path) as house, empty_house(tmp_path) as other:
        for line in found:
            # What is restored, and all that follows, happens on the other machine.
            house = other if " restore " in line else house
            done = house.run(*line.split()[1:], passphrase=PASSPHRASE)
            assert done.code == 0, f"{line}: {done.text}"
        assert other.counts()["units_unit"] == 0
    assert sorted(path.name for path in Path(kept).iterdir()) == [
        "dandang-with-keys.tar",
        "dandang.tar",
    ]


def test_a_line_of_the_crontab_makes_a_file_with_a_name_of_its_own(tmp_path: Path) -> None:
    assert "/opt/dandang/dandang backup /srv/backup\n" in MANUAL.read_text("utf-8")
    with empty_house(tmp_path) as house:
        assert house.run("migrate").code == 0
        assert house.run("backup", str(tmp_path)).code == 0
    assert [re.sub(r"\d", "0", path.name) for path in tmp_path.glob("*.tar")] == [
        "dandang-00000000-000000.tar"
    ]
