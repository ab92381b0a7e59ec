"""`dandang round`: from files to files; the same bytes each time; wrong rows named, nothing written."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dandang.cli import round_command
from dandang.cli.main import main
from dandang.cli.round_example import RATERS, example


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example's files."""
    assert main(["round", "example", str(tmp_path / "in")]) == 0
    return tmp_path / "in"


def words(folder: Path, out: Path, *more: str) -> list[str]:
    return [
        "round", "run", str(folder / "scheme.toml"), "--roster", str(folder / "roster.xlsx"),
        "--ratings", str(folder / "ratings.csv"), "--out", str(out), *more,
    ]  # fmt: skip


def contents(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def rows(folder: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / "ratings.csv").read_text("utf-8-sig"))))


def rewrite(folder: Path, lines: list[list[str]], encoding: str = "utf-8") -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    (folder / "ratings.csv").write_bytes(text.getvalue().encode(encoding))


def test_the_example_prints_the_command_that_runs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["round", "example", str(tmp_path / "try")]) == 0
    command = capsys.readouterr().out.splitlines()[-1].split()
    assert command[0] == "dandang"
    assert main(command[1:]) == 0
    assert (tmp_path / "try" / "out" / "results.csv").exists()


def test_the_example_has_classes_of_2_6_and_14_and_all_that_hurts(folder: Path) -> None:
    lines = rows(folder)[1:]
    raters = {(line[1], line[2]) for line in lines}
    assert [sum(code == c for _, code in raters) for c in "ABC"] == [2, 6, 14]
    assert {"不了解", "未填", "回避", ""} <= {line[4] for line in lines}
    assert example() == example()


def test_a_run_writes_results_tally_and_letters(folder: Path, tmp_path: Path) -> None:
    assert main(words(folder, tmp_path / "out", "--day", "2026-12-01", "--office", "虚构县委")) == 0
    made = contents(tmp_path / "out")
    assert {"results.csv", "tally.xlsx", "tally.pdf", "letters.pdf", "summary.json"} <= set(made)
    assert len([name for name in made if name.endswith(".docx")]) == 6
    lines = made["results.csv"].decode("utf-8-sig").splitlines()
    assert len(lines) == 7
    assert "对其作出评价的不足 5 人" in lines[6]


def test_same_input_same_bytes_in_another_process_on_another_day(
    folder: Path, tmp_path: Path
) -> None:
    run = (
        "import sys, time\n"
        "real = time.time\n"
        "time.time = lambda: real() + 40 * 86400.0\n"
        "from dandang.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    for name, seed, code in (("one", "1", run), ("two", "77", run.replace("40", "0"))):
        subprocess.run(
            [sys.executable, "-c", code, *words(folder, tmp_path / name)],
            check=True,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "TZ": "Pacific/Apia" if seed == "1" else "UTC",
            },
        )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_order_of_rows_and_the_names_of_raters_change_nothing(
    folder: Path, tmp_path: Path
) -> None:
    assert main(words(folder, tmp_path / "one")) == 0
    head, *lines = rows(folder)
    renamed = [[line[0], f"号{hash(line[1])}", *line[2:]] for line in reversed(lines)]
    rewrite(folder, [head, *renamed], "gb18030")
    assert main(words(folder, tmp_path / "two")) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_no_output_names_a_rater(folder: Path, tmp_path: Path) -> None:
    assert main(words(folder, tmp_path / "out")) == 0
    ratees = {line[0] for line in rows(folder)[1:]}
    raters = [name for members in RATERS.values() for name in members if name not in ratees]
    assert len(raters) > 10
    for name, content in contents(tmp_path / "out").items():
        texts = [content]
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                texts = [archive.read(part) for part in archive.namelist()]
        for rater in raters:
            assert not any(rater.encode() in text for text in texts), (name, rater)


def test_scores_give_the_same_as_choices(folder: Path, tmp_path: Path) -> None:
    assert main(words(folder, tmp_path / "one")) == 0
    worth = {"优秀": "95", "称职": "85.0", "基本称职": "75", "不称职": "60"}
    lines = [[*line[:4], worth.get(line[4], line[4])] for line in rows(folder)]
    lines[0] = ["ratee", "rater", "class", "indicator", "score"]
    rewrite(folder, lines)
    assert main(words(folder, tmp_path / "two")) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_bad_rows_are_named_by_line_and_nothing_is_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = rows(folder)
    lines[4][4] = "极好"
    lines[9][0] = "无此人"
    lines[11] = lines[10]
    rewrite(folder, lines)
    assert main(words(folder, tmp_path / "out")) == 1
    said = capsys.readouterr().err
    assert "第 5 行：不认识选项“极好”" in said
    assert "第 10 行：名册中没有“无此人”" in said
    assert "第 12 行：同一评价人对同一对象的同一要素在第 11 行已有评价" in said
    assert "共 3 处问题，没有写出任何文件" in said
    assert not (tmp_path / "out").exists()


def test_very_many_mistakes_are_cut_short(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(
        folder, [line if i == 0 else [*line[:4], "极好"] for i, line in enumerate(rows(folder))]
    )
    assert main(words(folder, tmp_path / "out")) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == round_command.MOST_SHOWN + 2
    assert said[-2] == "……另有 460 处，改正以上各处后再看。"


def test_mistakes_in_the_scheme_are_named_by_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "scheme.toml"
    path.write_text(path.read_text("utf-8").replace("year = 2026", 'year = "2026"'), "utf-8")
    assert main(words(folder, tmp_path / "out")) == 1
    assert "第 2 行：“year”是 2026，应是整数" in capsys.readouterr().err


def test_counts_that_do_not_reconcile_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "scheme.toml"
    path.write_text(path.read_text("utf-8").replace("issued = 15", "issued = 13"), "utf-8")
    assert main(words(folder, tmp_path / "out")) == 1
    assert "收回 14" in capsys.readouterr().err
    path.write_text(path.read_text("utf-8").replace("issued = 13", "issued = 15"), "utf-8")
    path.write_text(path.read_text("utf-8").replace('quorum = "2/3"', "quorum = 0.99"), "utf-8")
    assert main(words(folder, tmp_path / "out")) == 1
    assert "没有达到方案规定的比例" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_people_whom_nobody_rated_are_named_in_the_summary(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(folder, [line for line in rows(folder) if line[0] != "孙明澈"])
    assert main(words(folder, tmp_path / "out")) == 0
    assert "名册中有 1 人没有任何评价" in capsys.readouterr().err
    assert '"孙明澈"' in (tmp_path / "out" / "summary.json").read_text("utf-8")


@pytest.mark.parametrize("name", ["scheme.toml", "roster.xlsx", "ratings.csv"])
def test_a_file_that_cannot_be_read_ends_with_2(
    name: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_bytes(b"\xff\xfe\x00\x00")
    assert main(words(folder, tmp_path / "out")) == 2
    (folder / name).unlink()
    assert main(words(folder, tmp_path / "out")) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert not (tmp_path / "out").exists()


def test_other_inputs_that_cannot_be_used_end_with_2(folder: Path, tmp_path: Path) -> None:
    assert main(words(folder, tmp_path / "out", "--day", "tomorrow")) == 2
    template = tmp_path / "template.docx"
    template.write_bytes(b"no docx")
    assert main(words(folder, tmp_path / "out", "--template", str(template))) == 2
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    assert main(words(folder, tmp_path / "taken")) == 2
    (tmp_path / "file").write_text("file")
    assert main(words(folder, tmp_path / "file" / "out")) == 2


def test_a_run_may_be_repeated_into_the_same_folder(folder: Path, tmp_path: Path) -> None:
    assert main(words(folder, tmp_path / "out")) == 0
    before = contents(tmp_path / "out")
    assert main(words(folder, tmp_path / "out")) == 0
    assert contents(tmp_path / "out") == before


def test_the_offices_own_template_is_used(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("本单位格式：{{ name }} {{ score }}")
    document.save(str(tmp_path / "own.docx"))
    assert main(words(folder, tmp_path / "out", "--template", str(tmp_path / "own.docx"))) == 0
    letter = Document(str(tmp_path / "out" / "letters" / "0001-陈知远.docx"))
    assert letter.paragraphs[0].text.startswith("本单位格式：陈知远 9")
    document.add_paragraph("{{ nmae }}")
    document.save(str(tmp_path / "own.docx"))
    assert main(words(folder, tmp_path / "other", "--template", str(tmp_path / "own.docx"))) == 1
    assert "nmae" in capsys.readouterr().err
