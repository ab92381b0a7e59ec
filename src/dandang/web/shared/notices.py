"""One notice carried from an act to the page that follows it."""

from django.http import HttpRequest
from django.utils.translation import get_language

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

KEY = "notice"


def tell(request: HttpRequest, sentence: str) -> None:
    """Show `sentence` on the next page: what happened."""
    request.session[KEY] = {"kind": "done", "text": sentence}


def tell_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Show on the next page why the act was refused and what to do."""
    request.session[KEY] = {"kind": "refused", "text": sentence_of(refusal)}


def sentence_of(refusal: Refusal) -> str:
    """The sentence of a refusal in the language of the page."""
    return say(refusal.code, get_language() or "zh", **refusal.values)


def take(request: HttpRequest) -> dict[str, str] | None:
    """The notice that waits, once."""
    if KEY not in request.session:
        return None
    notice: dict[str, str] = request.session.pop(KEY)
    return notice
