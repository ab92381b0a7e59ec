"""Collect, compile and check the message catalogues without a system gettext.

scripts/messages.py extract   bring every .po up to the words that pages and views use
scripts/messages.py compile   make the .mo files that Django reads
scripts/messages.py check     list what is missing, stale or wrong; exit code 1 when there is any
"""

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/dandang"
LOCALE = PACKAGE / "locale"
WEB = PACKAGE / "web"

KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Named and positional blanks: {name}, %(name)s, %s.
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# A heading of a Chinese form may be quoted; a sentence may not be left as it is.
CHINESE = re.compile(r"[\u4e00-\u9fff]{3,}|^[\u4e00-\u9fff]+$")
UNSTABLE = (
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Last-Translator|Language-Team'
    rb"|Generated-By|Project-Id-Version):.*\n"
)
HEADER = "English words of the pages. Made by scripts/messages.py; only msgstr is written by hand."


def used() -> Catalog:
    """Every message that templates and Python of the pages use, without places and dates."""
    catalogue = Catalog(locale="en")
    for function, words, context in (*_of_python(), *_of_templates()):
        given = words if isinstance(words, tuple) else (words,)
        found = tuple(word for word in given if isinstance(word, str))
        if function in {"pgettext", "pgettext_lazy", "npgettext"} and context is None:
            context, found = found[0], found[1:]
        if found and found[0]:
            identity = found[:2] if function.startswith(("ngettext", "npgettext")) else found[0]
            catalogue.add(identity, context=context)
    return catalogue


def _of_python() -> Iterator[tuple[str, object, str | None]]:
    for path in sorted(WEB.rglob("*.py")):
        yield from _messages(path.read_bytes())


def _of_templates() -> Iterator[tuple[str, object, str | None]]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    for path in sorted(WEB.glob("*/templates/**/*")):
        if path.suffix in {".html", ".txt", ".svg"}:
            # What is left of a template reads like Python: only the calls of gettext matter.
            text = templatize(path.read_text("utf-8"), origin=str(path.relative_to(ROOT)))
            for line in _calls(text):
                yield from _messages(line.encode())


def _calls(text: str) -> Iterator[str]:
    """The gettext calls of a templatized file, one by one, so that its other marks cannot hide one."""
    start = re.compile(r"(?<!\w)(?:gettext|ngettext|pgettext|npgettext|_)\(")
    at = 0
    while found := start.search(text, at):
        end, quote, position = None, "", found.end()
        while position < len(text):
            sign = text[position]
            if quote:
                if sign == "\\":
                    position += 1
                elif text.startswith(quote, position):
                    position += len(quote) - 1
                    quote = ""
            elif sign in "\"'":
                quote = sign * 3 if text.startswith(sign * 3, position) else sign
                position += len(quote) - 1
            elif sign == ")":
                end = position + 1
                break
            position += 1
        if end is None:
            return
        yield text[found.start() : end]
        at = end


def _messages(source: bytes) -> Iterator[tuple[str, object, str | None]]:
    found = extract_python(BytesIO(source), list(KEYWORDS), [], {"encoding": "utf-8"})
    for _, function, words, _ in found:
        yield function, words, None


def catalogues() -> list[Path]:
    """Every .po file, sorted by its place."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def extract() -> None:
    """Write each catalogue anew: words in use, sorted, with the translations it had."""
    fresh = used()
    for place in catalogues() or [LOCALE / "en/LC_MESSAGES/django.po"]:
        known = _read(place)
        made = Catalog(locale=place.parts[-3], header_comment=f"# {HEADER}", fuzzy=False)
        for message in fresh:
            if message.id:
                before = known.get(_first(message), message.context)
                string = before.string if before is not None and _alike(before, message) else None
                made.add(message.id, string, context=message.context)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_written(made))


def _read(place: Path) -> Catalog:
    if not place.exists():
        return Catalog(locale=place.parts[-3])
    with place.open("rb") as stream:
        return read_po(stream, locale=place.parts[-3])


def _alike(one: Message, other: Message) -> bool:
    return bool(one.pluralizable == other.pluralizable)


def _first(message: Message) -> str:
    return str(message.id[0] if message.pluralizable else message.id)


def _written(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=0, no_location=True, sort_output=True)
    # Dates and the tool's version would make the file differ from run to run.
    return re.sub(UNSTABLE, b"", out.getvalue(), flags=re.MULTILINE)


def compile_all() -> None:
    """Make the .mo file beside each .po."""
    for place in catalogues():
        catalogue = _read(place)
        # Dates are left out, so that the same words give the same bytes.
        catalogue.creation_date = catalogue.revision_date = None
        half = place.with_suffix(".part")
        with half.open("wb") as stream:
            write_mo(stream, catalogue)
        half.replace(place.with_suffix(".mo"))


def faults() -> list[str]:
    """What is wrong with the catalogues: missing, stale, untranslated, blanks that differ."""
    fresh, found = used(), []
    for place in catalogues():
        known, language = _read(place), place.parts[-3]
        found += [
            f"{language}: missing: {_first(message)}"
            for message in fresh
            if message.id and known.get(_first(message), message.context) is None
        ]
        for message in known:
            if message.id:
                found += [f"{language}: {fault}" for fault in faults_of(message, fresh)]
    return found


def faults_of(message: Message, fresh: Catalog) -> list[str]:
    """What is wrong with one message of a catalogue, beside the messages in use."""
    first = _first(message)
    if fresh.get(first, message.context) is None:
        return [f"stale: {first}"]
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    if not strings or not all(strings):
        return [f"untranslated: {first}"]
    faults_found = []
    if any(CHINESE.search(string) for string in strings):
        faults_found.append(f"still Chinese: {first}")
    wanted = sorted(BLANK.findall(first))
    # The singular may say "one" where the plural has a number.
    if any(not set(BLANK.findall(string)) <= set(wanted) for string in strings) or (
        sorted(BLANK.findall(strings[-1])) != wanted
    ):
        faults_found.append(f"blanks differ: {first}")
    return faults_found


def main(words: list[str]) -> int:
    """Do what the one word says; gives the exit code."""
    os.chdir(ROOT)
    if words == ["extract"]:
        extract()
    elif words == ["compile"]:
        compile_all()
    elif words == ["check"]:
        found = faults()
        print("\n".join(found) if found else "The catalogues are complete.")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
