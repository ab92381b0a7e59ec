"""The small-class rule as linear algebra over every number that a round tells.

Each published number is written down as a linear functional of the ballots (and checked to give the
very value that is printed); then no combination of them may rest on fewer than k ballots.
"""

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import pytest

from dandang.assessing import results
from dandang.assessing.ballots import Ballot, Issue, Ratee
from dandang.assessing.disclosure import Published, published
from dandang.assessing.scheme import Denominator, Scheme
from dandang.assessing.why import why
from rounds_by_hand import CHOICES, scheme

SIZES = {"A": 2, "B": 6, "C": 14}
K = 5
RATEES = tuple(Ratee(f"r{i}", f"虚构{i}") for i in range(3))
VALUE = {choice.code: choice.value for choice in CHOICES}

Variable = tuple[int | str, ...]  # (ballot, what, …)
Functional = Mapping[Variable, Fraction]


def a_round(
    seed: int, *, denominator: Denominator = Denominator.ANSWERED
) -> tuple[Scheme, list[Ballot]]:
    """Random ballots of classes of 2, 6 and 14 with blanks, 不了解, spoilt and empty ones."""
    chance = random.Random(seed)
    asked = scheme((60, 40), (40, 30, 30), denominator=denominator, spoilt_below=Fraction(1, 2))
    little_known = chance.choice([0.05, 0.3, 0.6])
    ballots = []
    for rater_class, size in SIZES.items():
        for _ in range(size):
            care = chance.choice([1, 1, 1, 1, 1, 0.9, 0.3, 0])
            ballots.append(
                Ballot(
                    rater_class,
                    {
                        ratee.key: {
                            aspect.code: "unknown"
                            if chance.random() < (little_known if ratee.key == "r2" else 0.05)
                            else chance.choice(["excellent", "competent", "basic", "incompetent"])
                            for aspect in asked.aspects
                            if chance.random() < care
                        }
                        for ratee in RATEES
                    },
                )
            )
    return asked, ballots


def told(asked: Scheme, ballots: Sequence[Ballot]) -> results.RoundResult:
    issues = [Issue(code, size + 1, size, size) for code, size in SIZES.items()]
    return results.compute(asked, RATEES, issues, ballots)


# --- the ballots as variables ------------------------------------------------------------------


def state(asked: Scheme, ballot: Ballot) -> str:
    answered = sum(len(sheet) for sheet in ballot.sheets.values())
    if answered == 0:
        return "abstained"
    questions = len(RATEES) * len(asked.aspects)
    return "spoilt" if Fraction(answered, questions) < asked.spoilt_below else "valid"


class Answers:
    """First view: every answer one-hot.

    Free variables: whether a returned ballot is valid, whether it is spoilt (else abstained), and for
    a valid one each choice per ratee and aspect (else blank). So what is known anyway (each ballot is
    one of three, each answer one of six) is already used, and cannot hide a combination.
    """

    def __init__(
        self, asked: Scheme, ballots: Sequence[Ballot], result: results.RoundResult
    ) -> None:
        self.asked, self.ballots, self.numbers = asked, ballots, published(result)
        self.bases = {
            (n.ratee, n.aspect, n.classes): n.value for n in self.numbers if n.what == "base"
        }
        self.value: dict[Variable, Fraction] = {}
        for b, ballot in enumerate(ballots):
            for what in ("valid", "spoilt"):
                self.value[b, what] = Fraction(state(asked, ballot) == what)
            for ratee, aspect, choice in itertools.product(RATEES, asked.aspects, VALUE):
                marked = ballot.sheets.get(ratee.key, {}).get(aspect.code) == choice
                counts = state(asked, ballot) == "valid" and marked
                self.value[b, ratee.key, aspect.code, choice] = Fraction(counts)

    def members(self, classes: Iterable[str]) -> list[int]:
        wanted = set(classes)
        return [b for b, ballot in enumerate(self.ballots) if ballot.rater_class in wanted]

    def functional(self, number: Published) -> tuple[Functional, Fraction]:
        """The number as coefficients and a constant; constants are no news to anybody."""
        members = self.members(number.classes)
        one = Fraction(1)
        match number.what:
            case "due" | "present" | "issued" | "returned":
                return {}, number.value
            case "valid" | "spoilt":
                return {(b, number.what): one for b in members}, Fraction(0)
            case "abstained":
                coefficients = {(b, what): -one for b in members for what in ("valid", "spoilt")}
                return coefficients, Fraction(len(members))
            case "ballots":
                return {(b, "valid"): one for b in members}, Fraction(0)
            case "count":
                return self.sums(number, members, {number.choice: one}), Fraction(0)
            case "blank":
                row = self.sums(number, members, dict.fromkeys(VALUE, -one))
                return {**row, **{(b, "valid"): one for b in members}}, Fraction(0)
            case "base":
                weights = {code: one for code, value in VALUE.items() if value is not None}
                return self.sums(number, members, weights), Fraction(0)
            case "total" | "mean":
                scale = one if number.what == "total" else 1 / self.base(number)
                return self.sums(number, members, worth(scale)), Fraction(0)
            case "answers" | "percent":
                return self.share(number)
            case "aspect_score" | "score" | "record":
                return self.weighted(number)
        raise AssertionError(number.what)

    def sums(
        self, number: Published, members: Iterable[int], weights: Mapping[str, Fraction]
    ) -> dict[Variable, Fraction]:
        return {
            (b, number.ratee, number.aspect, choice): weight
            for b in members
            for choice, weight in weights.items()
        }

    def base(self, number: Published) -> Fraction:
        return self.bases[number.ratee, number.aspect, number.classes]

    def share(self, number: Published) -> tuple[Functional, Fraction]:
        every = [p for p in self.numbers if p.what == "answers" and p.ratee == number.ratee]
        total = sum(p.value for p in every)
        scale = Fraction(100) / total if number.what == "percent" else Fraction(1)
        row: dict[Variable, Fraction] = {}
        for aspect in self.asked.aspects:
            part = Published(
                "blank" if number.choice == "blank" else "count",
                Fraction(0), "", number.classes, number.ratee, aspect.code, number.choice,
            )  # fmt: skip
            for variable, weight in self.functional(part)[0].items():
                row[variable] = row.get(variable, Fraction(0)) + weight * scale
        return row, Fraction(0)

    def weighted(self, number: Published) -> tuple[Functional, Fraction]:
        row: dict[Variable, Fraction] = {}
        for weight, part in parts_of_score(self.asked, number, self.numbers):
            for variable, coefficient in self.functional(part)[0].items():
                row[variable] = row.get(variable, Fraction(0)) + weight * coefficient
        return row, Fraction(0)


class Values(Answers):
    """Second view: the value of each answer that has one. Who answered is known from the counts,
    so these are the ballots that a mean is a mean of."""

    def __init__(
        self, asked: Scheme, ballots: Sequence[Ballot], result: results.RoundResult
    ) -> None:
        super().__init__(asked, ballots, result)
        self.value = {}
        for b, ballot in enumerate(ballots):
            for ratee, aspect in itertools.product(RATEES, asked.aspects):
                value = VALUE.get(ballot.sheets.get(ratee.key, {}).get(aspect.code, ""))
                if state(asked, ballot) == "valid" and value is not None:
                    self.value[b, ratee.key, aspect.code] = value

    def functional(self, number: Published) -> tuple[Functional, Fraction]:
        if number.what in {"total", "mean"}:
            scale = Fraction(1) if number.what == "total" else 1 / self.base(number)
            members = [
                (b, number.ratee, number.aspect)
                for b in self.members(number.classes)
                if (b, number.ratee, number.aspect) in self.value
            ]
            return dict.fromkeys(members, scale), Fraction(0)
        if number.what in {"aspect_score", "score", "record"}:
            return self.weighted(number)
        return {}, number.value


def worth(scale: Fraction) -> dict[str, Fraction]:
    return {code: value * scale for code, value in VALUE.items() if value is not None}


def parts_of_score(
    asked: Scheme, number: Published, numbers: Sequence[Published]
) -> Iterator[tuple[Fraction, Published]]:
    """The means that a score is made of, with what each weighs, from the scheme alone."""
    weight_of = {each.code: each.weight for each in asked.classes}
    aspects = [a for a in asked.aspects if number.aspect in {"", a.code}]
    for p in numbers:
        if p.what == "mean" and p.ratee == number.ratee and p.aspect in {a.code for a in aspects}:
            group = sum(weight_of[code] for code in p.classes) / sum(weight_of.values())
            aspect = asked.aspect(p.aspect).weight / sum(a.weight for a in aspects)
            yield group * aspect, p


# --- the proof ---------------------------------------------------------------------------------


def rank(rows: Sequence[Sequence[Fraction]]) -> int:
    """Exact, by elimination."""
    left = [list(row) for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((i for i in range(found, len(left)) if left[i][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for i in range(found + 1, len(left)):
            if left[i][column]:
                factor = left[i][column] / left[found][column]
                left[i] = [x - factor * y for x, y in zip(left[i], left[found], strict=True)]
        found += 1
    return found


def isolated(rows: Sequence[Functional], k: int) -> frozenset[int] | None:
    """Fewer than k ballots on which alone some combination of the rows rests; None when there are none.

    A combination rests on S alone when it vanishes on every variable of the others without
    vanishing on S, and such a one exists exactly when leaving out the variables of S lowers the
    rank. Variables with equal coefficients in all rows vanish together, so only sets made of the
    owners of such variables need to be tried, and of those only the ones smaller than k.
    """
    columns: dict[tuple[Fraction, ...], set[int]] = {}
    for variable in {variable for row in rows for variable in row}:
        column = tuple(row.get(variable, Fraction(0)) for row in rows)
        if any(column):
            columns.setdefault(column, set()).add(int(variable[0]))
    small = [owners for owners in columns.values() if len(owners) < k]
    candidates = {
        union
        for n in range(1, k)
        for some in itertools.combinations(small, n)
        if len(union := frozenset().union(*some)) < k
    }
    if not candidates:
        return None
    distinct = list(columns)
    full = rank(distinct)
    for union in sorted(candidates, key=lambda each: (len(each), sorted(each))):
        others = [column for column in distinct if not columns[column] <= union]
        if rank(others) < full:
            return union
    return None


def rows_of(view: Answers, numbers: Sequence[Published]) -> list[Functional]:
    """The numbers as functionals, each of which is first shown to give the printed value."""
    rows = []
    for number in numbers:
        row, constant = view.functional(number)
        value = sum((c * view.value[v] for v, c in row.items()), constant)
        if number.what in {"percent", "record"}:
            assert abs(value - number.value) <= Fraction(1, 10), number
        else:
            assert value == number.value, number
        rows.append(row)
    return rows


def first_isolated(asked: Scheme, ballots: Sequence[Ballot], k: int = K) -> frozenset[int] | None:
    result = told(asked, ballots)
    numbers = published(result)
    for view in (Answers(asked, ballots, result), Values(asked, ballots, result)):
        found = isolated(rows_of(view, numbers), k)
        if found:
            return found
    return None


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("denominator", list(Denominator))
def test_no_combination_rests_on_fewer_than_k_ballots(seed: int, denominator: Denominator) -> None:
    asked, ballots = a_round(seed, denominator=denominator)
    assert published(told(asked, ballots))
    assert first_isolated(asked, ballots) is None


def test_the_proof_finds_the_class_of_two_when_pooling_is_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results, "pool", lambda order, parts, size, least: tuple(parts))
    asked, ballots = full_round()
    found = first_isolated(asked, ballots)
    assert found is not None
    assert {ballots[b].rater_class for b in found} == {"A"}


def test_the_proof_finds_few_answers_when_only_ballots_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, ballots = full_round()
    quiet = [b for b, ballot in enumerate(ballots) if ballot.rater_class == "C"][:10]
    for b in quiet:
        sheets = {**ballots[b].sheets, "r0": {"a": "unknown", "b": "competent"}}
        ballots[b] = Ballot("C", sheets)
    assert first_isolated(asked, ballots) is None
    by_ballots = (("A", "B"), ("C",))
    monkeypatch.setattr(results, "pool", lambda order, parts, size, least: by_ballots)
    found = first_isolated(asked, ballots)
    assert found is not None
    assert len(found) == 4


def test_the_proof_finds_groups_that_cut_across_each_other() -> None:
    asked, ballots = full_round()
    result = told(asked, ballots)
    view = Answers(asked, ballots, result)
    crossing = [
        Published("valid", Fraction(8), "8", ("A", "B")),
        Published("ballots", Fraction(6), "6", ("B",), "r0"),
    ]
    found = isolated(rows_of(view, crossing), K)
    assert found is not None
    assert {ballots[b].rater_class for b in found} == {"A"}


def test_the_proof_sees_a_difference_of_two_totals() -> None:
    every: Functional = {(b, "x"): Fraction(1) for b in range(22)}
    but_four: Functional = {(b, "x"): Fraction(1) for b in range(18)}
    but_five: Functional = {(b, "x"): Fraction(1) for b in range(17)}
    assert isolated([every, but_four], K) == {18, 19, 20, 21}
    assert isolated([every, but_five], K) is None


def full_round() -> tuple[Scheme, list[Ballot]]:
    """Every ballot valid and complete."""
    asked = scheme((60, 40), (40, 30, 30))
    chance = random.Random(7)
    return asked, [
        Ballot(
            code,
            {
                ratee.key: {
                    aspect.code: chance.choice(["excellent", "competent", "basic"])
                    for aspect in asked.aspects
                }
                for ratee in RATEES
            },
        )
        for code, size in SIZES.items()
        for _ in range(size)
    ]


def test_fewer_than_k_in_all_tell_nothing_of_the_ballots() -> None:
    asked, ballots = full_round()
    few = [ballot for ballot in ballots if ballot.rater_class == "A"]
    told_of_few = published(told(asked, few))
    assert {number.what for number in told_of_few} == {"due", "present", "issued"}


def test_every_step_of_the_explanation_is_a_published_number() -> None:
    for seed in range(10):
        result = told(*a_round(seed))
        for each in result.ratees:
            steps = why(result, each.ratee.key)
            if steps is None:
                continue
            mine = [n for n in published(result) if n.ratee == each.ratee.key]
            known = {(n.what, n.aspect, n.shown) for n in mine}
            for aspect, step in zip(result.scheme.aspects, steps.aspects, strict=True):
                assert ("aspect_score", aspect.code, step.score) in known
                for group in step.groups:
                    assert ("mean", aspect.code, group.mean) in known
                    assert ("total", aspect.code, group.total) in known
                    assert ("base", aspect.code, str(group.base)) in known
