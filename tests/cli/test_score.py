"""`dandang score`: from a table of ratings to files; wrong rows named by line, nothing lost silently."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from dandang.cli.main import main
from dandang.cli.score_example import example


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, scored."""
    folder = tmp_path_factory.mktemp("score")
    assert main(["score", "--example", str(folder)]) == 0
    return folder


def words(ratings: Path, out: Path, *more: str) -> list[str]:
    return [
        "score", str(ratings), "--ratee", "测评对象", "--rater", "评价人", "--score", "分数",
        "--item", "要素", "--class", "票类", "--out", str(out), *more,
    ]  # fmt: skip


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def lines(folder: Path) -> list[str]:
    return (folder / "in" / "ratings.csv").read_text("utf-8").splitlines()


def rewritten(tmp_path: Path, told: list[str], encoding: str = "utf-8") -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text("\n".join(told) + "\n", encoding)
    return path


def test_the_example_gives_places_with_intervals(made: Path) -> None:
    rows = table(made / "out" / "results.csv")
    assert len(rows) == 60
    assert [row["place"] for row in rows] == [str(i + 1) for i in range(60)]
    assert all(int(r["place_low"]) <= int(r["place"]) <= int(r["place_high"]) for r in rows)
    assert all(float(r["low"]) < float(r["score"]) < float(r["high"]) for r in rows)


def test_the_summary_says_what_it_rests_on(made: Path) -> None:
    [told] = json.loads((made / "out" / "summary.json").read_text("utf-8"))["rounds"]
    assert (told["n"], told["components"], told["gate"]) == (1630, 1, "places")
    assert set(told["variance_components"]) == {
        "ratee", "ratee_class", "rater", "residual", "residual_by_class",
    }  # fmt: skip
    assert told["method"] == "exact"


def test_the_straight_liner_is_proposed_and_not_left_out(made: Path) -> None:
    rows = {row["rater"]: row for row in table(made / "out" / "raters.csv")}
    assert rows["评价人008"]["flags"] == "straight"
    assert rows["评价人008"]["reason"] == "24 张票中有 24 张各项同分。"
    assert sum(int(row["n_sheets"]) for row in rows.values()) == 1630


def test_the_same_input_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    ratings, weights = made / "in" / "ratings.csv", str(made / "in" / "weights.toml")
    assert main(words(ratings, tmp_path, "--weights", weights, "--range", "1,10")) == 0
    for name in ("results.csv", "raters.csv", "summary.json"):
        assert (tmp_path / name).read_bytes() == (made / "out" / name).read_bytes()


def test_neither_django_nor_scipy_is_loaded_for_a_small_round(made: Path, tmp_path: Path) -> None:
    given = words(made / "in" / "ratings.csv", tmp_path)
    code = (
        f"import sys\nfrom dandang.cli.main import main\nassert main({given!r}) == 0\n"
        "print([m for m in ('django', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_commands_that_do_not_score_load_no_numpy() -> None:
    code = (
        "import sys\nfrom dandang.cli.main import main\n"
        "import dandang.assessing\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('numpy', 'scipy', 'duckdb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_wrong_rows_are_named_by_line_and_nothing_is_written(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = lines(made)
    told[3] = told[3].rsplit(",", 1)[0] + ",八"
    told[4] = told[4].rsplit(",", 1)[0] + ",11"
    told[5] = "," + told[5].split(",", 1)[1]
    told.append(told[1])
    out = tmp_path / "out"
    assert main(words(rewritten(tmp_path, told), out, "--range", "1,10")) == 1
    heard = capsys.readouterr().err.splitlines()
    assert heard[0] == "第 4 行：“八”不是分数。请改正。"
    assert heard[1] == "第 5 行：分数 11 不在 1—10 之内。请改正。"
    assert heard[2].startswith("第 6 行：评价人、测评对象")
    assert heard[3].startswith(f"第 {len(told)} 行：")
    assert heard[4].startswith("共有 4 行不能用")
    assert not out.exists()


def test_wrong_rows_may_be_skipped_but_are_listed(made: Path, tmp_path: Path) -> None:
    told = lines(made)
    told[3] = told[3].rsplit(",", 1)[0] + ",八"
    out = tmp_path / "out"
    assert main(words(rewritten(tmp_path, told), out, "--skip-bad")) == 0
    assert [row["row"] for row in table(out / "bad_rows.csv")] == ["4"]
    counted = json.loads((out / "summary.json").read_text("utf-8"))["input"]
    assert counted == {"rows": 8150, "blank": 0, "not_used": 1}


def test_an_open_indicator_is_listed_and_does_not_stop(made: Path, tmp_path: Path) -> None:
    told = lines(made)
    told[7] = told[7].rsplit(",", 1)[0] + ","
    out = tmp_path / "out"
    assert main(words(rewritten(tmp_path, told), out)) == 0
    assert [row["code"] for row in table(out / "bad_rows.csv")] == ["scoring.blank"]


def test_a_workbook_and_another_encoding_give_the_same_results(made: Path, tmp_path: Path) -> None:
    told = lines(made)
    book = xlsxwriter.Workbook(str(tmp_path / "ratings.xlsx"))
    sheet = book.add_worksheet()
    for row, line in enumerate(told):
        for column, cell in enumerate(line.split(",")):
            sheet.write(row, column, int(cell) if cell.isdigit() else cell)
    book.close()
    duckdb.sql(f"SELECT * FROM '{made / 'in' / 'ratings.csv'}'").write_parquet(
        str(tmp_path / "ratings.parquet")
    )
    files = [
        made / "in" / "ratings.csv",
        tmp_path / "ratings.xlsx",
        tmp_path / "ratings.parquet",
        rewritten(tmp_path, told, "gb18030"),
    ]
    results = []
    for number, path in enumerate(files):
        assert main(words(path, tmp_path / str(number))) == 0
        results.append((tmp_path / str(number) / "results.csv").read_bytes())
    assert results == [results[0]] * 4


def test_columns_may_stand_side_by_side(tmp_path: Path) -> None:
    rows = [["who", "by", "德", "能"]]
    rows += [
        [f"r{i}", f"p{j}", str(6 + i % 3), str(5 + (i * j) % 4)] for i in range(8) for j in range(6)
    ]
    path = rewritten(tmp_path, [",".join(row) for row in rows])
    out = tmp_path / "out"
    given = ["score", str(path), "--ratee", "who", "--rater", "by", "--items", "德,能"]
    assert main([*given, "--out", str(out)]) == 0
    assert {row["ratee"]: row["mean_of_record"] for row in table(out / "results.csv")}[
        "r0"
    ] == "5.50"


def test_rounds_are_scored_by_themselves_in_processes(made: Path, tmp_path: Path) -> None:
    told = lines(made)
    twice = [told[0] + ",月份"]
    twice += [f"{line},{month}" for month in ("2026-01", "2026-02") for line in told[1:]]
    path = rewritten(tmp_path, twice)
    given = [*words(path, tmp_path / "out"), "--round", "月份"]
    code = f"from dandang.cli.main import main\nraise SystemExit(main({given!r}))"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    rows = table(tmp_path / "out" / "results.csv")
    assert [row["round"] for row in rows] == ["2026-01"] * 60 + ["2026-02"] * 60
    assert [row["score"] for row in rows[:60]] == [row["score"] for row in rows[60:]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (["--score", "没有"], "评分文件没有这些列：没有"),
        (["--range", "10,1"], "分数区间的下限须小于上限"),
        (["--range", "1"], "“--range”的数写得不对"),
        (["--weights", "nowhere.toml"], "读不了“nowhere.toml”"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: list[str], sentence: str
) -> None:
    assert main(words(made / "in" / "ratings.csv", tmp_path, *change)) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_a_file_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--out", "x"]) == 2
    assert capsys.readouterr().err.startswith("请写明评分文件")


def test_the_example_is_always_the_same() -> None:
    assert example() == example()
