"""A composite to test with: ratings, a target, fact points, a test and feedback."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from dandang.scoring.composite.entries import Answers, Entry, Fact, Facts, Marks, Rated, Reached
from dandang.scoring.composite.scheme import (
    Branch,
    Cut,
    Exam,
    Feedback,
    Leaf,
    Points,
    Ratings,
    Scheme,
    Target,
)
from dandang.scoring.composite.score import Composite, composites


def number(said: str | int) -> Fraction:
    return Fraction(said)


SCHEME = Scheme(
    title="虚构县履职星级评定",
    parts=(
        Leaf("ratings", "民主测评", number(40), Ratings(number(0), number(10))),
        Branch(
            "duty",
            "履职实绩",
            number(40),
            (
                Leaf("target", "任务完成率", number(70), Target(number(200), number(100))),
                Leaf("test", "应知应会", number(30), Exam(number(50))),
            ),
        ),
        Leaf(
            "public",
            "群众评价",
            number(20),
            Feedback({"满意": number(100), "基本满意": number(60), "不满意": number(0)}),
        ),
    ),
    added=(
        Leaf(
            "facts",
            "加减分",
            number(1),
            Points(number(0), number(-5), number(5), {"表彰": number(3)}),
        ),
    ),
    cuts=(Cut(5, number(90)), Cut(4, number(80)), Cut(3, number(60))),
)

# 0.4·80 + 0.4·(0.7·90 + 0.3·80) + 0.2·88 = 32 + 34.8 + 17.6 = 84.4, and 1 more for facts.
ENTRIES: Mapping[str, Entry] = {
    "ratings": Rated(number(8), 0.2, 40),
    "target": Reached(number(190)),
    "test": Marks(number(40)),
    "public": Answers({"满意": 7, "基本满意": 3, "不满意": 0, "不了解": 4}),
    "facts": Facts((Fact("记三等功", "表彰", number(2)), Fact("逾期一次", "督办", number(-1)))),
}


def composite(scheme: Scheme = SCHEME, **other: Entry) -> Composite:
    """The one ratee, with some entries otherwise."""
    return composites(scheme, {"张虚构": {**ENTRIES, **other}})[0]


def weighing(*leaves: Leaf, **more: object) -> Scheme:
    """A scheme of these leaves alone, weighing the same."""
    share = Fraction(100, len(leaves))
    made = Scheme("", tuple(replace(leaf, weight=share) for leaf in leaves))
    return replace(made, **more)  # type: ignore[arg-type]
