"""`dandang rules`: the regulations as code, without a server or a database."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.policy.examples_in import Example, Judged
    from dandang.policy.parameters import Declared
    from dandang.policy.rules import Rule

HELP = "list and show the rules and parameters, check examples against them"
MISMATCH, UNREADABLE = 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`list`, `show ID` and `check EXAMPLE.yaml…`, each also as JSON."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("list", help="every rule, with its document")
    show = acts.add_parser("show", help="one rule or one parameter, with its history")
    show.add_argument("id", metavar="ID")
    check = acts.add_parser("check", help="ask the rules the questions of example files")
    check.add_argument("files", type=Path, nargs="+", metavar="EXAMPLE.yaml")
    for each in acts.choices.values():
        each.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """0 when all is as it should be; 1 when an example differs; 2 when something cannot be read."""
    acts = {"list": _list, "show": _show, "check": _check}
    return acts[options.act](options)


def _list(options: argparse.Namespace) -> int:
    from dandang.policy.register import rule_data
    from dandang.policy.rules import rules

    if options.json:
        _print_json([rule_data(rule) for rule in rules().values()])
        return 0
    for rule in rules().values():
        print(f"{rule.id}\t{rule.zh}\t《{rule.document.zh}》")
    return 0


def _show(options: argparse.Namespace) -> int:
    from dandang.policy.parameters import book
    from dandang.policy.register import parameter_data, rule_data
    from dandang.policy.rules import rules

    rule, declared = rules().get(options.id), book().declared.get(options.id)
    if rule is not None:
        parameters = [parameter_data(each) for each in rule.parameters]
        if options.json:
            _print_json({**rule_data(rule), "parameters": parameters})
        else:
            print("\n".join(_rule_lines(rule)))
        return 0
    if declared is not None:
        if options.json:
            _print_json(parameter_data(declared))
        else:
            print("\n".join(_parameter_lines(declared)))
        return 0
    print(say("examples.no_such_id", id=options.id), file=sys.stderr)
    return UNREADABLE


def _rule_lines(rule: "Rule") -> list[str]:
    from dandang.policy.explain import shown

    lines = [
        f"{rule.id}　{rule.zh}",
        say("examples.rests_on", document=rule.document.zh),
        say("examples.holds_for", regimes=shown(rule.regimes), authorities=shown(rule.authorities)),
    ]
    for declared in rule.parameters:
        lines += ["", *_parameter_lines(declared)]
    return lines


def _parameter_lines(declared: "Declared") -> list[str]:
    from dandang.policy.register import history

    lines = [
        f"{declared.id}　{declared.zh}",
        f"  《{declared.document.zh}》{declared.article}",
        *(
            say("examples.value_from", first=first, value=value)
            for first, value in history(declared)
        ),
        say(
            "examples.checked",
            confidence=declared.confidence,
            day=declared.checked,
            by=declared.checked_by or say("examples.nobody"),
            source=declared.source,
        ),
    ]
    if declared.setting:
        lines.append(say("examples.may_be_fixed", setting=declared.setting))
    if declared.note:
        lines.append(say("examples.noted", note=declared.note))
    return lines


def _check(options: argparse.Namespace) -> int:
    worst = 0
    told: list[_Told] = []
    for file in options.files:
        try:
            told += [_Told(file, example, _judged(example)) for example in _read(file)]
        except Refusal as refusal:
            print(f"{file}: {say(refusal.code, **refusal.values)}", file=sys.stderr)
            worst = UNREADABLE
    wrong = sum(bool(one.differences) for one in told)
    if options.json:
        _print_json([_data(one) for one in told])
    else:
        for one in told:
            print("\n".join(_lines(one)))
        print(say("examples.counted", count=len(told), wrong=wrong))
    return worst or (MISMATCH if wrong else 0)


@dataclass(frozen=True)
class _Told:
    """An example of a file and what came of it: judged, or refused by a rule."""

    file: Path
    example: "Example"
    came: "Judged | Refusal"

    @property
    def differences(self) -> list[str]:
        from dandang.policy.explain import sentence

        if isinstance(self.came, Refusal):
            return [say(self.came.code, **self.came.values)]
        return [sentence(one) for one in self.came.differences]


def _read(file: Path) -> "Sequence[Example]":
    from dandang.policy.examples_in import read_examples

    try:
        return read_examples(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise Refusal("examples.cannot_open", name=file.name) from None


def _judged(example: "Example") -> "Judged | Refusal":
    from dandang.policy.examples_in import judge

    try:
        return judge(example)
    except Refusal as refusal:
        return refusal


def _data(one: _Told) -> dict[str, Any]:
    from dandang.policy.explain import answer_text, articles, data, explain, sentence

    found: dict[str, Any] = {
        "file": str(one.file),
        "line": one.example.line,
        "name": one.example.name,
        "question": one.example.question.zh,
        "differences": one.differences,
    }
    if isinstance(one.came, Refusal):
        return found
    verdict = one.came.verdict
    return {
        **found,
        "outcome": str(verdict.outcome),
        "answer": answer_text(verdict.answer),
        "missing": [sentence(each) for each in verdict.missing],
        "articles": list(articles(verdict)),
        "tree": data(explain(verdict)),
    }


def _lines(one: _Told) -> list[str]:
    from dandang.policy.explain import articles, explain, shown, text

    mark = say("examples.differs" if one.differences else "examples.agrees")
    place = f"{one.file}:{one.example.line}"
    lines = [f"{mark}　{place}　{one.example.name}　{one.example.question.zh}"]
    if not isinstance(one.came, Refusal):
        lines.append(text(explain(one.came.verdict), depth=1))
        if cited := articles(one.came.verdict):
            lines.append(f"  {say('examples.by', articles=shown(cited))}")
    return [*lines, *(f"  ✗ {each}" for each in one.differences)]


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
