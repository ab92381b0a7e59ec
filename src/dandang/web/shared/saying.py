"""A sentence of the house with its values as a page writes them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language

from dandang.days import PartialDate
from dandang.terms import Term
from dandang.terms.sentences import say, table
from dandang.web.shared.dates import in_words


def said(code: str, values: Mapping[str, Any]) -> str:
    """The sentence in the language of the page, its days in words and its terms by name."""
    language = get_language() or "zh"
    shown = {key: _shown(value, language) for key, value in values.items()}
    return say(code, language, **shown)


def kind(code: str) -> str:
    """A sentence with its blanks left open: the name of a kind of things that wait."""
    sentence = table("en" if (get_language() or "").startswith("en") else "zh")[code]
    return re.sub(r"\{\w+\}", "…", sentence)


def _shown(value: Any, language: str) -> Any:
    if isinstance(value, Term):
        return value.say(language)
    if isinstance(value, date):
        return in_words(PartialDate.of(value), language)
    return value
