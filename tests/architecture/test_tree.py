"""What is kept in the tree: written by hand, whole, and speaking of nothing but itself."""

import re
from pathlib import Path

from architecture.sources import ROOT, tracked

TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ".json", ".yaml", ".cfg", ".po", ""}
# Written in pieces, so that this file does not find itself.
MACHINE = re.compile("|".join(f"/{name}/" for name in ("work", "home", "root", "Users", "mnt")))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
MOST_LINE = 2_000


def machine_paths(text: str) -> list[str]:
    """Absolute places on somebody's machine."""
    return [line.strip() for line in text.splitlines() if MACHINE.search(line)]


def squeezed(name: str, text: str) -> bool:
    """Whether a script or style sheet was squeezed by a machine instead of written."""
    if not name.endswith((".js", ".css")):
        return False
    return ".min." in name or any(len(line) > MOST_LINE for line in text.splitlines())


def dead_links(place: Path, text: str) -> list[str]:
    """Relative links of a page that lead nowhere."""
    targets = [target for target in LINK.findall(text) if "://" not in target]
    return [target for target in targets if not (place.parent / target).exists()]


def _texts() -> list[tuple[Path, str]]:
    return [(path, (ROOT / path).read_text("utf-8")) for path in tracked() if path.suffix in TEXT]


def test_the_tree_speaks_only_of_itself() -> None:
    assert {str(path): found for path, text in _texts() if (found := machine_paths(text))} == {}


def test_nothing_squeezed_is_kept() -> None:
    assert [str(path) for path, text in _texts() if squeezed(path.name, text)] == []


def test_every_link_of_the_docs_leads_somewhere() -> None:
    pages = [(path, text) for path, text in _texts() if path.suffix == ".md"]
    assert {
        str(path): found for path, text in pages if (found := dead_links(ROOT / path, text))
    } == {}


def test_planted_faults_are_caught() -> None:
    assert machine_paths("see /ho" + "me/li/notes") != []
    assert machine_paths("#!/usr/bin/env python3") == []
    assert squeezed("tabler.min.css", "a{}")
    assert squeezed("own.js", "x" * 2_001)
    assert not squeezed("own.js", "let a = 1;\n" * 500)
    assert dead_links(
        ROOT / "README.md", "[a](nowhere.md) [b](pyproject.toml) [c](https://x.y)"
    ) == ["nowhere.md"]
