"""What every signed-in request goes through: the actor, the idle time-out, refusals as pages."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from dandang.apps.accounts import actions as accounts
from dandang.apps.accounts.queries import Standing, standing
from dandang.apps.audit.actions import record_refusal
from dandang.apps.grants.queries import actor_of
from dandang.apps.permits.actor import NOBODY, Actor
from dandang.kit import clock
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.sentences import say
from dandang.web.shared.browsers import browser_in_words

View = Callable[[HttpRequest], HttpResponse]

ACCOUNT_KEY = "account"
SEEN_KEY = "seen"
MARK_KEY = "mark"
SESSION_KEY = "session"


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
    now, session = clock.now(), request.session.get(SESSION_KEY)
    found = standing(number, session=session, at=now)
    actor = actor_of(number, mark=request.session.get(MARK_KEY), on=now.date())
    unseen = int(now.timestamp()) - int(request.session.get(SEEN_KEY, 0))
    idle = unseen > timedelta(minutes=found.idle_minutes).total_seconds()
    too_long = found.begun_at and now - found.begun_at > timedelta(hours=found.hours)
    if actor is None or found.ended or idle or too_long:
        accounts.end_session(number=session or 0, at=now)
        request.session.flush()
        request.over = "idle" if idle and actor else "ended"  # type: ignore[attr-defined]
        return NOBODY
    if unseen >= 60:
        request.session[SEEN_KEY] = int(now.timestamp())
        if session is None:
            # A session from before there was a register is entered now.
            request.session[SESSION_KEY] = begin_session(request, number)
        else:
            accounts.see_session(number=session, at=now)
    request.owed = _owed(found)  # type: ignore[attr-defined]
    return actor


def begin_session(request: HttpRequest, account: int) -> int:
    """Enter this browser in the register of sessions; gives the session's number."""
    browser = browser_in_words(request.headers.get("User-Agent", ""))
    return accounts.begin_session(account=account, browser=browser, at=clock.now())


def _owed(found: Standing) -> str:
    if found.must_change:
        return "shared:password"
    return "shared:factor" if found.must_have_factor else ""


class OwedFirst:
    """Lead an account that owes a new password or a second factor to that page, and to no other."""

    FREE = frozenset(
        {"shared:sign_in", "shared:sign_in_code", "shared:sign_out", "shared:language"}
    )

    def __init__(self, get_response: View) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *rest: object) -> HttpResponse | None:
        """A redirect to the page that is owed, or None."""
        owed = getattr(request, "owed", "")
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not owed or name == owed or name in self.FREE:
            return None
        if request.htmx:  # type: ignore[attr-defined]
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = reverse(owed)
            return answer
        return redirect(owed)


owed_first = OwedFirst


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
