"""What the pages of regulations (制度) show: documents, parameters, rules, settings, answers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dandang.apps.organisation.queries import declared_settings
from dandang.policy.explain import (
    Node,
    answer_text,
    cited,
    explain,
    less_sure,
    sentence,
    value_text,
)
from dandang.policy.parameters import Declared, Document, Local, Parameter, Value, book
from dandang.policy.questions import Question, questions
from dandang.policy.rules import Rule, rules
from dandang.policy.verdict import Finding, Verdict
from dandang.terms.organisation import Confidence
from dandang.terms.rules import NodeKind, RuleOutcome
from dandang.terms.sentences import say, table


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document with how many parameters it has, how many are not verified, how many rules."""

    document: Document
    parameters: int
    unverified: int
    rules: int


@dataclass(frozen=True, slots=True)
class DatedText:
    """A value as people read it, and the first day on which it holds."""

    first_day: date
    text: str


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter with its history; `local` is the county's own value, where it has one.

    `open_to_county`: the centre leaves it open. `holds` is what holds on the day, the county's own
    value first; empty before its first day.
    """

    declared: Declared
    code: str
    history: tuple[DatedText, ...]
    holds: str
    local: str
    local_document: str
    open_to_county: bool


@dataclass(frozen=True, slots=True)
class OpenSetting:
    """A setting that the centre leaves to the county: its value in force, and its document if any."""

    key: str
    name: str
    value: str
    document: str
    regulation: Document
    parameter: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions that belong together."""

    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Used:
    """A parameter as an answer used it: its value, and the address where its history stands."""

    parameter: Parameter
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree of an answer; `used` where it is a parameter."""

    kind: NodeKind
    text: str
    outcome: RuleOutcome | None = None
    used: Used | None = None
    children: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as its page shows it: the outcome, the sentence on top, what is missing, the tree."""

    outcome: RuleOutcome
    answer: str
    said: tuple[str, ...]
    missing: tuple[str, ...]
    tree: Line
    unverified: bool


def chapters(language: str) -> tuple[Chapter, ...]:
    """Every question, chapter by chapter, in the order in which the sentences name the chapters."""
    asked = tuple(questions().values())
    names = [code for code in table("zh") if code.startswith("chapters.")]
    found = (
        Chapter(
            say(name, language), tuple(one for one in asked if name == f"chapters.{one.chapter}")
        )
        for name in names
    )
    return tuple(chapter for chapter in found if chapter.questions)


def document_rows() -> tuple[DocumentRow, ...]:
    """Every document, those with rules first, each group by name."""
    declared, known = tuple(book().declared.values()), tuple(rules().values())
    found = []
    for document in book().documents.values():
        own = [one for one in declared if one.document == document]
        doubts = sum(one.confidence is not Confidence.VERIFIED for one in own)
        count = sum(rule.document == document for rule in known)
        found.append(DocumentRow(document, len(own), doubts, count))
    return tuple(sorted(found, key=lambda row: (not row.rules, row.document.zh)))


def parameters_of(
    document: Document, local: Local, on: date, language: str
) -> tuple[ParameterRow, ...]:
    """The parameters of a document in the order of its file."""
    own = (one for one in book().declared.values() if one.document == document)
    return tuple(_parameter(one, local, on, language) for one in own)


def unverified(local: Local, on: date, language: str) -> tuple[ParameterRow, ...]:
    """Every parameter that was not verified whole: those known from memory first."""
    doubts = [one for one in book().declared.values() if one.confidence is not Confidence.VERIFIED]
    doubts.sort(key=lambda one: (one.confidence is Confidence.PARTIAL, one.document.zh))
    return tuple(_parameter(one, local, on, language) for one in doubts)


def rules_of(document: Document) -> tuple[Rule, ...]:
    """The rules that rest on a document."""
    return tuple(rule for rule in rules().values() if rule.document == document)


def open_settings(local: Local, language: str) -> tuple[OpenSetting, ...]:
    """What the regulations leave to the county; what has no document yet comes first."""
    found = {}
    for one in book().declared.values():
        if one.setting and one.setting not in found:
            said = declared_settings()[one.setting]
            own = local.settings.get(one.setting)
            found[one.setting] = OpenSetting(
                key=one.setting,
                name=said.name.say(language),
                value=said.shown(_told(own.value) if own else said.default, language),
                document=own.document if own else "",
                regulation=one.document,
                parameter=one.id.partition(".")[2],
            )
    return tuple(sorted(found.values(), key=lambda one: (bool(one.document), one.key)))


def _parameter(one: Declared, local: Local, on: date, language: str) -> ParameterRow:
    history = tuple(
        DatedText(
            dated.first_day,
            less_sure(_text(one, dated.value, language), dated.confidence, language),
        )
        for dated in one.values
    )
    own = local.settings.get(one.setting) if one.setting else None
    own_text = _text(one, own.value, language) if own else ""
    held = [dated.text for dated in history if dated.first_day <= on]
    return ParameterRow(
        declared=one,
        code=one.id.partition(".")[2],
        history=tuple(reversed(history)),
        holds=own_text or (held[-1] if held else ""),
        local=own_text,
        local_document=own.document if own else "",
        open_to_county=bool(one.setting),
    )


def _text(one: Declared, value: Value, language: str) -> str:
    """A value with its unit; a choice of the county by its name on the page of settings."""
    if one.setting and (said := declared_settings()[one.setting]).options:
        return said.shown(_told(value), language)
    return value_text(value, one.unit, language)


def _told(value: object) -> str:
    """The value of a parameter as a setting writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def answered(verdict: Verdict, language: str) -> Answered:
    """A verdict as its page shows it."""
    tree = _line(verdict, explain(verdict, language), language)
    return Answered(
        outcome=verdict.outcome,
        answer=answer_text(verdict.answer, language),
        said=tuple(dict.fromkeys(sentence(one, language) for one in _deciding(verdict))),
        missing=tuple(sentence(one, language) for one in verdict.missing),
        tree=tree,
        unverified=any(
            one.declared.confidence is not Confidence.VERIFIED for one in cited(verdict)
        ),
    )


def _deciding(verdict: Verdict) -> tuple[Finding, ...]:
    """The findings of the parts that came out as the whole did: they decided."""
    below = tuple(
        one for part in verdict.parts if part.outcome is verdict.outcome for one in _deciding(part)
    )
    return (*verdict.findings, *below)


def _line(verdict: Verdict, node: Node, language: str) -> Line:
    below = iter(node.children)
    children = [_finding(one, next(below), language) for one in verdict.findings]
    children += [_plain(next(below)) for _ in verdict.missing]
    children += [_line(part, next(below), language) for part in verdict.parts]
    return Line(node.kind, node.text, node.outcome, None, tuple(children))


def _finding(found: Finding, node: Node, language: str) -> Line:
    below = iter(node.children)
    children = [
        Line(next(below).kind, one.declared.zh, used=_used(one, language))
        for one in found.parameters
    ]
    children += [_plain(each) for each in below]
    return Line(node.kind, node.text, node.outcome, None, tuple(children))


def _plain(node: Node) -> Line:
    return Line(node.kind, node.text)


def _used(one: Parameter, language: str) -> Used:
    where = reverse("rules:document", args=[one.declared.document.code])
    anchor = one.id.partition(".")[2]
    return Used(one, _text(one.declared, one.value, language), f"{where}#{anchor}")
