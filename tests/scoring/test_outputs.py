"""What is written: the columns promised, empty where nothing may be told, both languages."""

import csv
import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dandang.scoring import outputs
from dandang.scoring.reading import BadRow
from dandang.scoring.rounds import scored
from dandang.scoring.values import Plan, RoundScores
from scoring.rated import bent, county, plain


def rows(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(made.decode().splitlines()))


@pytest.fixture(scope="module")
def result() -> RoundScores:
    """A small round with one erratic rater."""
    drawn = county(9, ratees=60, raters=40, each=(6, 6), units=1)
    mine = drawn.sheets.rater == 4
    up = np.arange(len(mine)) % 2 == 0
    swung = bent(bent(drawn, mine & up, 4.0), mine & ~up, -4.0)
    return scored("年度", swung.sheets, Plan())


def test_results_have_the_promised_columns(result: RoundScores) -> None:
    first = rows(outputs.results([result], Plan()))[0]
    assert tuple(first) == outputs.RESULTS
    assert (first["round"], first["place"], first["band"]) == ("年度", "1", "1")
    assert float(first["score"]) == pytest.approx(result.ratees[0].score, abs=1e-6)


def test_what_may_not_be_told_is_empty(result: RoundScores) -> None:
    silent = replace(
        result.ratees[0], place=None, place_low=None, place_high=None, p_top=None, band=None,
        zone=None, record=None,
    )  # fmt: skip
    [told] = rows(outputs.results([replace(result, ratees=(silent,))], Plan()))
    empty = ("place", "place_low", "place_high", "p_top", "band", "proposal", "mean_of_record")
    assert [told[name] for name in empty] == [""] * 7


def test_a_record_below_nothing_keeps_its_sign(result: RoundScores) -> None:
    below = replace(result.ratees[0], record=Fraction(-1, 8))
    [told] = rows(outputs.results([replace(result, ratees=(below,))], Plan()))
    assert told["mean_of_record"] == "-0.13"


def test_raters_come_with_their_reasons(result: RoundScores) -> None:
    flagged = [each for each in rows(outputs.raters([result], "en")) if each["flags"]]
    assert [each["flags"] for each in flagged] == ["erratic"]
    assert "stray from what others say" in flagged[0]["reason"]
    both = rows(outputs.raters([result, result]))
    assert tuple(both[0]) == ("round", *outputs.RATERS)


def test_the_summary_holds_both_results_where_anything_looks_wrong(result: RoundScores) -> None:
    told = json.loads(outputs.summary([result], {"rows": 1}))["rounds"][0]
    assert len(told["without_anomalies"]) == 60
    assert (
        told["anomalies"][0]["moved"][0]["score"]
        != told["anomalies"][0]["moved"][0]["score_without"]
    )
    clean = scored("", plain(3).sheets, Plan())
    told = json.loads(outputs.summary([replace(clean, components=None)], {}))["rounds"][0]
    assert (told["without_anomalies"], told["variance_components"]) == ([], None)


def test_bad_rows_say_what_is_wrong() -> None:
    wrong = BadRow(7, "scoring.not_a_number", {"row": 7, "said": "八"})
    assert rows(outputs.bad_rows([wrong]))[0]["reason"] == "第 7 行：“八”不是分数。请改正。"


def test_without_weights_and_with_open_sheets_it_is_said() -> None:
    drawn = county(9, ratees=30, raters=40, each=(6, 6), units=1)
    told = scored("", drawn.sheets, Plan())
    assert [code for code, _ in told.notes] == ["scoring.note_equal_weights"]
