"""Why a verdict is what it is: rule → condition → parameter → fact, as data and as text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dandang.policy.parameters import Parameter, Value
from dandang.policy.rules import named
from dandang.policy.verdict import Answer, Finding, Saying, Verdict
from dandang.terms.organisation import Confidence
from dandang.terms.rules import NodeKind, ParameterUnit, RuleOutcome
from dandang.terms.sentences import say, table
from dandang.terms.term import Term

# Units that stand behind a number; the others say what sort of value it is.
_COUNTING = frozenset(ParameterUnit) - {
    ParameterUnit.FRACTION,
    ParameterUnit.DAY,
    ParameterUnit.ENUM,
    ParameterUnit.MAP,
    ParameterUnit.FLAG,
    ParameterUnit.TEXT,
}


@dataclass(frozen=True, slots=True)
class Node:
    """One line of an explanation and what it rests on; `outcome` only of rules and conditions."""

    kind: NodeKind
    text: str
    outcome: RuleOutcome | None = None
    children: tuple["Node", ...] = ()


def explain(verdict: Verdict, language: str = "zh") -> Node:
    """The tree of a verdict in a language."""
    children = (
        *(_finding(found, language) for found in verdict.findings),
        *(Node(NodeKind.EVIDENCE, sentence(one, language)) for one in verdict.missing),
        *(explain(part, language) for part in verdict.parts),
    )
    kind = NodeKind.RULE if verdict.rule else NodeKind.CONDITION
    return Node(kind, _title(verdict, language), verdict.outcome, children)


def text(node: Node, language: str = "zh", depth: int = 0) -> str:
    """The tree as indented lines, for a terminal."""
    outcome = f"　[{node.outcome.say(language)}]" if node.outcome else ""
    mark = f"{node.kind.say(language)}：" if node.kind is not NodeKind.FINDING else ""
    lines = [f"{'  ' * depth}{mark}{node.text}{outcome}"]
    lines += [text(child, language, depth + 1) for child in node.children]
    return "\n".join(lines)


def data(node: Node) -> dict[str, Any]:
    """The tree as plain data, for JSON."""
    return {
        "kind": str(node.kind),
        "text": node.text,
        "outcome": str(node.outcome) if node.outcome else None,
        "children": [data(child) for child in node.children],
    }


def sentence(said: Saying | Finding, language: str = "zh") -> str:
    """What a saying or a finding says."""
    values = {name: shown(value, language) for name, value in said.values.items()}
    return say(said.code, language, **values)


def shown(value: object, language: str = "zh") -> str:
    """A value as people read it: a term by its name, a day as 2026-12-31, several with commas."""
    if isinstance(value, Term):
        return value.say(language)
    if isinstance(value, bool):
        return say("policy.yes" if value else "policy.no", language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return say("policy.comma", language).join(shown(each, language) for each in value)
    return "" if value is None else str(value)


def value_text(value: Value, unit: ParameterUnit, language: str = "zh") -> str:
    """The value of a parameter with its unit; a stored word like `day_before` by its name."""
    if isinstance(value, Mapping):
        pairs = (f"{key}：{value_text(each, unit, language)}" for key, each in value.items())
        return say("policy.semicolon", language).join(pairs)
    if isinstance(value, tuple):
        each_text = (value_text(each, unit, language) for each in value)
        return say("policy.comma", language).join(each_text)
    if isinstance(value, str):
        name = f"named.{value}"
        return say(name, language) if name in table(language[:2]) else value
    if isinstance(value, bool | date):
        return shown(value, language)
    name = unit.say(language) if unit in _COUNTING else ""
    return f"{value}{name}" if name == "%" else f"{value} {name}".rstrip()


def less_sure(text: str, own: Confidence | None, language: str = "zh") -> str:
    """The text of a value of a history, with its own confidence where it has one."""
    if own is None:
        return text
    return say("policy.less_sure", language, value=text, confidence=own.say(language))


def cited(verdict: Verdict) -> tuple[Parameter, ...]:
    """Every parameter that the verdict rests on, each once, in the order of the tree."""
    return tuple({one.id: one for one in _parameters(verdict)}.values())


def articles(verdict: Verdict) -> tuple[str, ...]:
    """Every article that the verdict rests on, each once: `《公务员考核规定》第二十七条`."""
    return tuple(dict.fromkeys(one.article for one in cited(verdict)))


def answer_text(answer: Answer, language: str = "zh") -> str:
    """The value asked for, as people read it; empty where the question is yes or no."""
    return shown(answer, language)


def _parameters(verdict: Verdict) -> Iterator[Parameter]:
    for found in verdict.findings:
        yield from found.parameters
    for part in verdict.parts:
        yield from _parameters(part)


def _title(verdict: Verdict, language: str) -> str:
    answer = answer_text(verdict.answer, language)
    if not verdict.rule:
        return answer
    rule = named(verdict.rule)
    name = rule.en if language.startswith("en") else rule.zh
    return say("policy.titled", language, name=name, answer=answer) if answer else name


def _finding(found: Finding, language: str) -> Node:
    children = (
        *(_parameter(one, language) for one in found.parameters),
        *(Node(NodeKind.FACT, sentence(one, language)) for one in found.facts),
    )
    return Node(NodeKind.FINDING, sentence(found, language), None, children)


def _parameter(one: Parameter, language: str) -> Node:
    code = "policy.parameter_local" if one.local else "policy.parameter"
    line = say(
        code,
        language,
        name=one.declared.zh,
        value=value_text(one.value, one.declared.unit, language),
        article=one.article,
        first=one.from_day.isoformat(),
        confidence=one.confidence.say(language),
        local=one.local,
    )
    return Node(NodeKind.PARAMETER, line)
