"""What `dandang score` writes: tables of ratees and raters, a summary. Same input, same bytes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dandang.scoring.reading import BadRow
from dandang.scoring.rounding import plain, rounded, shown
from dandang.scoring.values import Anomaly, Plan, RateeScore, RoundScores
from dandang.terms.sentences import say

RESULTS = (
    "round", "ratee", "n_sheets", "n_raters", "mean_of_record", "score", "se", "low", "high",
    "place", "place_low", "place_high", "p_top", "band", "proposal",
)  # fmt: skip
RATERS = ("rater", "n_sheets", "severity", "flags", "reason")


def results(rounds: Iterable[RoundScores], plan: Plan) -> bytes:
    """results.csv: a row per round and ratee, best score first; what may not be told is empty."""
    return _table(
        RESULTS, (_ratee(each.name, ratee, plan) for each in rounds for ratee in each.ratees)
    )


def _ratee(name: str, each: RateeScore, plan: Plan) -> list[object]:
    return [
        name,
        each.ratee,
        each.n_sheets,
        each.n_raters,
        "" if each.record is None else _record(each.record, plan),
        *(f"{value:.6f}" for value in (each.score, each.se, each.low, each.high)),
        *("" if n is None else n for n in (each.place, each.place_low, each.place_high)),
        "" if each.p_top is None else f"{each.p_top:.4f}",
        "" if each.band is None else each.band,
        "" if each.zone is None else str(each.zone),
    ]


def _record(value: Any, plan: Plan) -> str:
    if value >= 0:
        return shown(value, plan.decimals)
    return plain(-rounded(-value, plan.decimals))


def raters(rounds: Sequence[RoundScores], language: str = "zh") -> bytes:
    """raters.csv: a row per rater (and round, where there are several), by name."""
    several = len(rounds) > 1
    heads = (*(["round"] if several else []), *RATERS)
    return _table(
        heads,
        (
            [
                *([each.name] if several else []),
                note.rater,
                note.n_sheets,
                f"{note.severity:.6f}",
                " ".join(str(flag) for flag in note.flags),
                " ".join(say(code, language, **values) for code, values in note.reasons),
            ]
            for each in rounds
            for note in each.raters
        ),
    )


def bad_rows(rows: Iterable[BadRow], language: str = "zh") -> bytes:
    """bad_rows.csv: what could not be used, by row of the file."""
    return _table(
        ("row", "code", "reason"),
        ([each.row, each.code, say(each.code, language, **each.values)] for each in rows),
    )


def summary(
    rounds: Iterable[RoundScores], counted: Mapping[str, int], language: str = "zh"
) -> bytes:
    """summary.json: what each round rests on; `counted` tells of rows read, left open and wrong."""
    told = {"rounds": [_round(each, language) for each in rounds], "input": dict(counted)}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _round(each: RoundScores, language: str) -> dict[str, Any]:
    found = each.components
    return {
        "round": each.name,
        "n": each.n,
        "n_ratees": each.n_ratees,
        "n_raters": each.n_raters,
        "classes": list(each.classes),
        "mean": each.mean,
        "variance_components": None
        if found is None
        else {
            "ratee": found.ratee,
            "ratee_class": found.ratee_class,
            "rater": found.rater,
            "residual": found.residual,
            **({"residual_by_class": dict(found.residual_of)} if found.residual_of else {}),
        },
        "method": str(each.method),
        "iterations": each.iterations,
        "converged": each.converged,
        "g": each.g,
        "split_half": each.split_half,
        "components": each.parts,
        "gate": str(each.gate),
        "gate_reasons": [_sentence(*reason, language) for reason in each.gate_reasons],
        "notes": [_sentence(*note, language) for note in each.notes],
        "anomalies": [_anomaly(anomaly, language) for anomaly in each.anomalies],
        "without_anomalies": _without(each),
    }


def _without(each: RoundScores) -> list[dict[str, Any]]:
    """Both results of every ratee, where anything looks wrong."""
    if not each.anomalies:
        return []
    return [
        {
            "ratee": ratee.ratee,
            "score": ratee.score,
            "score_without": ratee.score_without,
            "place": ratee.place,
            "place_without": ratee.place_without,
        }
        for ratee in each.ratees
    ]


def _sentence(code: str, values: Mapping[str, object], language: str) -> dict[str, str]:
    return {"code": code, "reason": say(code, language, **values)}


def _anomaly(each: Anomaly, language: str) -> dict[str, Any]:
    return {
        "kind": str(each.kind),
        "raters": list(each.raters),
        "lifted": list(each.lifted),
        "sunk": list(each.sunk),
        "n_sheets": each.n_sheets,
        **_sentence(each.code, each.values, language),
        "moved": [
            {
                "ratee": moved.ratee,
                "score": moved.score,
                "score_without": moved.score_without,
                "place": moved.place,
                "place_without": moved.place_without,
            }
            for moved in each.moved
        ],
    }


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode()
