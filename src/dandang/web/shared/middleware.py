"""What every signed-in request goes through: the actor, the idle time-out, refusals as pages."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language

from dandang.apps.audit.actions import record_refusal
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import NOBODY, Actor
from dandang.kit import clock
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.sentences import say

View = Callable[[HttpRequest], HttpResponse]

ACCOUNT_KEY = "account"
SEEN_KEY = "seen"
MARK_KEY = "mark"


def actor_of_request(get_response: View) -> View:
    """Put the Actor of the session on the request; end a session that was idle too long."""

    def middleware(request: HttpRequest) -> HttpResponse:
        actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        response = get_response(request)
        if actor.account is not None:
            # The next person at this machine must not find the page by going back.
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def no_null_characters(get_response: View) -> View:
    """Refuse what PostgreSQL keeps in no column, whichever field or file name it came in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if any("\0" in text for text in _texts(request)):
            return _page(request, Refusal("typed.null_character"))
        return get_response(request)

    return middleware


def _texts(request: HttpRequest) -> Iterator[str]:
    for fields in (request.GET, request.POST):
        for name, texts in fields.lists():
            yield name
            yield from map(str, texts)
    for _, file in request.FILES.items():
        yield str(getattr(file, "name", ""))


def language_of_cookie(get_response: View) -> View:
    """Speak the language this browser was switched to; Chinese before, whatever the browser asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen in dict(settings.LANGUAGES)
        with translation.override(chosen if known else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response

    return middleware


def _actor(request: HttpRequest) -> Actor:
    number = request.session.get(ACCOUNT_KEY)
    if number is None:
        return NOBODY
    now = int(clock.now().timestamp())
    seen = int(request.session.get(SEEN_KEY, 0))
    actor = actor_of(number, mark=request.session.get(MARK_KEY))
    idle = timedelta(minutes=settings.IDLE_MINUTES).total_seconds()
    if actor is None or now - seen > idle:
        request.session.flush()
        request.idle_ended = actor is not None  # type: ignore[attr-defined]
        return NOBODY
    if now - seen >= 60:
        request.session[SEEN_KEY] = now
    return actor


class RefusalsAsPages:
    """Turn a Refusal that a view lets through into a page with its sentence; record the forbidden."""

    def __init__(self, get_response: View) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; anything else stays an error of ours."""
        if not isinstance(error, Refusal):
            return None
        actor = getattr(request, "actor", NOBODY)
        if isinstance(error, NotPermitted):
            record_refusal(by=actor, verb=str(error.values.get("verb", "")), at=clock.now())
        return _page(request, error)


def _page(request: HttpRequest, error: Refusal) -> HttpResponse:
    sentence = say(error.code, get_language() or "zh", **error.values)
    context = {"sentence": sentence, "missing": isinstance(error, NotFound)}
    template = "shared/_refusal.html" if request.htmx else "shared/refusal.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=error.status)


refusals_as_pages = RefusalsAsPages
