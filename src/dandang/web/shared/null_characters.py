"""Null characters are refused before any page reads them."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

from dandang.web.shared.views import errors

View = Callable[[HttpRequest], HttpResponse]


def no_null_characters(get_response: View) -> View:
    """Refuse what PostgreSQL keeps in no column, whichever field or file name it came in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if any("\0" in text for text in _texts(request)):
            return errors.unreadable(request)
        return get_response(request)

    return middleware


def _texts(request: HttpRequest) -> Iterator[str]:
    for fields in (request.GET, request.POST):
        for name, texts in fields.lists():
            yield name
            yield from map(str, texts)
    for _, file in request.FILES.items():
        yield str(getattr(file, "name", ""))
