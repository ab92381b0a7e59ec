"""Every example in `examples/` comes out as it says, and together they bind every rule and number."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dandang.policy.examples_in import Example, Judged, judge, read_examples
from dandang.policy.explain import explain, sentence, text
from dandang.policy.parameters import Book, Dated, Declared, Local, Parameter, Value, lookup
from dandang.policy.questions import questions
from dandang.policy.rules import rules
from dandang.policy.verdict import Verdict
from dandang.terms.refusal import Refusal
from dandang.terms.rules import RuleOutcome

FILES = sorted((Path(__file__).parent / "examples").glob("*.yaml"))


@cache
def examples() -> dict[str, Example]:
    found = {}
    for file in FILES:
        for one in read_examples(file.read_text("utf-8")):
            found[f"{file.stem}: {one.name}"] = one
    return found


def rules_in(verdict: Verdict) -> Iterator[str]:
    yield verdict.rule
    for part in verdict.parts:
        yield from rules_in(part)


class Recording(Book):
    """A book that keeps which parameters were asked for."""

    asked: set[str] = set()

    def value(self, id: str, on: date, local: Local) -> Parameter:
        self.asked.add(id)
        return super().value(id, on, local)


@cache
def run() -> tuple[dict[str, Judged], dict[str, frozenset[str]]]:
    """Every example judged, and the parameters that each asked for."""
    whole = lookup.book()
    judged, asked = {}, {}
    with pytest.MonkeyPatch.context() as patch:
        for name, example in examples().items():
            recording = Recording(whole.documents, whole.declared)
            Recording.asked = set()
            patch.setattr(lookup, "book", lambda recording=recording: recording)
            judged[name] = judge(example)
            asked[name] = frozenset(Recording.asked)
    return judged, asked


@pytest.mark.parametrize("name", examples())
def test_the_rules_answer_as_the_example_says(name: str) -> None:
    judged = run()[0][name]
    assert [sentence(one) for one in judged.differences] == [], text(explain(judged.verdict))


@pytest.mark.parametrize("name", examples())
def test_every_explanation_can_be_read_in_both_languages(name: str) -> None:
    verdict = run()[0][name].verdict
    assert text(explain(verdict, "zh"))
    assert text(explain(verdict, "en"), "en")


def test_every_rule_is_reached_with_every_parameter_it_declares() -> None:
    judged, asked = run()
    reached = {rule for one in judged.values() for rule in rules_in(one.verdict)}
    assert sorted(set(rules()) - reached) == []
    declared = {one.id for rule in rules().values() for one in rule.parameters}
    everything = set().union(*asked.values())
    assert sorted(declared - everything) == []
    assert sorted(everything - declared) == []


def test_every_question_is_asked_and_every_rule_lacks_evidence_somewhere() -> None:
    judged = run()[0]
    assert sorted(set(questions()) - {one.example.question.zh for one in judged.values()}) == []
    unknown = {
        one.example.question.zh
        for one in judged.values()
        if one.verdict.outcome is RuleOutcome.UNKNOWN
    }
    assert sorted(set(questions()) - unknown) == []


def test_what_is_called_executable_is_asked_for_and_nothing_else_is() -> None:
    everything = set().union(*run()[1].values())
    executable = {one.id for one in lookup.book().declared.values() if one.executable}
    assert sorted(executable ^ everything) == []


def changed(value: Value, by: int) -> Iterator[Value]:
    """The value with one of its numbers changed, once for each of its numbers."""
    if isinstance(value, bool | str | date):
        return
    if isinstance(value, int):
        if value + by >= 0:
            yield value + by
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            yield from ((*value[:i], other, *value[i + 1 :]) for other in changed(each, by))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from ({**value, key: other} for other in changed(each, by))


def changes() -> dict[str, tuple[str, Declared]]:
    """Every numeric parameter of the executable rules, changed by one at one place."""
    found = {}
    for declared in lookup.book().declared.values():
        if not declared.executable:
            continue
        for place, dated in enumerate(declared.values):
            for by in (1, -1):
                for number, other in enumerate(changed(dated.value, by)):
                    values = list(declared.values)
                    values[place] = Dated(dated.first_day, other)
                    name = f"{declared.id} from {dated.first_day} #{number} {by:+d}"
                    found[name] = (declared.id, replace(declared, values=tuple(values)))
    return found


@pytest.mark.parametrize("name", changes())
def test_a_number_changed_by_one_makes_an_example_fail(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, other = changes()[name]
    whole = lookup.book()
    book = Book(whole.documents, {**whole.declared, id: other})
    judged, asked = run()
    monkeypatch.setattr(lookup, "book", lambda: book)
    touched = [one.example for key, one in judged.items() if id in asked[key]]
    assert any(differs(example) for example in touched)


def differs(example: Example) -> bool:
    try:
        return bool(judge(example).differences)
    except (Refusal, ValueError):
        return True
