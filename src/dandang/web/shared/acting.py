"""One act, its notice, and where to go on."""

from collections.abc import Callable, Iterable

from django.core.exceptions import BadRequest
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


def numbers_in(said: Iterable[str]) -> tuple[int, ...]:
    """The numbers chosen in a list; BadRequest when one is none."""
    chosen = tuple(said)
    if not all(each.isdecimal() and len(each) < 10 for each in chosen):
        raise BadRequest
    return tuple(int(each) for each in chosen)


def page_number(request: HttpRequest) -> int:
    """The page of a list that is asked for; 1 when that is no number."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1
