"""Drawing booth pages without the request, so that no page can show or keep who asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from dandang.apps.organisation.queries import county
from dandang.terms.sentences import say

# Where the booth lies: it finds its own addresses, so that no other desk is asked on the way.
ROOT = "/b"
_ASK_AGAIN = frozenset({"ballots.mistyped", "ballots.unknown_code", "ballots.too_many_tries"})


def address(name: str, round_number: int) -> str:
    """The address of a booth page."""
    return ROOT + reverse(name, "dandang.web.booth.urls", [round_number])


def draw(page: str, round_number: int, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page with the addresses of its round, in the language of the page."""
    english = (get_language() or "").startswith("en")
    suffix = "?lang=en" if english else ""
    addresses = {name: address(name, round_number) + suffix for name in ("form", "check", "cast")}
    whole = {
        **context,
        "form_address": address("form", round_number),
        "addresses": addresses,
        "english": english,
        "other_language": "" if english else "?lang=en",
        "fictitious": county().fictitious,
    }
    return HttpResponse(render_to_string(f"booth/{page}.html", whole), status=status)


def draw_refusal(request: HttpRequest, code: str, status: int) -> HttpResponse:
    """The page that says in one sentence why not, and asks for the code again where that helps."""
    number = request.path_info.split("/")[2]
    round_number = int(number) if number.isascii() and number.isdigit() else 0
    context = {
        "sentence": say(code, get_language() or "zh"),
        "ask_again": code in _ASK_AGAIN and round_number > 0,
    }
    return draw("refusal", round_number, context, status)
