"""What the house says: one sentence per code, in Chinese and in English."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def table(language: str) -> dict[str, str]:
    """Every code with its sentence in `zh` or `en`; a section `[rounds]` with key `closed` is `rounds.closed`."""
    text = files("dandang.terms.sentences").joinpath(f"{language}.toml").read_text("utf-8")
    return {
        f"{section}.{key}": sentence
        for section, entries in tomllib.loads(text).items()
        for key, sentence in entries.items()
    }


def say(code: str, language: str = "zh", /, **values: object) -> str:
    """The sentence of `code` with its blanks filled. An unknown code is a KeyError."""
    sentences = table("en" if language.startswith("en") else "zh")
    return sentences[code].format_map({key: _shown(value) for key, value in values.items()})


def _shown(value: object) -> object:
    return getattr(value, "zh", value)
