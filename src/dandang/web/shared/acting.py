"""One act, its notice, and where to go on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.notices import tell, tell_refusal


def acted(
    request: HttpRequest, act: Callable[[], str], to: str, *arguments: object
) -> HttpResponse:
    """Do `act`, show the sentence it gives (or why it was refused) on the page called `to`.

    What must not exist or is not permitted is left to the refusal page.
    """
    try:
        tell(request, act())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
    return redirect(to, *arguments)


def page_number(request: HttpRequest) -> int:
    """The page of a list that is asked for; 1 when that is no number."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1
