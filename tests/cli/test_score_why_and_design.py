"""`dandang score --why` and `--design`: what a number is made of, what a round will be worth."""

from pathlib import Path

import pytest

from dandang.cli.main import main

RATINGS = ["who,by,points,kind,when"] + [
    f"虚构{i},评{j},{80 + (7 * i + 3 * j) % 11},A,{when}"
    for when in ("春", "秋")
    for i in range(6)
    for j in range(6)
]
DESIGN = """
[units]
"虚构镇" = 8
"虚构局" = 5
[classes]
A = 40
B = 60
[[raters]]
class = "A"
count = 12
units = ["虚构镇"]
[[raters]]
class = "A"
count = 3
units = ["虚构局"]
"""


def scored(tmp_path: Path, *more: str) -> int:
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("\n".join(RATINGS) + "\n", "utf-8")
    words = ["--ratee", "who", "--rater", "by", "--score", "points", "--class", "kind"]
    return main(["score", str(ratings), *words, "--out", str(tmp_path / "out"), *more])


def test_one_ratee_is_explained_round_by_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scored(tmp_path, "--round", "when", "--why", "虚构2") == 0
    told = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("“虚构2”的正式得分") for line in told) == 2
    assert sum(line.startswith("“虚构2”校正宽严后的得分") for line in told) == 2
    assert sum(line.lstrip().startswith("“评3”的一张票") for line in told) == 2
    assert "第“春”轮" in told


def test_somebody_unknown_is_not_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scored(tmp_path, "--round", "when", "--why", "谁") == 2
    assert "没有名为“谁”" in capsys.readouterr().err


def test_a_tally_is_explained_by_its_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tally, rules = tmp_path / "tally.csv", tmp_path / "rules.toml"
    tally.write_text(
        "姓名,应到,实到,发出,收回,有效,作废,弃权,好,差\n"
        "张虚构,6,6,6,6,6,0,0,4,2\n李虚构,6,6,6,6,6,0,6,0,0\n".replace("6,0,6,0,0", "0,0,6,0,0"),
        "utf-8",
    )
    rules.write_text('[grades]\n"好" = 100\n"差" = 40\n', "utf-8")
    words = ["score", "--tally", str(tally), "--weights", str(rules), "--out", str(tmp_path / "o")]
    assert main([*words, "--why", "张虚构"]) == 0
    assert "  “”（权重 1）：合计 480 ÷ 6 = 80" in capsys.readouterr().out.splitlines()
    assert main([*words, "--why", "李虚构"]) == 0
    assert "“李虚构”没有正式得分" in capsys.readouterr().out
    assert main([*words, "--why", "谁"]) == 2


def test_a_design_is_told_before_the_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = tmp_path / "design.toml"
    design.write_text(DESIGN, "utf-8")
    assert main(["score", "--design", str(design)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("预计：区间宽度约 ")
    assert told[1].startswith("单位之间由共同评价人连成 2 块")
    assert any("收回的票预计不足" in line for line in told if line.startswith("虚构局"))
    assert any(line.startswith("虚构局“A”类只有 3 名") for line in told)
    assert told[-2].startswith("“A”类加一名")
    assert main(["score", "--design", str(design), "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Expected: intervals about ")


def test_a_linked_design_says_nothing_of_groups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = tmp_path / "design.toml"
    design.write_text(DESIGN + '[[raters]]\nclass = "B"\ncount = 9\n', "utf-8")
    assert main(["score", "--design", str(design)]) == 0
    assert "连成" not in capsys.readouterr().out


def test_a_design_that_cannot_be_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "--design", str(tmp_path / "none.toml")]) == 2
    wrong = tmp_path / "wrong.toml"
    wrong.write_bytes(b"\xff\xfe")
    assert main(["score", "--design", str(wrong)]) == 2
    assert "TOML" in capsys.readouterr().err
