"""The register of rules and parameters as plain data: what pages, commands and built docs print."""

from collections.abc import Iterable
from typing import Any

from dandang.policy.explain import less_sure, value_text
from dandang.policy.parameters import Declared
from dandang.policy.rules import Rule


def parameter_data(declared: Declared) -> dict[str, Any]:
    """A parameter with its whole history."""
    return {
        "id": declared.id,
        "name": declared.zh,
        "document": declared.document.zh,
        "article": declared.article,
        "unit": str(declared.unit),
        "confidence": str(declared.confidence),
        "checked": declared.checked.isoformat(),
        "checked_by": declared.checked_by,
        "source": declared.source,
        "note": declared.note,
        "executable": declared.executable,
        "setting": declared.setting,
        "values": [{"from": first.isoformat(), "value": text} for first, text in history(declared)],
    }


def rule_data(rule: Rule) -> dict[str, Any]:
    """A rule with the ids of its parameters."""
    return {
        "id": rule.id,
        "name": rule.zh,
        "name_en": rule.en,
        "document": rule.document.zh,
        "says": rule.says,
        "regimes": [str(each) for each in rule.regimes],
        "authorities": [str(each) for each in rule.authorities],
        "parameters": [each.id for each in rule.parameters],
    }


def history(declared: Declared) -> Iterable[tuple[Any, str]]:
    """Every first day with the value that holds from it, as people read it."""
    return [
        (dated.first_day, less_sure(value_text(dated.value, declared.unit), dated.confidence))
        for dated in declared.values
    ]
