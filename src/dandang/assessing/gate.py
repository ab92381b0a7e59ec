"""The gate (入口): rows of ratings become ballots without raters, or a list of what is wrong by line."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from dandang.assessing.ballots import Answer, Ballot, Issue, Ratee
from dandang.assessing.scheme import Finding, Scheme
from dandang.formats.ratings_in import RatingRow
from dandang.formats.ratings_in import plain as normal
from dandang.scoring.rounding import plain

LEFT_OPEN = frozenset({"", "未填", "空白", "弃权", "回避", "blank", "recused"})


@dataclass(frozen=True, slots=True)
class Gated:
    """What came through: ballots, the ratees on them, people of the roster on none, and findings.

    With findings nothing else may be used. `seen` counts the raters of each class.
    """

    ballots: tuple[Ballot, ...]
    ratees: tuple[Ratee, ...]
    not_rated: tuple[Ratee, ...]
    seen: Mapping[str, int]
    findings: tuple[Finding, ...]


def gate(scheme: Scheme, roster: Sequence[Ratee], rows: Iterable[RatingRow]) -> Gated:
    """The ballots in rows of ratings, one per rater; every row that cannot be used is a finding."""
    reader = _Reader(scheme, roster)
    for row in rows:
        reader.take(row)
    rated = {key for sheets in reader.sheets.values() for key in sheets}
    ballots = tuple(
        Ballot(
            reader.classes[rater][0],
            {key: dict(sheet) for key, sheet in sheets.items()},
        )
        for rater, sheets in reader.sheets.items()
    )
    return Gated(
        ballots=ballots,
        ratees=tuple(each for each in roster if each.key in rated),
        not_rated=tuple(each for each in roster if each.key not in rated),
        seen=Counter(ballot.rater_class for ballot in ballots),
        findings=tuple(reader.findings),
    )


def issues_of(scheme: Scheme, given: Sequence[Issue], seen: Mapping[str, int]) -> tuple[Issue, ...]:
    """应到、实到、发出 of every class: as given, else as many as raters were seen."""
    known = {issue.rater_class for issue in given}
    return (
        *given,
        *(
            Issue(each.code, *(3 * (seen.get(each.code, 0),)))
            for each in scheme.classes
            if each.code not in known
        ),
    )


class _Reader:
    def __init__(self, scheme: Scheme, roster: Sequence[Ratee]) -> None:
        self.findings: list[Finding] = []
        self.sheets: dict[str, dict[str, dict[str, Answer]]] = {}
        self.classes: dict[str, tuple[str, int]] = {}
        self.lines: dict[tuple[str, str, str], int] = {}
        self.scheme = scheme
        self.class_of = _names((each.code, each.name) for each in scheme.classes)
        self.aspect_of = _names((each.code, each.name) for each in scheme.aspects)
        self.choice_of = _names((each.code, each.name) for each in scheme.choices)
        self.value_of = {each.value: each.code for each in scheme.choices if each.value is not None}
        self.people: dict[str, list[Ratee]] = {}
        for ratee in roster:
            self.people.setdefault(_key(ratee.name), []).append(ratee)

    def take(self, row: RatingRow) -> None:
        before = len(self.findings)
        ratee = self._ratee(row)
        rater_class = self._known(row, "class", row.rater_class, self.class_of)
        aspect = self._known(row, "indicator", row.indicator, self.aspect_of)
        answer = self._answer(row)
        if not row.rater:
            self._find(row, "ratings.rater_missing")
        if len(self.findings) > before or ratee is None:
            return
        first_class, first_line = self.classes.setdefault(row.rater, (rater_class, row.line))
        if first_class != rater_class:
            self._find(row, "ratings.two_classes", first=first_line)
            return
        first_line = self.lines.setdefault((row.rater, ratee.key, aspect), row.line)
        if first_line != row.line:
            self._find(row, "ratings.twice", first=first_line)
            return
        sheet = self.sheets.setdefault(row.rater, {}).setdefault(ratee.key, {})
        if answer is not None:
            sheet[aspect] = answer

    def _ratee(self, row: RatingRow) -> Ratee | None:
        name, unit = normal(row.ratee), row.unit
        found = self.people.get(_key(name), [])
        within = re.fullmatch(r"(.+?)\s*\((.+)\)", name)
        if not found and within:
            name, unit = within[1], within[2]
            found = self.people.get(_key(name), [])
        if unit:
            found = [each for each in found if _key(each.unit).endswith(_key(unit))]
        if len(found) == 1:
            return found[0]
        if not row.ratee:
            self._find(row, "ratings.ratee_missing")
        elif found:
            self._find(row, "ratings.ratee_ambiguous", name=name, count=len(found))
        else:
            self._find(row, "ratings.ratee_unknown", name=row.ratee)
        return None

    def _known(self, row: RatingRow, what: str, said: str, known: Mapping[str, str]) -> str:
        code = known.get(_key(said))
        if code is None:
            allowed = "、".join(dict.fromkeys(self._allowed(what)))
            self._find(row, f"ratings.{what}_unknown", said=said, allowed=allowed)
            return ""
        return code

    def _allowed(self, what: str) -> list[str]:
        if what == "class":
            return [each.code for each in self.scheme.classes]
        return [each.name for each in self.scheme.aspects]

    def _answer(self, row: RatingRow) -> Answer | None:
        answers = [
            self._read(row, said)
            for said in (row.choice, row.score)
            if said.lower() not in LEFT_OPEN
        ]
        if len(answers) == 2 and None not in answers and answers[0] != answers[1]:
            self._find(row, "ratings.two_answers", choice=row.choice, score=row.score)
        return answers[0] if answers else None

    def _read(self, row: RatingRow, said: str) -> Answer | None:
        code = self.choice_of.get(_key(said))
        if code is not None:
            return code
        if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", said):
            names = "、".join(each.name for each in self.scheme.choices)
            self._find(row, "ratings.choice_unknown", said=said, allowed=names)
            return None
        number = Fraction(said)
        if number in self.value_of:
            return self.value_of[number]
        allowed = self.scheme.scores
        if allowed is not None and allowed.low <= number <= allowed.high:
            return number
        if allowed is not None:
            self._find(
                row,
                "ratings.score_outside",
                said=said,
                low=plain(allowed.low),
                high=plain(allowed.high),
            )
        else:
            values = "、".join(plain(value) for value in self.value_of)
            self._find(row, "ratings.score_unknown", said=said, allowed=values)
        return None

    def _find(self, row: RatingRow, code: str, **values: object) -> None:
        self.findings.append(Finding(code, {"line": row.line, **values}))


@lru_cache(maxsize=4096)
def _key(said: str) -> str:
    return re.sub(r"\s+", "", normal(said)).lower()


def _names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes by everything they may be called: code, name, and the name without its bracket."""
    named: dict[str, str] = {}
    for code, name in pairs:
        for said in (code, name, re.sub(r"\(.*$", "", normal(name))):
            named.setdefault(_key(said), code)
    return named
