"""A round as a group: where its scores lie, how its grades are shared out, on how many ballots."""

from collections.abc import Iterable
from dataclasses import dataclass

from dandang.apps.rounds.queries.running import RateeRow, RoundPage
from dandang.web.shared.strips import Strip, strip


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many people of a group have a grade, and the share of the group in percent."""

    name: str
    count: int
    percent: float
    shown: str


def _most(page: RoundPage) -> float:
    values = [each.value for each in page.scheme.choices if each.value is not None]
    highest = page.scheme.scores.high if page.scheme.scores else max(values, default=0)
    return max(100.0, float(highest))


def strip_of(page: RoundPage, rows: Iterable[RateeRow]) -> Strip | None:
    """The scores of a round on one scale; None before they are computed."""
    if page.result is None:
        return None
    return strip((row.score for row in rows), page.scheme.cuts, most=_most(page))


def grades_of(page: RoundPage, rows: Iterable[RateeRow]) -> tuple[GradeShare, ...]:
    """The grades decided so far in the order of the scheme; empty while none is."""
    grades = [row.grade for row in rows if row.grade]
    order = [cut.grade for cut in page.scheme.cuts]
    names = [*order, *sorted(set(grades) - set(order))]
    return tuple(
        GradeShare(
            name,
            count := grades.count(name),
            percent := 100 * count / len(grades),
            f"{percent:.1f}%",
        )
        for name in names
        if grades
    )


def ballots_of(page: RoundPage) -> dict[str, int]:
    """On how many valid ballots each result rests, by the ratee's number as text."""
    if page.result is None:
        return {}
    return {
        each.ratee.key.removeprefix("r"): sum(group.ballots for group in each.groups)
        for each in page.result.ratees
    }
