"""Build the pages of docs/ that are made from the source; `--check` says whether they are current."""

import inspect
import pkgutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import dandang.terms
from dandang.terms import Term
from dandang.terms.protection import protection_items

ROOT = Path(__file__).resolve().parent.parent
AREAS = {
    "people": "People, units, posts",
    "rounds": "Rounds",
    "ballots": "Ballots",
    "cases": "Cases, letters, what waits",
    "rules": "Regulations as code",
    "access": "Accounts, roles, the trail",
    "upkeep": "Upkeep",
}


def glossary() -> dict[str, list[dict[str, Any]]]:
    """The glossary's entries by area."""
    return tomllib.loads((ROOT / "src/dandang/terms/glossary.toml").read_text("utf-8"))


def closed_lists() -> Iterator[type[Term]]:
    """Every closed list of words in `terms`."""
    for found in pkgutil.iter_modules(dandang.terms.__path__):
        module = import_module(f"dandang.terms.{found.name}")
        for _, value in inspect.getmembers(module, inspect.isclass):
            if issubclass(value, Term) and value.__module__ == module.__name__ and len(value):
                yield value


def glossary_page() -> str:
    """docs/glossary.md."""
    lines = [
        "# Glossary",
        "",
        "<!-- Built from src/dandang/terms by scripts/build_docs.py. Change the source, not this. -->",
        "",
        "One Chinese term, one English word, in every name, column, address, test and page."
        " How to change one: [change a term](howto/change-a-term.md).",
    ]
    for area, entries in glossary().items():
        lines += ["", f"## {AREAS[area]}", ""]
        lines += ["| 中文 | code | means | source | not | beside |", "|---|---|---|---|---|---|"]
        for entry in entries:
            cells = [
                entry["zh"],
                f"**{entry['code']}**",
                entry["means"],
                "" if entry["source"] == "house" else entry["source"],
                ", ".join(entry["not"]),
                entry["beside"],
            ]
            lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Closed lists", "", "What is stored, shown in Chinese, shown in English."]
    for terms in sorted(closed_lists(), key=lambda each: (each.__module__, each.__name__)):
        first = inspect.cleandoc(terms.__doc__ or "").splitlines()[0]
        lines += ["", f"### {terms.__name__}", "", first, "", "| stored | 中文 | English |"]
        lines += ["|---|---|---|", *(f"| `{word}` | {word.zh} | {word.en} |" for word in terms)]
    return "\n".join(lines) + "\n"


def protection_page() -> str:
    """docs/manual/graded-protection.md."""
    lines = [
        "# 等保三级对照",
        "",
        "<!-- Built from src/dandang/terms/protection.toml by scripts/build_docs.py. -->",
        "",
        "应用侧各项：产品做到什么，安装单位要做什么，由哪个测试证明。供测评前自查，不是测评结论。",
        "",
        "**未核实**：条目按 GB/T 22239-2019 的转录本归纳，没有与标准原文核对；“惯常”的数字不在标准中。",
        "",
        "| 序号 | 类别 | 要求（归纳） | 落实方 | 产品 | 安装单位 | 证明 |",
        "|---|---|---|---|---|---|---|",
    ]
    for item in protection_items():
        tests = "<br>".join(f"`{test}`" for test in item.tests) or "现场核查"
        cells = [item.part, item.matter, item.duty.zh, item.product, item.site, tests]
        lines.append(f"| {item.number} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "docs/glossary.md": glossary_page,
    "docs/manual/graded-protection.md": protection_page,
}


def stale() -> list[str]:
    """Pages that are not what the source makes of them now."""
    return [
        place
        for place, build in PAGES.items()
        if not (ROOT / place).exists() or (ROOT / place).read_text("utf-8") != build()
    ]


def main() -> int:
    """Build all pages, or with `--check` name the stale ones."""
    if sys.argv[1:] == ["--check"]:
        found = stale()
        for place in found:
            print(f"{place} is not current: run .venv/bin/python scripts/build_docs.py")
        return 1 if found else 0
    for place, build in PAGES.items():
        (ROOT / place).parent.mkdir(exist_ok=True)
        (ROOT / place).write_text(build(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
