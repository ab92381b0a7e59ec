"""Examples that officers can read and sign: facts, a day, a question, what must come out, by which article."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dandang.days.working import Calendar
from dandang.policy.explain import answer_text, articles, sentence
from dandang.policy.given import Given, read_given
from dandang.policy.parameters import Local, LocalValue, Value
from dandang.policy.questions import Question, questions
from dandang.policy.verdict import Saying, Verdict
from dandang.policy.words import (
    Facts,
    Word,
    absent_or,
    day,
    listed,
    mapping,
    read_facts,
    rows,
    term,
    text,
    texts,
    yes_no,
)
from dandang.terms.refusal import Refusal
from dandang.terms.rules import RuleOutcome

NEEDED = ("名称", "事实", "日期", "问题", "应得", "依据")
ALLOWED = (*NEEDED, "本地规定", "调休")

OUTCOME = Word("结论", term(RuleOutcome))
ANSWER = Word("答案", text)
MISSING = Word("缺", texts)
EXPECTED = (OUTCOME, ANSWER, MISSING)

KEY = Word("项", text)
VALUE = Word("值", text)
DOCUMENT = Word("文件", text)
OWN = rows(KEY, VALUE, DOCUMENT)

DAY = Word("日期", day)
WORKED = Word("上班", yes_no)
MOVED = rows(DAY, WORKED)


@dataclass(frozen=True, slots=True)
class Example:
    """样例: one question about facts on a day, what must come out, and the articles it must cite."""

    name: str
    line: int
    question: Question
    facts: Facts
    on: date
    local: Local
    outcome: RuleOutcome
    answer: str
    missing: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """An example with the verdict of the rules and every way in which it differs from what must be."""

    example: Example
    verdict: Verdict
    differences: tuple[Saying, ...]


def read_examples(text_: str) -> tuple[Example, ...]:
    """The examples of a file. Refused, with line and field, when one of them cannot be read."""
    known = questions()
    whole = read_given(text_)
    if isinstance(whole.value, str):
        raise Refusal("examples.not_list", line=whole.line, field="样例")
    found = tuple(_example(each, known) for each in listed(whole, "样例"))
    names: set[str] = set()
    for one in found:
        if one.name in names:
            raise Refusal("examples.twice", line=one.line, field=one.name)
        names.add(one.name)
    return found


def judge(example: Example) -> Judged:
    """Ask the rules and compare."""
    verdict = example.question.ask(example.facts, example.on, example.local)
    return Judged(example, verdict, tuple(_differences(example, verdict)))


def _differences(example: Example, verdict: Verdict) -> list[Saying]:
    answer = answer_text(verdict.answer)
    lacking = {sentence(one) for one in verdict.missing}
    found = []
    if verdict.outcome is not example.outcome:
        found.append(_differs("outcome", example.outcome, verdict.outcome))
    if answer != example.answer:
        found.append(_differs("answer", example.answer, answer))
    if lacking != set(example.missing):
        found.append(_differs("missing", example.missing, tuple(sorted(lacking))))
    cited = articles(verdict)
    found += [_differs("article", each, cited) for each in example.basis if each not in cited]
    return found


def _differs(what: str, expected: object, found: object) -> Saying:
    return Saying(f"examples.other_{what}", {"expected": expected or "—", "found": found or "—"})


def _example(given: Given, known: Mapping[str, Question]) -> Example:
    parts = mapping(given, "样例")
    for name in NEEDED:
        if name not in parts:
            raise Refusal("examples.part_missing", line=given.line, field=name)
    for name, each in parts.items():
        if name not in ALLOWED:
            raise Refusal(
                "examples.word_unknown", line=each.line, field=name, known="、".join(ALLOWED)
            )
    asked = text(parts["问题"], "问题")
    if asked not in known:
        raise Refusal(
            "examples.question_unknown",
            line=parts["问题"].line,
            said=asked,
            known="、".join(known),
        )
    question = known[asked]
    expected = _expected(parts["应得"])
    basis = absent_or(texts)(parts["依据"], "依据")
    return Example(
        name=text(parts["名称"], "名称"),
        line=given.line,
        question=question,
        facts=read_facts(parts["事实"], question.words),
        on=day(parts["日期"], "日期"),
        local=_local(parts),
        outcome=expected.needed(OUTCOME),
        answer=expected.known(ANSWER) or "",
        missing=expected.known(MISSING) or (),
        basis=basis if isinstance(basis, tuple) else (),
    )


def _expected(given: Given) -> Facts:
    if isinstance(given.value, str):
        return Facts(given.line, {OUTCOME.zh: OUTCOME.read(given, "应得")})
    return read_facts(given, EXPECTED)


def _local(parts: Mapping[str, Given]) -> Local:
    settings = {}
    if "本地规定" in parts:
        for row in OWN(parts["本地规定"], "本地规定"):
            own = LocalValue(_own_value(row.needed(VALUE)), row.known(DOCUMENT) or "")
            settings[row.needed(KEY)] = own
    if "调休" not in parts:
        return Local(settings)
    moved = {row.needed(DAY): row.needed(WORKED) for row in MOVED(parts["调休"], "调休")}
    return Local(settings, Calendar.published(moved))


def _own_value(said: str) -> Value:
    if said in {"是", "否"}:
        return said == "是"
    return int(said) if said.isascii() and said.isdigit() else said
