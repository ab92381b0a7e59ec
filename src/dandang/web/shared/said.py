"""What has just been done, said once on the next page: `say_next(request, "已向 40 人送达结果通知")`."""

from django.http import HttpRequest

_KEY = "said"


def say_next(request: HttpRequest, sentence: str) -> None:
    """Keep a sentence for the next page that is drawn for this session."""
    request.session[_KEY] = [*request.session.get(_KEY, []), sentence]


def take(request: HttpRequest) -> tuple[str, ...]:
    """The sentences kept for this session, which are then forgotten."""
    if _KEY not in request.session:
        return ()
    return tuple(request.session.pop(_KEY))
