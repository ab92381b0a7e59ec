"""The booth stands apart: no session, no cookie, no actor, nothing that could say who came."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from dandang.terms.refusal import NotFound, Refusal
from dandang.web.booth.drawing import ROOT, draw_refusal

View = Callable[[HttpRequest], HttpResponse]

_IDENTIFYING = (
    "HTTP_COOKIE",
    "REMOTE_ADDR",
    "REMOTE_PORT",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
)


def booth_stands_apart(get_response: View) -> View:
    """Answer requests to the booth here and now, so that nothing behind this ever sees them.

    What identifies a browser is stripped before a view runs; no cookie leaves; nothing is logged
    but the kind of an error of ours.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(f"{ROOT}/"):
            return get_response(request)
        request.COOKIES.clear()
        for name in _IDENTIFYING:
            request.META.pop(name, None)
        with translation.override("en" if request.GET.get("lang") == "en" else "zh-hans"):
            response = _answer(request)
        response.cookies.clear()
        response["Content-Length"] = str(len(response.content))
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        # The handler logs the path of every answer from 400 on unless it was logged before.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return middleware


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        if not settings.BOOTH_BESIDE_ARCHIVE:
            raise NotFound("ballots.no_box")
        found = resolve(request.path_info.removeprefix(ROOT), "dandang.web.booth.urls")
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Refusal as refusal:
        return draw_refusal(request, refusal.code, refusal.status)
    except Resolver404:
        return draw_refusal(request, "ballots.no_box", 404)
    except (BadRequest, SuspiciousOperation):
        return draw_refusal(request, "ballots.not_asked", 400)
    except Exception as error:
        logging.getLogger("dandang.booth").error("the booth failed: %s", type(error).__name__)
        return draw_refusal(request, "ballots.broken", 503)
    return response
