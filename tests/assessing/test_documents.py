"""What letters and tallies print, as plain values."""

import json
from datetime import date
from fractions import Fraction

from dandang.assessing.ballots import Ballot, Issue, Ratee
from dandang.assessing.disclosure import published
from dandang.assessing.documents import Head, letter_values
from dandang.assessing.outputs import Sources, files, results_csv
from dandang.assessing.results import RoundResult, compute
from dandang.assessing.scheme import ScoreRange
from dandang.assessing.tally_document import tally_values
from dandang.formats.letters import FIELDS, default_template
from dandang.formats.letters.fields import MEMBERS
from rounds_by_hand import ZHANG, ballot, ballots, result_of, scheme

HEAD = Head("2026年度考核结果告知书", "中共虚构县委组织部", "干部监督科")


def pooled_round() -> RoundResult:
    members = ballots("A", [95] * 2) + ballots("B", [85] * 6) + ballots("C", [75] * 13 + ["?"])
    return result_of(scheme(), members)


def letter(result: RoundResult, **more: object) -> dict[str, object]:
    values: dict[str, object] = {
        "head": HEAD,
        "grade": "称职",
        "grade_note": "评审组确认",
        "reasons": ["带头完成任务"],
        **more,
    }
    return letter_values(result, "zhang", **values)  # type: ignore[arg-type]


def test_a_letter_says_score_counts_and_why_classes_were_pooled() -> None:
    values = letter(pooled_round())
    assert values["score"] == "83.75"
    assert values["unrounded"] == "83.750000"
    assert values["grade_note"] == "评审组确认。"
    assert values["reasons"] == [
        "得分 83.75 分，按公布的分数线（称职 80 分以上），建议等次为“称职”。",
        "带头完成任务",
    ]
    groups = values["groups"]
    assert isinstance(groups, list)
    assert [(group["name"], group["weight"], group["ballots"]) for group in groups] == [
        ("A票＋B票", "70", "8"),
        ("C票", "30", "14"),
    ]
    assert groups[1]["rows"] == [
        {
            "aspect": "要素0",
            "counts": ["0", "0", "13", "0", "1"],
            "blank": "0",
            "base": "13",
            "total": "975",
            "mean": "75.0000",
        }
    ]
    assert len(values["pooling"]) == 1  # type: ignore[arg-type]
    assert (values["day"], values["date"], values["objection_until"]) == ("", "", "")
    assert json.loads(json.dumps(values)) == values


def test_days_stand_in_a_letter_once_they_are_known() -> None:
    head = Head("书", "部", "科", day=date(2026, 12, 1), objection_until=date(2026, 12, 8))
    values = letter(pooled_round(), head=head)
    assert values["day"] == "2026年12月1日"
    assert values["date"] == "2026-12-01"
    assert values["objection_until"] == "2026年12月8日"


def test_every_field_of_a_letter_is_explained_and_no_other() -> None:
    assert set(letter(pooled_round())) | {"verify_code"} == set(FIELDS)
    groups = letter(pooled_round())["groups"]
    assert isinstance(groups, list)
    assert set(groups[0]) | set(groups[0]["rows"][0]) <= MEMBERS


def test_a_letter_without_a_score_says_why() -> None:
    result = result_of(scheme(), ballots("A", [95] * 4))
    values = letter(result, grade="待定", grade_note="")
    assert values["score"] == ""
    assert values["no_score"] == values["reasons"][0]  # type: ignore[index]
    assert "不足 5 张" in str(values["no_score"])
    assert values["groups"] == values["aspects"] == values["shares"] == []
    assert len(values["limits"]) == 1  # type: ignore[arg-type]
    assert values["grade_note"] == ""


def test_the_lowest_grade_is_said_by_what_it_falls_short_of() -> None:
    values = letter(result_of(scheme(classes=(100,)), ballots("A", [60] * 5)), reasons=[])
    assert values["cuts"][-1] == "不称职 不足 70 分"  # type: ignore[index]
    assert values["reasons"] == [
        "得分 60.00 分，按公布的分数线（不称职 不足 70 分），建议等次为“不称职”。"
    ]


def test_without_cut_points_no_reason_is_given() -> None:
    result = result_of(scheme(classes=(100,), cuts=()), ballots("A", [95] * 5))
    assert letter(result, reasons=[])["reasons"] == []


def test_written_numbers_have_a_column_of_their_own() -> None:
    free = scheme(classes=(100,), scores=ScoreRange(Fraction(0), Fraction(100)))
    values = letter(result_of(free, ballots("A", [Fraction(88), 95, 95, 95, 95])))
    assert [each["name"] for each in values["choices"]][-1] == "打分"  # type: ignore[attr-defined]
    assert values["groups"][0]["rows"][0]["counts"] == ["4", "0", "0", "0", "0", "1"]  # type: ignore[index]


def test_a_tally_reconciles_and_says_its_denominator() -> None:
    asked = scheme((50, 50), (100,), spoilt_below=Fraction(1, 2))
    members = [ballot("A", 95, 85)] * 6 + [ballot("A"), ballot("A", None, "?")]
    values = tally_values(compute(asked, [ZHANG], [Issue("A", 9, 9, 8)], members), fictional="虚构")
    assert values["counts"] == [["A票", 9, 9, 8, 8, 7, 0, 1], ["合计", 9, 9, 8, 8, 7, 0, 1]]
    assert values["scores"][0][:5] == ["张虚构", "虚构局", "局长", "90.00", "优秀"]
    assert values["scores"][0][5:] == ["50.0", "50.0", "0.0", "0.0"]
    assert len(values["details"]) == 2
    assert any("占比的分母：作出评价的项数" in note for note in values["notes"])
    assert any("答题不足 50%" in note for note in values["notes"])


def test_a_tally_says_who_has_no_number_and_who_was_pooled_further() -> None:
    li, wang = Ratee("li", "李虚构"), Ratee("wang", "王虚构")
    members = [
        Ballot(
            code,
            {
                "zhang": {"a": "excellent"},
                "li": {"a": "unknown" if i else "basic"},
                "wang": {"a": "unknown" if code == "A" else "basic"},
            },
        )
        for code in "AB"
        for i in range(6)
    ]
    result = result_of(scheme(classes=(50, 50)), members, (ZHANG, li, wang))
    values = tally_values(result, day=date(2026, 12, 1))
    assert values["date"] == "2026-12-01"
    assert values["scores"][1][3:] == ["不出数字", "—", "—", "—", "—", "—"]
    assert any(note.startswith("李虚构：对其作出评价的不足 5 人") for note in values["notes"])
    assert any(note.startswith("王虚构：作出评价的人较少") for note in values["notes"])


def test_a_tally_of_too_few_ballots_shows_only_what_was_handed_out() -> None:
    values = tally_values(result_of(scheme(), ballots("A", [95] * 4)))
    assert values["counts"] == [["合计", 4, 4, 4, "—", "—", "—", "—"]]


def test_no_document_prints_a_number_that_is_not_published() -> None:
    result = pooled_round()
    told = {number.shown for number in published(result)}
    values = tally_values(result)
    for row in values["counts"]:
        assert {str(cell) for cell in row[1:]} <= told
    for row in values["scores"]:
        assert {row[3], *row[5:]} <= told
    for row in values["details"]:
        assert {str(cell) for cell in row[5:]} <= told
    groups = letter(result)["groups"]
    assert isinstance(groups, list)
    for group in groups:
        assert group["ballots"] in told
        for line in group["rows"]:
            assert {
                *line["counts"],
                line["blank"],
                line["base"],
                line["total"],
                line["mean"],
            } <= told


def test_results_as_csv_cannot_hold_a_formula() -> None:
    evil = Ratee("zhang", "=cmd|' /C calc'!A0", "+1", "@unit")
    text = results_csv(result_of(scheme(), ballots("A", [95] * 5), [evil])).decode("utf-8-sig")
    line = text.splitlines()[1]
    assert line.startswith(
        "'=cmd|' /C calc'!A0,'@unit,'+1,95.00,95/1,优秀,5,A票＋B票＋C票,95.0000,"
    )
    nobody = results_csv(result_of(scheme(), ballots("A", [95] * 4))).decode("utf-8-sig")
    assert nobody.splitlines()[1].startswith("张虚构,虚构局,局长,,,,,,,有效票不足 5 张")


def test_the_files_of_a_run_name_every_ratee_and_no_path() -> None:
    li = Ratee("li", "../李:虚构")
    members = [Ballot("A", {"zhang": {"a": "excellent"}, "li": {"a": "unknown"}})] * 5
    made = files(
        result_of(scheme(classes=(100,)), members, (ZHANG, li)),
        head=HEAD,
        template=default_template(),
        sources=Sources(b"scheme", b"roster"),
        not_rated=["王虚构"],
    )
    assert sorted(made) == [
        "letters.pdf",
        "letters/0001-张虚构.docx",
        "letters/0001-张虚构.pdf",
        "letters/0002-___李_虚构.docx",
        "letters/0002-___李_虚构.pdf",
        "results.csv",
        "summary.json",
        "tally.pdf",
        "tally.xlsx",
    ]
    summary = json.loads(made["summary.json"])
    assert summary["not_rated"] == ["王虚构"]
    assert [each["score"] for each in summary["ratees"]] == ["95.00", None]
    assert summary["ratees"][1]["reason"] == "assessing.too_few_answers"
    assert set(summary["files"]) == set(made) - {"summary.json"}
