"""A YAML text as its parts with their lines: nothing is interpreted yet, every end is text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from dandang.terms.refusal import Refusal

LARGEST = 1_000_000
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Given:
    """What stands at a line: text, a list of such things, or a mapping of words to them."""

    line: int
    value: "Told"


Told: TypeAlias = str | tuple[Given, ...] | Mapping[str, Given]


def read_given(text: str) -> Given:
    """The parts of a YAML text. Refused, by line: what is no YAML, too large or deep, said twice."""
    if len(text) > LARGEST:
        raise Refusal("examples.too_large", most=LARGEST)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise Refusal("examples.alias")
        node = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise Refusal("examples.not_yaml", line=mark.line + 1 if mark else 1) from None
    if node is None:
        raise Refusal("examples.empty")
    return _given(node, 0)


def _given(node: yaml.Node, depth: int) -> Given:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise Refusal("examples.not_yaml", line=line)
    if isinstance(node, yaml.SequenceNode):
        return Given(line, tuple(_given(each, depth + 1) for each in node.value))
    if isinstance(node, yaml.MappingNode):
        return Given(line, _mapping(node, depth + 1))
    return Given(line, str(node.value).strip())


def _mapping(node: yaml.MappingNode, depth: int) -> Mapping[str, Given]:
    found: dict[str, Given] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Refusal("examples.not_yaml", line=line)
        word = str(key.value).strip()
        if word in found:
            raise Refusal("examples.twice", line=line, field=word)
        found[word] = _given(value, depth)
    return found
