"""`dandang import roster` and `dandang export roster`: exit codes and sentences."""

from pathlib import Path

import pytest

from dandang.apps.archive.models import Person
from dandang.apps.audit.models import TrailRow
from dandang.cli.main import main
from formats.test_roster import workbook
from makers import make_post, make_unit

pytestmark = pytest.mark.django_db
HEADINGS = ["姓名", "单位", "现任职务", "任现职时间", "出生年月"]
NEW = ["--authority", "county", "--regime", "civil_servant"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    unit = make_unit("县财政局", parent=make_unit("虚构县"))
    make_post(unit, "科员")
    place = tmp_path / "名册.xlsx"
    place.write_bytes(workbook(HEADINGS, ["虚一", "县财政局", "科员", "2022.03", "1984.07"]))
    return place


def test_a_dry_run_of_a_clean_roster_is_0_and_writes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "roster", str(file), "--dry-run", *NEW]) == 0
    assert "新增 1 人" in capsys.readouterr().out
    assert Person.objects.count() == 0


def test_importing_is_0_and_importing_again_changes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "roster", str(file), *NEW]) == 0
    assert main(["import", "roster", str(file)]) == 0
    assert "1 人没有变化" in capsys.readouterr().out.splitlines()[-1]
    assert Person.objects.count() == 1


@pytest.mark.parametrize("words", [[], ["--dry-run"]])
def test_problems_are_1_and_told_by_cell(
    file: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(workbook(HEADINGS, ["虚一", "县水产局", "科员", "2022.03", "不详"]))
    assert main(["import", "roster", str(file), *words, *NEW]) == 1
    told = capsys.readouterr().err
    assert "名册 B2" in told
    assert "名册 E2" in told
    assert Person.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x05\x06" + bytes(18), None])
def test_what_cannot_be_read_is_2(
    file: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert main(["import", "roster", str(file)]) == 2
    assert capsys.readouterr().err


def test_an_export_writes_a_roster_and_records_its_purpose(file: Path, tmp_path: Path) -> None:
    assert main(["import", "roster", str(file), *NEW]) == 0
    out = tmp_path / "out.xlsx"
    words = ["export", "roster", "--unit", "县财政局", "--out", str(out)]
    assert main([*words, "--purpose", "核对"]) == 0
    assert main(["import", "roster", str(out)]) == 0
    assert TrailRow.objects.filter(verb="archive.export", purpose="核对").count() == 2


@pytest.mark.parametrize(
    "words",
    [["--unit", "没有的局", "--purpose", "核对"], ["--unit", "县财政局", "--purpose", " "]],
)
def test_a_refused_export_is_1_and_writes_no_file(
    file: Path, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["export", "roster", "--out", str(out), *words]) == 1
    assert not out.exists()
    assert capsys.readouterr().err
