"""Pages for requests that could not be served."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long or came from elsewhere: ask to open it again."""
    return render(request, "shared/csrf_failed.html", status=403)
