"""The manual: what it puts in 「」 stands on a screen word for word, and its pictures are there."""

import re
from functools import cache

from babel.messages.pofile import read_po

from architecture.sources import PACKAGE
from dandang.terms import Term

DOCS = PACKAGE.parents[1] / "docs"
QUOTED = re.compile(r"「([^」]+)」")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
HEAVIEST = 150_000


def pages() -> dict[str, str]:
    """Every page of the manual."""
    return {path.name: path.read_text("utf-8") for path in sorted((DOCS / "manual").glob("*.md"))}


@cache
def on_screen() -> frozenset[str]:
    """Every whole text that pages show: source strings of the catalogue and terms."""
    with (PACKAGE / "locale/en/LC_MESSAGES/django.po").open("rb") as stream:
        messages = [message.id for message in read_po(stream) if message.id]
    words = {text for each in messages for text in ([each] if isinstance(each, str) else each)}
    return frozenset(words | {member.zh for kind in Term.__subclasses__() for member in kind})


def strange(text: str) -> list[str]:
    """What is quoted as a word of the screen and is none."""
    return [words for words in QUOTED.findall(text) if words not in on_screen()]


def test_words_quoted_in_the_manual_stand_on_the_screen() -> None:
    assert {name: found for name, text in pages().items() if (found := strange(text))} == {}


def test_pictures_of_the_manual_are_there_and_light() -> None:
    shown = {
        (DOCS / "manual" / place).resolve()
        for text in pages().values()
        for place in PICTURE.findall(text)
    }
    there = set((DOCS / "pictures").glob("*.png"))
    drawn = set((DOCS / "pictures").glob("*.svg"))
    assert shown <= there | drawn
    assert [path.name for path in there | drawn if path.stat().st_size > HEAVIEST] == []
    assert len(there) <= 30


def test_planted_faults_are_caught() -> None:
    assert strange("点「打印」，再点「打印一切」。") == ["打印一切"]
    assert QUOTED.findall("「首页」「考核」") == ["首页", "考核"]
    assert PICTURE.findall("![图](../pictures/home.png)") == ["../pictures/home.png"]
