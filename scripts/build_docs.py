"""Build the pages of docs/ that are made from the source; `--check` says whether they are current."""

import inspect
import pkgutil
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import dandang.terms
from dandang.policy.parameters import Declared, book
from dandang.policy.register import history
from dandang.policy.rules import rules
from dandang.terms import Term
from dandang.terms.organisation import Confidence
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


def rules_page() -> str:
    """docs/rules/README.md: every document with its parameters counted, every rule."""
    lines = [
        "# 规则与参数登记册",
        "",
        "<!-- Built from src/dandang/policy by scripts/build_docs.py. Change the source, not this. -->",
        "",
        "每个参数自哪一天起是多少、依据哪一条、来源是什么、哪天核对、由谁确认。按文件分页；"
        "核实程度：已核实（见到条文，多为转载文本）、部分核实（见到节录或者旧文本）、未核实（没有见到条文）、中央未作规定（由本地规定）。",
        "",
        "| 文件 | 施行 | 替代 | 参数 | 已核实 | 部分核实 | 未核实 | 中央未作规定 | 规则 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    by_document = parameters_by_document()
    for code, document in sorted(book().documents.items()):
        sure = Counter(each.confidence for each in by_document[code])
        ruled = sum(rule.document is document for rule in rules().values())
        counted = [len(by_document[code]), *(sure[each] for each in Confidence), ruled]
        cells = [
            f"[{document.zh}]({code}.md)",
            str(document.in_force or ""),
            document.replaces,
            *map(str, counted),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## 规则", "", "| 编号 | 规则 | 文件 | 适用 |", "|---|---|---|---|"]
    for rule in rules().values():
        holds_for = "、".join(each.zh for each in rule.regimes)
        page = f"[{rule.document.zh}]({rule.document.code}.md)"
        lines.append(f"| `{rule.id}` | {rule.zh} | {page} | {holds_for} |")
    return "\n".join(lines) + "\n"


def parameters_by_document() -> dict[str, list[Declared]]:
    """The parameters of each document, in the order of its file."""
    found: dict[str, list[Declared]] = {code: [] for code in book().documents}
    for declared in book().declared.values():
        found[declared.document.code].append(declared)
    return found


def document_page(code: str) -> str:
    """docs/rules/<document>.md: its parameters with their history, its rules."""
    document = book().documents[code]
    lines = [
        f"# {document.zh}",
        "",
        "<!-- Built from src/dandang/policy by scripts/build_docs.py. Change the source, not this. -->",
        "",
    ]
    known = {
        "发布": document.issued,
        "施行": document.in_force,
        "替代": document.replaces,
        "适用": "、".join(each.zh for each in document.ruled),
    }
    lines += [f"- {name}：{value}" for name, value in known.items() if value]
    lines += [
        "",
        "| 编号 | 参数 | 条 | 自……起 | 核实 | 核对 | 来源 | 说明 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for declared in parameters_by_document()[code]:
        values = "<br>".join(f"{first}：{value}" for first, value in history(declared))
        notes = [
            declared.note,
            f"本地规定：`{declared.setting}`" if declared.setting else "",
            "" if declared.executable else "仅登记",
        ]
        cells = [
            f"`{declared.id.removeprefix(f'{code}.')}`",
            declared.zh,
            declared.article,
            values,
            declared.confidence.zh,
            f"{declared.checked}，{declared.checked_by or '待确认'}",
            declared.source,
            " ".join(each for each in notes if each),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    ruling = [rule for rule in rules().values() if rule.document is document]
    if ruling:
        lines += ["", "## 规则", ""]
    for rule in ruling:
        lines += [f"- `{rule.id}` {rule.zh}：{' '.join(rule.says.split())}"]
    return "\n".join(lines) + "\n"


RULES = "docs/rules"
PAGES: dict[str, Callable[[], str]] = {
    "docs/glossary.md": glossary_page,
    "docs/manual/graded-protection.md": protection_page,
    f"{RULES}/README.md": rules_page,
    **{f"{RULES}/{code}.md": partial(document_page, code) for code in sorted(book().documents)},
}


def stale() -> list[str]:
    """Pages that are not what the source makes of them now, and those of documents that are gone."""
    changed = [
        place
        for place, build in PAGES.items()
        if not (ROOT / place).exists() or (ROOT / place).read_text("utf-8") != build()
    ]
    return changed + gone()


def gone() -> list[str]:
    """Pages of documents that the source no longer holds."""
    found = (f"{RULES}/{path.name}" for path in sorted((ROOT / RULES).glob("*.md")))
    return [place for place in found if place not in PAGES]


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
    for place in gone():
        (ROOT / place).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
