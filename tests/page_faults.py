"""What no page of the site may do, whatever it is about: one function a rule, faults as words."""

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html

from dandang.terms import Term
from dandang.terms.grading import GradeLimit
from dandang.terms.reading import Purpose

SCRIPT = Path(__file__).resolve().parents[1] / "scripts/messages.py"
CHINESE = re.compile("[\u4e00-\u9fff]")
# A purpose stands in the trail for good in the words in which it was stated.
# An ethnicity stands in the file as it was recorded, and so do the purposes of what left the house.
# A grade stands in the word of its scheme.
KEPT = {
    "送达告知书",
    "汉族",
    "公务员",
    "本人",
    "送达本人",
    "本人留存",
    *(purpose.zh for purpose in Purpose),
    *(grade.zh for grade in GradeLimit),
}
# Where the rows of a list stand.
LISTS = ("tbody", "ul", "ol", "dl")


# What says why a list is empty; the views of a table are listed by the browser that keeps them.
REASONS = ("dd-empty", "dd-views-none")


def structure(page: str) -> Iterator[str]:
    """One head, one title, no name for two places."""
    tree = html.fromstring(page)
    heads = len(tree.findall(".//h1"))
    if heads != 1:
        yield f"{heads} h1"
    if not title_of(page):
        yield "no title"
    for name, count in Counter(tree.xpath("//@id")).items():
        if count > 1:
            yield f"id {name} stands {count} times"
    for label in tree.xpath("//label[@for]"):
        if not tree.xpath("//*[@id=$name]", name=label.get("for")):
            yield f"a label for {label.get('for')}, which is not there"


def title_of(page: str) -> str:
    """The title without the county's name."""
    found = html.fromstring(page).findtext(".//title") or ""
    return found.partition(" · ")[0].strip()


def silent_lists(page: str) -> Iterator[str]:
    """Lists without a row on a page that does not say why."""
    tree = html.fromstring(page)
    said = any(tree.find_class(each) for each in REASONS)
    for each in tree.iter(*LISTS):
        if not any(isinstance(child.tag, str) for child in each) and not said:
            yield f"an empty {each.tag} without a reason"


def still_chinese(page: str) -> Iterator[str]:
    """Words of the pages' own that an English page leaves in Chinese."""
    tree = html.fromstring(page)
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag in {"script", "style"}:
            continue
        said = (node.text, node.tail if node.getparent() is not None else None)
        for text in (*said, *(node.get(name) for name in ("title", "placeholder", "aria-label"))):
            words = (text or "").strip()
            if not CHINESE.search(words) or _marked(node):
                continue
            if words in own_words() or any(each in words for each in own_sentences()):
                yield f"still Chinese: {words[:60]}"


def _marked(node: Any) -> bool:
    """Whether a part says of itself that it is Chinese, as article texts and the switch do."""
    marks = node.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return bool(marks) and str(marks[0]).startswith("zh")


@cache
def own_words() -> frozenset[str]:
    """What pages and terms say in Chinese and otherwise in English."""
    spec = importlib.util.spec_from_file_location("messages", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    used = {str(text) for each in module.used() if each.id for text in _identities(each.id)}
    terms = {member.zh for words in Term.__subclasses__() for member in words}
    words = (used | terms) - KEPT
    return frozenset(word for word in words if CHINESE.search(word) and "%" not in word)


def _identities(identity: Any) -> tuple[str, ...]:
    return (identity,) if isinstance(identity, str) else tuple(identity)


@cache
def own_sentences() -> tuple[str, ...]:
    """Those of them that are sentences, and cannot be a part of somebody's name or post."""
    return tuple(word for word in own_words() if len(word) >= 8)


def faults(page: str, *, english: bool, stranger: str = "") -> list[str]:
    """Everything that is wrong with a page; `stranger`: a token that its reader must never see."""
    whole = "<html" in page
    found = [*(structure(page) if whole else ()), *silent_lists(page)]
    if english:
        found += still_chinese(page)
    if stranger and stranger in page:
        found.append(f"names a stranger: {stranger}")
    return found
