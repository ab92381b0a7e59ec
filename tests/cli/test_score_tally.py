"""`dandang score --tally`: counts of a file to results; every fault by its line."""

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter

from dandang.cli.main import main

HEAD = "姓名,票类,应到,实到,发出,收回,有效,作废,弃权,优秀,称职,不称职,不了解"
RULES = """
[grades]
"优秀" = 95
"称职" = 85
"不称职" = 50
"不了解" = "none"
[classes]
A = 60
B = 40
"""


def counts(n: int = 6) -> list[str]:
    return [HEAD] + [
        f"虚构{i},{code},60,60,60,60,60,0,0,{50 - 6 * i},{10 + 6 * i},0,0"
        for i in range(n)
        for code in "AB"
    ]


def run(tmp_path: Path, lines: list[str], *more: str, encoding: str = "utf-8") -> tuple[int, Path]:
    tally, rules, out = tmp_path / "tally.csv", tmp_path / "rules.toml", tmp_path / "out"
    tally.write_text("\n".join(lines) + "\n", encoding)
    rules.write_text(RULES, "utf-8")
    words = ["--tally", str(tally), "--weights", str(rules), "--out", str(out), *more]
    return main(["score", *words]), out


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_a_tally_becomes_scores_places_and_a_report(tmp_path: Path) -> None:
    code, out = run(tmp_path, counts())
    assert code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        *["counts.csv", "report.html", "results.csv", "summary.json"]
    ]
    rows = table(out / "results.csv")
    # (50·95 + 10·85) / 60 = 93.33
    assert (rows[0]["ratee"], rows[0]["mean_of_record"], rows[0]["place"]) == (
        *["虚构0", "93.33", "1"],
    )
    [told] = json.loads((out / "summary.json").read_text("utf-8"))["rounds"]
    assert told["gate"] == "places"
    assert [note["code"] for note in told["notes"]] == ["tallies.severity"]
    assert "宽严无法校正" in (out / "report.html").read_text("utf-8")


def test_the_same_tally_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        assert run(folder, counts())[0] == 0
    for path in (first / "out").iterdir():
        assert path.read_bytes() == (second / "out" / path.name).read_bytes()


def test_faults_are_named_by_line_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = counts()
    lines[3] = lines[3].replace(",60,0,0,", ",59,0,0,")
    lines[5] = lines[5].replace(",60,60,60,60,60,", ",,60,60,60,60,")
    code, out = run(tmp_path, lines)
    assert code == 1
    assert not out.exists()
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("第 4 行：“虚构1”收回 60 票")
    assert told[-1].startswith("计票表有 ")
    assert any(line.startswith("第 6 行：“应到”应是") for line in told)


def test_without_rules_nobody_knows_what_a_grade_is_worth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "--tally", str(tmp_path / "x.csv"), "--out", str(tmp_path)]) == 2
    assert "--weights" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES, "utf-8")
    words = ["score", "--tally", "none.csv", "--weights", str(rules), "--out", str(tmp_path / "o")]
    assert main(words) == 2
    assert "none.csv" in capsys.readouterr().err


def test_chinese_encodings_workbooks_and_own_headings_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    code, out = run(tmp_path / "a", counts(), encoding="gb18030")
    assert code == 0
    book = tmp_path / "tally.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        for i, line in enumerate(counts()):
            for j, cell in enumerate(line.replace("姓名", "对象").split(",")):
                if cell.isdigit():
                    sheet.write_number(i, j, int(cell))
                else:
                    sheet.write_string(i, j, cell)
    words = ["--tally", str(book), "--weights", str(tmp_path / "a" / "rules.toml")]
    other = tmp_path / "b"
    assert (
        main(["score", *words, "--ratee", "对象", "--out", str(other), "--seed", "20261122"]) == 0
    )
    assert (other / "results.csv").read_bytes() == (out / "results.csv").read_bytes()


def test_what_is_no_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, tally = tmp_path / "rules.toml", tmp_path / "tally.csv"
    rules.write_text(RULES, "utf-8")
    tally.write_bytes(b"\xff\xff\xff")
    words = ["--tally", str(tally), "--weights", str(rules), "--out", str(tmp_path / "out")]
    assert main(["score", *words]) == 2
    assert capsys.readouterr().err
