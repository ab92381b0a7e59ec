"""Ratings to try `dandang score` with: three classes, one straight-liner, one bloc. All invented."""

import csv
import io
from collections.abc import Mapping
from typing import Any

import numpy as np

SEED = 20261122
RATEES, RATERS, ITEMS = 60, 90, ("德", "能", "勤", "绩", "廉")
CLASSES = ("A", "B", "C")
EACH = (6, 9, 12)
STRAIGHT_LINER, BLOC, LIFTED, SUNK = 7, (61, 64, 67, 70, 73, 76), 20, 41
WORDS: Mapping[str, Any] = {
    "ratee": "测评对象", "rater": "评价人", "score": "分数", "item": "要素", "items": "",
    "cls": "票类", "round": "", "group": "", "range": "1,10",
}  # fmt: skip
WEIGHTS = """\
# 虚构的权重：票类、要素。
least = 5
[classes]
A = 40
B = 30
C = 30
[items]
"德" = 20
"能" = 20
"勤" = 15
"绩" = 30
"廉" = 15
"""


def example() -> Mapping[str, bytes]:
    """ratings.csv and weights.toml, always the same: 60 ratees, 90 raters, five indicators."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["测评对象", "评价人", "票类", "要素", "分数"])
    writer.writerows(_rows())
    return {"ratings.csv": text.getvalue().encode(), "weights.toml": WEIGHTS.encode()}


def _rows() -> list[tuple[str, str, str, str, int]]:
    rng = np.random.default_rng(SEED)
    merit = rng.normal(7.6, 0.6, RATEES)
    seen = rng.normal(0.0, 0.25, (RATEES, len(CLASSES)))
    severity = rng.normal(0.0, 0.7, RATERS)
    rows = []
    for ratee in range(RATEES):
        for cls, count in enumerate(EACH):
            of_class = np.arange(cls, RATERS, len(CLASSES))
            chosen = set(rng.choice(of_class, count, replace=False).tolist())
            if ratee in (LIFTED, SUNK):
                chosen |= {rater for rater in BLOC if rater % len(CLASSES) == cls}
            for rater in sorted(chosen):
                whole = merit[ratee] + seen[ratee, cls] + severity[rater] + rng.normal(0.0, 0.7)
                bloc = rater in BLOC
                whole += 2.5 * (bloc and ratee == LIFTED) - 2.5 * (bloc and ratee == SUNK)
                for item in ITEMS:
                    score = 8 if rater == STRAIGHT_LINER else round(whole + rng.normal(0.0, 0.9))
                    rows.append(
                        (f"虚构{ratee + 1:03d}", f"评价人{rater + 1:03d}", CLASSES[cls], item,
                         min(max(score, 1), 10))
                    )  # fmt: skip
    return rows
