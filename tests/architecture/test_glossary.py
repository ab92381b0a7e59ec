"""One Chinese term, one English word; no name in the code holds a word that was decided against."""

import ast
import inspect
import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

from django.apps import apps

import dandang.terms
from architecture.sources import PACKAGE, ROOT, Source, sources
from dandang.terms import Term

FIELDS = {"zh", "code", "means", "source", "not", "beside"}
ENTRIES = [
    entry
    for entries in tomllib.loads((PACKAGE / "terms/glossary.toml").read_text("utf-8")).values()
    for entry in entries
]
FORBIDDEN = {word for entry in ENTRIES for word in entry["not"]}


def words_of(name: str) -> list[str]:
    """The words of a snake or camel name, in small letters."""
    return re.findall(r"[a-z]+", re.sub(r"([A-Z][a-z]|[A-Z]+(?![a-z]))", r"_\1", name).lower())


def names(source: Source) -> Iterator[str]:
    """Every name that a module gives: its own, and those of classes, functions, arguments, values."""
    yield source.module.split(".")[-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def wrong_words(source: Source, forbidden: set[str]) -> list[str]:
    """Names of a module that hold a word decided against, alone or in the plural."""
    faults = []
    for name in sorted(set(names(source))):
        if forbidden & {form for word in words_of(name) for form in (word, word.removesuffix("s"))}:
            faults.append(f"{source.module}: {name}")
    return faults


def closed_lists() -> Iterator[type[Term]]:
    """Every closed list of words in `terms`."""
    for found in pkgutil.iter_modules(dandang.terms.__path__):
        module = import_module(f"dandang.terms.{found.name}")
        for _, value in inspect.getmembers(module, inspect.isclass):
            if issubclass(value, Term) and len(value):
                yield value


def test_every_entry_is_whole() -> None:
    assert [entry for entry in ENTRIES if set(entry) != FIELDS] == []
    assert [entry["code"] for entry in ENTRIES if not entry["means"].endswith(".")] == []


def test_one_term_one_word() -> None:
    for field in ("zh", "code"):
        counts = Counter(entry[field] for entry in ENTRIES)
        assert [word for word, count in counts.items() if count > 1] == []


def test_no_word_is_both_chosen_and_refused() -> None:
    assert FORBIDDEN & {entry["code"] for entry in ENTRIES} == set()


def test_every_closed_list_has_an_entry() -> None:
    codes = {entry["code"] for entry in ENTRIES}
    lists = {" ".join(words_of(terms.__name__)) for terms in closed_lists()}
    assert lists - codes == set()


def test_every_table_is_named_by_a_term() -> None:
    known = {entry["zh"] for entry in ENTRIES}
    own = [model for model in apps.get_models() if model.__module__.startswith("dandang.")]
    assert {str(model._meta.verbose_name) for model in own} - known == set()


def test_every_column_is_named_in_chinese() -> None:
    own = [model for model in apps.get_models() if model.__module__.startswith("dandang.apps")]
    columns = [field for model in own for field in model._meta.fields if field.name != "id"]
    latin = [field for field in columns if str(field.verbose_name) == field.name.replace("_", " ")]
    inherited = {"password", "last_login", "account_ptr"}
    assert [str(field) for field in latin if field.name not in inherited] == []


def test_no_name_in_the_code_holds_a_refused_word() -> None:
    assert [fault for source in sources() for fault in wrong_words(source, FORBIDDEN)] == []


def test_planted_names_are_caught() -> None:
    planted = Source("dandang.apps.x", "class CadreEvaluation:\n    def close(self, ganbu): pass\n")
    assert wrong_words(planted, {"evaluation", "ganbu"}) == [
        "dandang.apps.x: CadreEvaluation",
        "dandang.apps.x: ganbu",
    ]
    assert words_of("closeHTTPDoors_now") == ["close", "http", "doors", "now"]


def test_the_built_docs_are_current() -> None:
    import subprocess
    import sys

    command = [sys.executable, "scripts/build_docs.py", "--check"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (answer.returncode, answer.stdout) == (0, "")
