"""Filters of the pieces: terms, sentences, days."""

from typing import Any

from django import template
from django.utils.translation import get_language

from dandang.terms import Term

register = template.Library()


@register.filter
def say(term: Any) -> str:
    """A term's name in the language of the page; anything else as it is."""
    return term.say(get_language() or "zh") if isinstance(term, Term) else str(term)
