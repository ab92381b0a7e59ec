"""Templates: every Chinese word is marked for translation, nothing runs inside the page."""

import ast
import re
from pathlib import Path

from architecture.sources import PACKAGE, Source, sources

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKED = re.compile(
    r"{#.*?#}"
    r"|{%\s*comment\b.*?endcomment\s*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}"
    r"|{%\s*trans(?:late)?\b.*?%}"
    r"|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)
WRAP = re.compile(r"<div\s[^>]*class=\"dd-table-wrap\b[^>]*>")
HEAD = re.compile(r"<th\b[^>]*>")
# A language is offered under its own name.
OWN_NAMES = ("简体中文", "中文")
INSIDE = {
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE
    ),
    "event handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "foreign address": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}
# The parts of a day as a Chinese letter writes it.
OF_A_DAY = {"年", "月", "日"}
TRANSLATORS = {
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "gettext_noop",
    "_",
}


def templates() -> dict[str, str]:
    """Every template by its place."""
    found = sorted((PACKAGE / "web").glob("*/templates/**/*"))
    return {
        str(path.relative_to(PACKAGE)): path.read_text("utf-8") for path in found if _drawn(path)
    }


def _drawn(path: Path) -> bool:
    return path.suffix in {".html", ".svg", ".txt"}


def unmarked(text: str) -> list[str]:
    """Lines with Chinese words outside translation tags."""
    bare = MARKED.sub(lambda found: "\n" * found.group().count("\n"), text)
    for name in OWN_NAMES:
        bare = bare.replace(name, "")
    lines = enumerate(bare.splitlines(), 1)
    return [f"{number}: {line.strip()}" for number, line in lines if CHINESE.search(line)]


def running(text: str) -> list[str]:
    """What the content security policy would refuse to run or fetch."""
    return [name for name, pattern in INSIDE.items() if pattern.search(text)]


def unread(text: str) -> list[str]:
    """Tables that the keyboard cannot scroll or that have no name, heads that name nothing."""
    wraps = [
        wrap for wrap in WRAP.findall(text) if "tabindex=" not in wrap or "aria-label" not in wrap
    ]
    return wraps + [head for head in HEAD.findall(text) if "scope=" not in head]


def unmarked_in_view(source: Source) -> list[str]:
    """Chinese strings of a page module that do not go through gettext; docstrings do not count."""
    quiet: set[int] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATORS:
            quiet |= {id(inner) for inner in ast.walk(node)}
    return [
        f"{source.module}:{node.lineno} {node.value}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and node.value not in OF_A_DAY
        and id(node) not in quiet
    ]


def test_every_string_of_a_template_is_marked_for_translation() -> None:
    faults = {place: lines for place, text in templates().items() if (lines := unmarked(text))}
    assert faults == {}


def test_nothing_runs_inside_a_page() -> None:
    faults = {place: found for place, text in templates().items() if (found := running(text))}
    assert faults == {}


def test_every_table_has_a_name_and_its_heads_say_what_they_name() -> None:
    faults = {place: found for place, text in templates().items() if (found := unread(text))}
    assert faults == {}


def test_every_string_of_a_view_goes_through_gettext() -> None:
    assert [fault for source in sources("web") for fault in unmarked_in_view(source)] == []


def test_planted_faults_are_caught() -> None:
    assert unmarked('{% translate "单位" %}\n<b>职务</b>\n{# 说明 #}') == ["2: <b>职务</b>"]
    assert unmarked('{% include "x.html" with title="单位" %}') != []
    assert unmarked('{% include "x.html" with title=_("单位") %}') == []
    assert unmarked("{% blocktranslate %}共 {{ n }} 人{% endblocktranslate %}") == []
    assert running('<a onclick="go()">') == ["event handler"]
    assert running("<script>go()</script>") == ["inline script"]
    assert running('<script src="/static/a.js" defer></script>') == []
    assert running('<link href="https://cdn.example/x.css">') == ["foreign address"]
    assert unread('<div class="dd-table-wrap"><th>') == ['<div class="dd-table-wrap">', "<th>"]
    assert unread('<div class="dd-table-wrap" tabindex="0" aria-label="x"><th scope="col">') == []
    view = Source("dandang.web.x", '"""单位."""\na = gettext("单位")\nb = "职务"\n')
    assert unmarked_in_view(view) == ["dandang.web.x:3 职务"]
