"""`dandang rules`: lists, shows and checks without a server or a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dandang.cli.main import main

EXAMPLES = Path(__file__).parents[1] / "policy" / "examples"
GOOD = """
- 名称: 结案给予记过
  事实: {身份: 公务员, 管理权限: 单位管理, 结案处理: 记过}
  日期: 2027-03-01
  问题: 结案后能否补定等次
  应得: 不符合
  依据: 《公务员考核规定》第二十八条
"""


def written(folder: Path, text: str) -> str:
    place = folder / "example.yaml"
    place.write_text(text, "utf-8")
    return str(place)


def test_every_rule_is_listed_with_its_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list"]) == 0
    assert "assessment.ceiling\t年度考核等次上限\t《公务员考核规定》" in capsys.readouterr().out


def test_the_list_is_json_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--json"]) == 0
    assert "assessment.quota" in {one["id"] for one in json.loads(capsys.readouterr().out)}


def test_a_rule_is_shown_with_its_numbers_and_who_checked_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "show", "assessment.leave"]) == 0
    shown = capsys.readouterr().out
    assert "自 2020-12-28：6 个月" in shown
    assert "待组织部门对照现行文本确认" in shown


def test_a_parameter_is_shown_with_its_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "assessment_of_civil_servants.rounding"]) == 0
    assert "assessment.excellent_rounding" in capsys.readouterr().out
    assert main(["rules", "show", "assessment_of_civil_servants.rounding", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["confidence"] == "open"


def test_a_rule_is_json_with_whole_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "assessment.leave", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parameters"][0]["unit"] == "months"


def test_an_unknown_id_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "nobody.knows"]) == 2
    assert "nobody.knows" in capsys.readouterr().err


def test_an_example_that_comes_out_prints_verdict_findings_and_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "check", written(tmp_path, GOOD)]) == 0
    shown = capsys.readouterr().out
    assert "[不符合]" in shown and "依据：《公务员考核规定》第二十八条" in shown
    assert "共 1 个样例，0 个不符" in shown


def test_a_mismatch_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = GOOD.replace("应得: 不符合", "应得: 符合")
    assert main(["rules", "check", written(tmp_path, wrong), "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert told["differences"] == ["结论应为“符合”，规则得出“不符合”。"]
    assert told["outcome"] == "not_met"


def test_a_day_before_the_rules_is_a_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = written(tmp_path, GOOD.replace("2027-03-01", "2010-03-01"))
    assert main(["rules", "check", early]) == 1
    assert "自 2020-12-28 起才有规定" in capsys.readouterr().out
    assert main(["rules", "check", early, "--json"]) == 1


def test_a_wrong_file_gets_a_sentence_with_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = GOOD.replace("结案处理", "结案")
    assert main(["rules", "check", written(tmp_path, wrong)]) == 2
    assert "第 3 行：不认识“结案”" in capsys.readouterr().err
    assert main(["rules", "check", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml" in capsys.readouterr().err


def test_the_examples_of_the_house_all_come_out() -> None:
    files = [str(file) for file in sorted(EXAMPLES.glob("*.yaml"))]
    assert main(["rules", "check", *files]) == 0


def test_no_database_is_needed() -> None:
    asks = (
        "from dandang.cli.main import main; main(['rules', 'list']);"
        " from django.conf import settings; print(settings.configured)"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
