"""How modules are named, how long they are, what they say of themselves, how they are typed."""

import ast

from architecture.sources import Source, sources

NO_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "services", "managers"}
MOST_LINES = 500
TYPED = ("terms", "days", "career", "policy", "scoring", "formats", "assessing", "kit", "apps")


def nameless(found: tuple[Source, ...]) -> list[str]:
    """Modules and folders whose name says nothing."""
    return [source.module for source in found if NO_NAMES & set(source.module.split("."))]


def too_long(found: tuple[Source, ...]) -> list[str]:
    """Modules over the hard stop."""
    counted = ((source.module, len(source.text.splitlines())) for source in found)
    return [f"{module}: {lines} lines" for module, lines in counted if lines > MOST_LINES]


def silent(found: tuple[Source, ...]) -> list[str]:
    """Modules and public functions and classes without a docstring."""
    faults = [source.module for source in found if not ast.get_docstring(source.tree)]
    for source in found:
        for node in source.tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                faults.append(f"{source.module}.{node.name}")
    return faults


def untyped(found: tuple[Source, ...]) -> list[str]:
    """Functions with an argument or an answer of no stated type."""
    faults = []
    for source in found:
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            named = [argument for argument in given if argument.arg not in {"self", "cls"}]
            plain = any(argument.annotation is None for argument in named)
            # Django calls these itself; their answer is fixed there.
            if (plain or node.returns is None) and node.name not in {"__str__"}:
                faults.append(f"{source.module}.{node.name}")
    return faults


def test_every_module_name_says_something() -> None:
    assert nameless(sources()) == []


def test_no_module_is_over_the_hard_stop() -> None:
    assert too_long(sources()) == []


def test_every_module_and_public_function_says_what_you_get() -> None:
    assert silent(sources()) == []


def test_pure_layers_and_apps_are_typed() -> None:
    assert untyped(sources(*TYPED)) == []


def test_planted_faults_are_caught() -> None:
    planted = (
        Source("dandang.kit.utils", '"""Odds and ends."""\n\ndef mean(values):\n    return 0\n'),
        Source("dandang.days.long", '"""Long."""\n' + "x = 1\n" * 500),
        Source("dandang.days.bare", "x = 1\n"),
    )
    assert nameless(planted) == ["dandang.kit.utils"]
    assert too_long(planted) == ["dandang.days.long: 501 lines"]
    assert silent(planted) == ["dandang.days.bare", "dandang.kit.utils.mean"]
    assert untyped(planted) == ["dandang.kit.utils.mean"]
