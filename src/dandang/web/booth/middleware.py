"""The booth stands apart: no session, no cookie, no actor, nothing that could say who came."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]


def booth_stands_apart(get_response: View) -> View:
    """Strip what identifies a browser from requests to the booth and keep cookies out of answers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        apart = request.path_info.startswith("/b/")
        if apart:
            request.COOKIES.clear()
            for name in ("HTTP_COOKIE", "REMOTE_ADDR", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR"):
                request.META.pop(name, None)
        response = get_response(request)
        if apart:
            response.cookies.clear()
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "no-referrer"
        return response

    return middleware
