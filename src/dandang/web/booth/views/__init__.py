"""The four pages of the booth: entrance, form, check, cast."""

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from dandang.apps.ballots import casting
from dandang.kit import clock
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.sentences import say
from dandang.web.booth.drawing import address, draw
from dandang.web.booth.sheets import answers_of, packed_of, people
from dandang.web.booth.throttle import unknown_codes

Page = Callable[[HttpRequest, int], HttpResponse]


def entrance(request: HttpRequest, round_number: int) -> HttpResponse:
    """Where the QR leads: a script posts the code of the fragment, or the rater types it."""
    context = {"title": "", "sentence": ""}
    try:
        context["title"] = casting.booth(round_number).questionnaire.title
    except NotFound:
        raise
    except Refusal as refusal:
        context["sentence"] = say(refusal.code, get_language() or "zh")
    return draw("entrance", round_number, context)


def _posted(page: Page) -> Page:
    """Send whoever did not come with a code back to the entrance; count unknown codes."""

    # There is no session to ride on: whoever posts a code holds the slip.
    @csrf_exempt
    def view(request: HttpRequest, round_number: int) -> HttpResponse:
        if request.method != "POST":
            suffix = "?lang=en" if request.GET.get("lang") == "en" else ""
            return HttpResponseRedirect(address("entrance", round_number) + suffix)
        if unknown_codes.exhausted(clock.now()):
            raise Refusal("ballots.too_many_tries")
        try:
            return page(request, round_number)
        except Refusal as refusal:
            if refusal.code == "ballots.unknown_code":
                unknown_codes.count(clock.now())
            raise

    return view


@_posted
def form(request: HttpRequest, round_number: int) -> HttpResponse:
    """The questionnaire, with the answers given so far when the rater comes back to it."""
    code = request.POST.get("code", "")
    slip = casting.slip(round_number, code)
    given = answers_of(slip.questionnaire, request.POST)
    context = {"code": code, "slip": slip, "people": people(slip.questionnaire, given)}
    return draw("form", round_number, context)


@_posted
def check(request: HttpRequest, round_number: int) -> HttpResponse:
    """The answers once more, to be cast or changed."""
    code = request.POST.get("code", "")
    slip = casting.slip(round_number, code)
    given = answers_of(slip.questionnaire, request.POST)
    drawn = people(slip.questionnaire, given)
    context = {
        "code": code,
        "slip": slip,
        "people": drawn,
        "packed": slip.questionnaire.pack(given).hex(),
        "blanks": sum(person.blanks for person in drawn),
    }
    return draw("check", round_number, context)


@_posted
def cast(request: HttpRequest, round_number: int) -> HttpResponse:
    """Put the ballot into the box and say so."""
    booth = casting.booth(round_number)
    outcome = booth.cast_packed(request.POST.get("code", ""), packed_of(request.POST))
    again = outcome is casting.Cast.ALREADY_THERE
    return HttpResponse(
        _end(booth.file, again, get_language() or "", round_number, booth.questionnaire.title)
    )


@lru_cache(maxsize=64)
def _end(file: str, again: bool, language: str, round_number: int, title: str) -> bytes:
    # The same page for everyone who casts into this box: drawn once, since the hall casts at once.
    return draw("done", round_number, {"again": again, "title": title}).content
