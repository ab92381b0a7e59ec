"""Appointing, transferring, ending, and status periods, from a person's page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dandang.apps.archive import actions, queries
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.kit import clock
from dandang.terms.people import StatusKind
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.forms.archive import EndPost, NewPost, NewStatus, indented
from dandang.web.shared.notices import sentence_of, tell


@signed_in
def posts(request: DeskRequest, number: int) -> HttpResponse:
    """Take a post (in the unit that is chosen) or end one."""
    page = _page(request, number)
    tree = units.tree(request.actor)
    asked = request.POST.get("unit", request.GET.get("unit", ""))
    known = {unit.number for unit in tree}
    unit = int(asked) if asked.isdecimal() and int(asked) in known else page.unit_number
    offered = [(post.number, post.title) for post in units.posts(request.actor, unit)]
    ending = "appointment" in request.POST
    new = NewPost(
        request.POST if request.method == "POST" and not ending else None,
        posts=offered,
        initial={"way": NewPost.MAIN, "first_day": clock.today()},
    )
    end = EndPost(request.POST) if ending else EndPost(initial={"last_day": clock.today()})
    if request.method == "POST":
        act = _ending(request, end) if ending else _taking(request, number, new)
        done = _done(request, end if ending else new, act, number)
        if done is not None:
            return done
    context = {
        "page": page,
        "units": indented(tree),
        "unit": unit,
        "new": new,
        "end": end,
        "ending": int(asked_end)
        if (asked_end := request.POST.get("appointment", "")).isdecimal()
        else 0,
        "lasting": [held for held in page.posts if held.last_day is None],
        "has_posts": bool(offered),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "shared/archive/posts.html", context, status=status)


@signed_in
def status(request: DeskRequest, number: int) -> HttpResponse:
    """Write down a status period: leave, secondment, retirement and the like."""
    page = _page(request, number)
    form = NewStatus(request.POST or None, initial={"first_day": clock.today()})

    def act() -> str:
        said = form.cleaned_data
        actions.record_status(
            person=number,
            kind=StatusKind(said["kind"]),
            first_day=said["first_day"],
            last_day=said["last_day"],
            note=said["note"],
            document=said["document"],
            by=request.actor,
            at=clock.now(),
        )
        return _("已登记%(name)s的状态。") % {"name": page.career.name}

    if request.method == "POST":
        done = _done(request, form, act, number)
        if done is not None:
            return done
    context = {"page": page, "form": form, "periods": page.career.status_periods}
    code = 422 if request.method == "POST" else 200
    return render(request, "shared/archive/status.html", context, status=code)


def _page(request: DeskRequest, number: int) -> queries.PersonPage:
    page = queries.person(request.actor, number)
    require(request.actor, Verb.ARCHIVE_EDIT, path=page.path)
    return page


def _taking(request: DeskRequest, number: int, form: NewPost) -> Callable[[], str]:
    def act() -> str:
        said = form.cleaned_data
        chosen: dict[str, Any] = {
            "person": number,
            "post": said["post"],
            "first_day": said["first_day"],
            "document": said["document"],
        }
        if said["way"] == NewPost.BESIDE:
            actions.appoint(**chosen, main=False, by=request.actor, at=clock.now())
            return _("已登记兼任。")
        actions.transfer(**chosen, by=request.actor, at=clock.now())
        return _("已登记任职，原主要职务到前一天为止。")

    return act


def _ending(request: DeskRequest, form: EndPost) -> Callable[[], str]:
    def act() -> str:
        said = form.cleaned_data
        actions.end_appointment(
            appointment=said["appointment"],
            last_day=said["last_day"],
            document=said["document"],
            by=request.actor,
            at=clock.now(),
        )
        return _("已登记免职，任职经历保留在档。")

    return act


def _done(
    request: DeskRequest, form: Any, act: Callable[[], str], number: int
) -> HttpResponse | None:
    """Do it and go back to the file; None when the form has to be shown again."""
    if not form.is_valid():
        return None
    try:
        tell(request, act())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence_of(refusal))
        return None
    return redirect("archive:person", number)
