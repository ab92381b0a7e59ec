"""From the TOML of one document to its declared parameters."""

import tomllib
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from dandang.policy.parameters.parameter import Dated, Declared, Document, Value
from dandang.terms.organisation import Confidence
from dandang.terms.people import Regime
from dandang.terms.rules import ParameterUnit


def read_document(text: str) -> tuple[Document, tuple[Declared, ...]]:
    """The document of a parameters file and what it fixes, in the order of the file.

    ValueError, with the parameter named, for what no rule could rest on: no value, values out of
    order, a float, no source, a list without an item.
    """
    table = tomllib.loads(text)
    head = table["document"]
    document = Document(
        code=head["code"],
        zh=head["zh"],
        issued=head.get("issued"),
        in_force=head.get("in_force"),
        replaces=head.get("replaces", ""),
        ruled=tuple(Regime(each) for each in head["ruled"]),
    )
    return document, tuple(_declared(document, entry) for entry in table.get("parameter", ()))


def _declared(document: Document, entry: Mapping[str, Any]) -> Declared:
    name = f"{document.code}.{entry['code']}"
    values = tuple(_dated(name, each) for each in entry["value"])
    days = [dated.first_day for dated in values]
    if not days or days != sorted(set(days)):
        raise ValueError(f"{name}: values stand from the first day to the last, one a day")
    if not entry["source"]:
        raise ValueError(f"{name}: a source is missing")
    return Declared(
        id=name,
        document=document,
        rows=tuple(entry["rows"]),
        zh=entry["zh"],
        article=entry["article"],
        unit=ParameterUnit(entry["unit"]),
        confidence=Confidence(entry["confidence"]),
        checked=entry["checked"],
        checked_by=entry.get("checked_by", ""),
        source=entry["source"],
        note=entry.get("note", ""),
        executable=entry["executable"],
        setting=entry.get("setting", ""),
        values=values,
    )


def _dated(name: str, entry: Mapping[str, Any]) -> Dated:
    own = entry.get("confidence")
    return Dated(entry["from"], _frozen(name, entry["value"]), Confidence(own) if own else None)


def _frozen(name: str, value: object) -> Value:
    if isinstance(value, bool | int | str | date):
        return value
    if isinstance(value, list) and value:
        return tuple(_frozen(name, each) for each in value)
    if isinstance(value, dict) and value:
        return MappingProxyType({key: _frozen(name, each) for key, each in value.items()})
    raise ValueError(f"{name}: {value!r} is no value of a parameter")
