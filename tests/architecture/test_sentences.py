"""Every code that is raised has its sentence in both languages, with the blanks that are filled."""

import ast
import string
from collections.abc import Mapping

from architecture.sources import Source, sources
from dandang.terms.sentences import table

REFUSALS = {"Refusal", "NotPermitted", "NotFound"}
# How the rules of `policy` say what they find, what they rest on, what they lack.
VERDICTS = {"met", "not_met", "unknown", "waived", "fact", "lack"}


def blanks(sentence: str) -> set[str]:
    """The names of a sentence's blanks."""
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def uneven(zh: Mapping[str, str], en: Mapping[str, str]) -> list[str]:
    """Codes that stand in one language alone, or with other blanks."""
    faults = [f"{code}: only in one language" for code in sorted(zh.keys() ^ en.keys())]
    for code in sorted(zh.keys() & en.keys()):
        if blanks(zh[code]) != blanks(en[code]):
            faults.append(f"{code}: other blanks in English")
    return faults


def unsaid(found: tuple[Source, ...], zh: Mapping[str, str]) -> list[str]:
    """Codes raised, said or put into an inbox without a sentence, or with a blank left open."""
    faults = []
    for source in found:
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or not (code := _code(node)):
                continue
            place = f"{source.module}:{node.lineno} {code}"
            if code not in zh:
                faults.append(f"{place}: no sentence")
                continue
            filled = {keyword.arg for keyword in node.keywords}
            if None not in filled and not _is_inbox(node) and blanks(zh[code]) - filled:
                faults.append(f"{place}: {sorted(blanks(zh[code]) - filled)} not filled")
    return faults


def _code(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if (
        name in REFUSALS | VERDICTS | {"say"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ):
        return str(call.args[0].value)
    if _is_inbox(call):
        words = [k.value for k in call.keywords if k.arg == "what"]
        if words and isinstance(words[0], ast.Constant):
            return f"inbox.{words[0].value}"
    return ""


def _is_inbox(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "inbox.put"


def test_both_languages_say_the_same_codes_with_the_same_blanks() -> None:
    assert uneven(table("zh"), table("en")) == []


def test_every_code_in_the_source_has_its_sentence_with_all_blanks_filled() -> None:
    assert unsaid(sources(), table("zh")) == []


def test_chinese_sentences_are_chinese_and_do_not_shout() -> None:
    shouting = [
        code for code, sentence in table("zh").items() if "！" in sentence or "!" in sentence
    ]
    latin = [code for code, sentence in table("zh").items() if sentence.isascii()]
    assert shouting + latin == []


def test_planted_faults_are_caught() -> None:
    zh = {"a.b": "第 {row} 行", "a.c": "好", "inbox.file": "请审"}
    en = {"a.b": "row", "a.d": "only here", "inbox.file": "file"}
    assert uneven(zh, en) == [
        "a.c: only in one language",
        "a.d: only in one language",
        "a.b: other blanks in English",
    ]
    planted = Source(
        "m",
        "raise Refusal('a.x')\nraise NotFound('a.b')\nraise Refusal('a.b', row=1)\n"
        "inbox.put(what='lost', values={})\ninbox.put(what='file', values={})\n",
    )
    assert unsaid((planted,), zh) == [
        "m:1 a.x: no sentence",
        "m:2 a.b: ['row'] not filled",
        "m:4 inbox.lost: no sentence",
    ]
