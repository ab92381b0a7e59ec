"""The house's own source, read as text and as trees."""

import ast
import configparser
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/dandang"


@dataclass(frozen=True, slots=True)
class Source:
    """One module: its dotted name and its text."""

    module: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The parsed module."""
        return _parsed(self.text)

    @property
    def app(self) -> str:
        """The app it belongs to, or nothing."""
        return app_of(self.module)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every module of the house, or of some of its folders, migrations left out."""
    found = []
    for folder in folders or ("",):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            words = path.relative_to(PACKAGE.parent).with_suffix("").parts
            module = ".".join(words).removesuffix(".__init__")
            found.append(Source(module, path.read_text("utf-8")))
    return tuple(found)


def app_of(module: str) -> str:
    """The app in `dandang.apps.<app>…`, or nothing."""
    words = module.split(".")
    return words[2] if words[:2] == ["dandang", "apps"] and len(words) > 2 else ""


def imports(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Every import anywhere in a module: the module, the name taken from it, the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", node.lineno
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module or "", alias.name, node.lineno


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute walk over plain names, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


@cache
def tiers() -> dict[str, int]:
    """The height of every app in the contract of tiers, neighbours alike; 0 is the lowest."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contracts["importlinter:contract:tiers"]["layers"].split("\n")
    floors = [
        [name.strip(" ()") for name in line.split("|")] for line in reversed(lines) if line.strip()
    ]
    return {name: height for height, floor in enumerate(floors) for name in floor}


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git keeps, and new ones it would keep, relative to the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (Path(name) for name in sorted(answer.stdout.split("\0")) if name)
    return tuple(path for path in paths if (ROOT / path).is_file())
