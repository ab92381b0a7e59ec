"""Who may enter a desk, and what a view of it is handed."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from dandang.apps.permits.actor import Actor
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound


class DeskRequest(HttpRequest):
    """A request of somebody signed in: `request.actor` is who, `request.htmx` says whether a part is asked for."""

    actor: Actor
    htmx: HtmxDetails
    owed: str


View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Let only somebody signed in through; everybody else is led to the sign-in page and back."""

    @wraps(view)
    def entered(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.account is None:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return entered


def desk(*roles: Role) -> Callable[[View], View]:
    """Let only who holds one of `roles` through; for others who are signed in the page does not exist."""

    def keep(view: View) -> View:
        @wraps(view)
        def entered(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not set(roles) & set(request.actor.roles()):
                raise NotFound("permits.not_found")
            return view(request, *args, **kwargs)

        return signed_in(entered)

    return keep


def status_of(form: Any) -> int:
    """The status a page with this form answers with: 422 when it was filled in wrongly, else 200."""
    return 422 if form.is_bound and not form.is_valid() else 200


def _to_sign_in(request: DeskRequest) -> HttpResponse:
    words = {"next": request.get_full_path()} if request.method == "GET" else {}
    if over := getattr(request, "over", ""):
        words[over] = "1"
    where = reverse("shared:sign_in") + (f"?{urlencode(words)}" if words else "")
    if request.htmx:
        # A part of a page cannot be a sign-in page: the browser is sent there as a whole.
        response = HttpResponse(status=204)
        response["HX-Redirect"] = where
        return response
    return HttpResponseRedirect(where)
