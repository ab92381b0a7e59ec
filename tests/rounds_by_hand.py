"""Small schemes and ballots for the tests of assessing."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from dandang.assessing.ballots import Answer, Ballot, Issue, Ratee
from dandang.assessing.results import RoundResult, compute
from dandang.assessing.scheme import Aspect, Choice, GradeCut, RaterClass, Scheme

ZHANG = Ratee("zhang", "张虚构", "局长", "虚构局")
CHOICES = (
    Choice("excellent", "优秀", Fraction(95)),
    Choice("competent", "称职", Fraction(85)),
    Choice("basic", "基本称职", Fraction(75)),
    Choice("incompetent", "不称职", Fraction(60)),
    Choice("unknown", "不了解"),
)
CUTS = (
    GradeCut("优秀", Fraction(90)),
    GradeCut("称职", Fraction(80)),
    GradeCut("基本称职", Fraction(70)),
    GradeCut("不称职", Fraction(0)),
)
WORTH = {
    95: "excellent",
    85: "competent",
    75: "basic",
    60: "incompetent",
    "?": "unknown",
}


def scheme(
    aspects: Sequence[int] = (100,), classes: Sequence[int] = (40, 30, 30), **more: object
) -> Scheme:
    """Aspects a, b, … and classes A, B, … with these weights."""
    values: dict[str, object] = {
        "title": "虚构方案",
        "year": 2026,
        "aspects": tuple(
            Aspect("abcde"[i], f"要素{i}", Fraction(weight)) for i, weight in enumerate(aspects)
        ),
        "choices": CHOICES,
        "classes": tuple(
            RaterClass("ABCDE"[i], f"{'ABCDE'[i]}票", Fraction(weight))
            for i, weight in enumerate(classes)
        ),
        "cuts": CUTS,
        **more,
    }
    return Scheme(**values)  # type: ignore[arg-type]


def answer(worth: object) -> Answer | None:
    """95 → 优秀 and so on, "?" → 不了解, None → blank, a Fraction → a written number."""
    if worth is None or isinstance(worth, Fraction):
        return worth
    return WORTH[worth]  # type: ignore[index]


def ballot(rater_class: str, *worths: object, ratee: str = "zhang") -> Ballot:
    """A ballot about one ratee: one worth per aspect."""
    sheet = {
        "abcde"[i]: said for i, worth in enumerate(worths) if (said := answer(worth)) is not None
    }
    return Ballot(rater_class, {ratee: sheet})


def ballots(rater_class: str, worths: Iterable[object]) -> list[Ballot]:
    """Ballots about one ratee on the only aspect."""
    return [ballot(rater_class, worth) for worth in worths]


def issues(scheme: Scheme, members: Iterable[Ballot]) -> list[Issue]:
    """Every slip came back."""
    seen = [each.rater_class for each in members]
    return [Issue(each.code, *(3 * [seen.count(each.code)])) for each in scheme.classes]


def result_of(
    scheme: Scheme, members: Sequence[Ballot], ratees: Sequence[Ratee] = (ZHANG,)
) -> RoundResult:
    """The result when every slip came back."""
    return compute(scheme, ratees, issues(scheme, members), members)
