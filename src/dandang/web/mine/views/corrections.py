"""A cadre's own requests for corrections."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.corrections import actions, queries
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared import corrections as drawing
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.download import file_answer
from dandang.web.shared.forms.corrections import Ask
from dandang.web.shared.notices import sentence_of, tell
from dandang.web.shared.papers import recorded

cadre = desk(Role.CADRE)


@require_safe
@cadre
def corrections(request: DeskRequest) -> HttpResponse:
    """One's own requests."""
    page = queries.corrections(request.actor, own=True, page=page_number(request))
    context = {"page": page, "today": clock.today()}
    return render(request, "mine/corrections/list.html", context)


@cadre
def new(request: DeskRequest) -> HttpResponse:
    """Ask for a correction with proof."""
    if request.actor.person is None:
        return render(request, "mine/no_person.html")
    form = Ask(
        request.POST or None,
        request.FILES or None,
        initial={"item": request.GET.get("item", "")},
    )
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            case = _ask(request, request.actor.person, form.cleaned_data)
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
            status = 422
        else:
            tell(request, _("更正申请已提出，组织部会在期限内核对并答复。"))
            return redirect("mine:correction", case)
    return render(request, "mine/corrections/new.html", {"form": form}, status=status)


@require_safe
@cadre
def correction(request: DeskRequest, number: int) -> HttpResponse:
    """One own request: its course, the answer, what one can do until when."""
    today = clock.today()
    page = queries.correction(request.actor, number, on=today)
    if page.row.person != request.actor.person:
        raise NotFound("permits.not_found")
    actions.read_answer(case=number, by=request.actor, at=clock.now())
    context = {
        "page": page,
        "steps": drawing.steps(page, today),
        "course": drawing.course(page),
        "today": today,
    }
    return render(request, "mine/corrections/correction.html", context)


@require_POST
@cadre
def withdraw(request: DeskRequest, number: int) -> HttpResponse:
    """Withdraw one's own request."""

    def act() -> str:
        actions.withdraw(case=number, by=request.actor, at=clock.now())
        return _("更正申请已撤回。")

    return acted(request, act, "mine:correction", number)


@require_POST
@cadre
def object_(request: DeskRequest, number: int) -> HttpResponse:
    """Ask for the review of a decline."""

    def act() -> str:
        actions.object_to_decline(
            case=number, text=request.POST.get("text", ""), by=request.actor, at=clock.now()
        )
        return _("已申请复核，由没有办理过这份申请的领导复核。")

    return acted(request, act, "mine:correction", number)


@require_safe
@cadre
def file(request: DeskRequest, number: int, file: int) -> HttpResponse:
    """The proof or a scan of one's own request."""
    kept = queries.file_of(request.actor, number, file)
    return file_answer(kept.content, kept.media_type, kept.name)


def _ask(request: DeskRequest, person: int, said: dict[str, Any]) -> int:
    return recorded(
        request.actor,
        Verb.CORRECTIONS_REQUEST,
        said["proof"],
        lambda proof, at: actions.request(
            person=person,
            item=said["item"],
            text=said["text"],
            right=said["right"],
            proof=proof,
            by=request.actor,
            at=at,
        ),
    )
