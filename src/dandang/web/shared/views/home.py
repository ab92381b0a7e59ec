"""The first page of every role: what waits, until when, what changed."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dandang.apps.inbox.queries import inbox
from dandang.kit import clock
from dandang.terms.sentences import say
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.inbox_links import link


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, as the page shows it."""

    sentence: str
    address: str
    due: date | None


@require_safe
@signed_in
def home(request: DeskRequest) -> HttpResponse:
    """The inbox by deadline."""
    language = get_language() or "zh"
    today = clock.today()
    waiting = tuple(
        Waiting(
            say(f"inbox.{line.what}", language, **line.values), link(line, request.actor), line.due
        )
        for line in inbox(request.actor)
    )
    context = {"waiting": waiting, "today": today}
    return render(request, "shared/home.html", context)
