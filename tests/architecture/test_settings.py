"""Every setting that the code reads stands in the register, and the register alone states defaults."""

import ast
import re
from collections.abc import Iterable

from architecture.sources import Source, sources
from dandang.apps.organisation.register import register
from dandang.policy.parameters import book

KEY = re.compile(r"[a-z]+\.[a-z_]+")


def reads(found: Iterable[Source]) -> list[tuple[str, str, bool]]:
    """Every call of `setting(key)`: place, key (empty when it is no literal), whether a default is given."""
    calls = []
    for source in found:
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = name or getattr(node.func, "id", "")
            if name == "setting":
                key = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                more = len(node.args) + len(node.keywords) > 1
                calls.append((f"{source.module}:{node.lineno}", str(key), more))
    return calls


def left_open() -> set[str]:
    """Every setting that a parameter of the regulations leaves to the county: rules read it."""
    return {one.setting for one in book().declared.values() if one.setting}


def as_told(value: object) -> str:
    """The value of a parameter as a setting writes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def literals(found: Iterable[Source]) -> set[str]:
    """Every literal of the source that has the form of a key."""
    return {
        node.value
        for source in found
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEY.fullmatch(node.value)
    }


def faults(found: tuple[Source, ...], keys: Iterable[str], others: Iterable[str] = ()) -> list[str]:
    """Keys read and not declared, defaults stated twice, keys declared and never read."""
    known = set(keys)
    wrong = []
    for place, key, more in reads(found):
        if key and key not in known:
            wrong.append(f"{place} reads {key}, which is not declared")
        if more:
            wrong.append(f"{place} states a default")
    return wrong + [
        f"{key} is read nowhere" for key in sorted(known - literals(found) - set(others))
    ]


def test_every_setting_read_is_declared_and_every_declared_one_is_read() -> None:
    assert faults(sources(), register(), left_open()) == []
    assert sorted(left_open() - set(register())) == []


def test_the_default_of_a_setting_is_what_the_regulation_says_where_the_county_is_silent() -> None:
    other = [
        one.setting
        for one in book().declared.values()
        if one.setting and as_told(one.values[-1].value) != register()[one.setting].default
    ]
    assert other == []


def test_planted_faults_are_caught() -> None:
    planted = Source(
        "m", "setting('a.b')\nq.setting('a.c', '3')\nq.setting(move.days)\ndays = 'a.d'\n"
    )
    assert faults((planted,), ["a.b", "a.d", "a.e"]) == [
        "m:2 reads a.c, which is not declared",
        "m:2 states a default",
        "a.e is read nowhere",
    ]
