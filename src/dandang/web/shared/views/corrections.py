"""Corrections at the desks that decide, review or record them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.archive import queries as archive
from dandang.apps.cases.actions import Paper
from dandang.apps.corrections import actions, queries
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared import corrections as drawing
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.download import file_answer
from dandang.web.shared.forms.corrections import (
    AskFromPaper,
    Decide,
    ObjectFromPaper,
    ReviewFromPaper,
)
from dandang.web.shared.notices import sentence_of, tell
from dandang.web.shared.papers import recorded

handler = desk(Role.ORGANISER_OFFICER, Role.UNIT_PERSONNEL_OFFICER, Role.LEADER)


@require_safe
@handler
def corrections(request: DeskRequest) -> HttpResponse:
    """The requests in scope, nearest deadline first."""
    everything = request.GET.get("all") == "1"
    context = {
        "page": queries.corrections(
            request.actor, open_only=not everything, page=page_number(request)
        ),
        "everything": everything,
        "today": clock.today(),
    }
    return render(request, "shared/corrections/list.html", context)


@require_safe
@handler
def correction(request: DeskRequest, number: int) -> HttpResponse:
    """One request: what stands on file, what should, the proof, the course, the next move."""
    today = clock.today()
    page = queries.correction(request.actor, number, on=today)
    context = {
        "page": page,
        "steps": drawing.steps(page, today),
        "course": drawing.course(page),
        "decide": Decide(item=page.row.item),
        "objection": ObjectFromPaper(),
        "review": ReviewFromPaper(item=page.row.item),
        "today": today,
    }
    return render(request, "shared/corrections/correction.html", context)


@require_POST
@handler
def accept(request: DeskRequest, number: int) -> HttpResponse:
    """Accept: the file is changed."""
    return _decided(request, number, actions.accept, _("已同意更正，档案已改，本人已收到答复。"))


@require_POST
@handler
def decline(request: DeskRequest, number: int) -> HttpResponse:
    """Decline with reasons."""
    sentence = _("已答复不予更正，本人可在期限内申请一次复核。")
    return _decided(request, number, _without_value(actions.decline), sentence)


@require_POST
@handler
def review(request: DeskRequest, number: int) -> HttpResponse:
    """Review a decline: correct after all, or let it stand."""
    correct = request.POST.get("correct") == "1"

    def act(**told: Any) -> None:
        actions.review(correct=correct, **told)

    sentence = _("复核后已更正档案。") if correct else _("复核维持原决定，已答复本人。")
    return _decided(request, number, act, sentence)


@require_POST
@handler
def object_for(request: DeskRequest, number: int) -> HttpResponse:
    """Record from paper that the cadre asks for the review of a decline."""
    form = ObjectFromPaper(request.POST, request.FILES)
    page = queries.correction(request.actor, number, on=clock.today())
    queries.require_recorder(request.actor, path=page.file.row.path)

    def act() -> str:
        if not form.is_valid():
            raise Refusal("checks.form_unclear", field=form.fields[next(iter(form.errors))].label)
        said = form.cleaned_data
        recorded(
            request.actor,
            Verb.CORRECTIONS_REQUEST_FOR,
            said["scan"],
            lambda scan, at: actions.object_to_decline(
                case=number,
                text=said["text"],
                by=request.actor,
                at=at,
                paper=Paper(said["acted_by"], said["acted_on"], scan),
            ),
        )
        return _("已登记书面复核申请，待领导复核。")

    return acted(request, act, "corrections:correction", number)


@require_POST
@handler
def review_for(request: DeskRequest, number: int) -> HttpResponse:
    """Record from paper how the leader reviewed a decline."""
    page = queries.correction(request.actor, number, on=clock.today())
    queries.require_review_recorder(request.actor, path=page.file.row.path)
    form = ReviewFromPaper(request.POST, request.FILES, item=page.row.item)

    def act() -> str:
        if not form.is_valid():
            raise Refusal("checks.form_unclear", field=form.fields[next(iter(form.errors))].label)
        said = form.cleaned_data
        recorded(
            request.actor,
            Verb.CORRECTIONS_REVIEW_FOR,
            said["scan"],
            lambda scan, at: actions.review(
                case=number,
                correct=said["correct"],
                text=said["text"],
                value=said.get("value", ""),
                by=request.actor,
                at=at,
                paper=Paper(said["acted_by"], said["acted_on"], scan, office=said["office"]),
            ),
        )
        return _("已登记领导的书面复核意见，已答复本人。")

    return acted(request, act, "corrections:correction", number)


@handler
def record(request: DeskRequest, person: int) -> HttpResponse:
    """Record a request that came on paper."""
    page = archive.person(request.actor, person)
    queries.require_recorder(request.actor, path=page.path)
    form = AskFromPaper(request.POST or None, request.FILES or None)
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            case = _record(request, person, form.cleaned_data)
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
            status = 422
        else:
            tell(request, _("已登记书面更正申请，待组织部办理。"))
            return redirect("corrections:correction", case)
    context = {"page": page, "form": form}
    return render(request, "shared/corrections/record.html", context, status=status)


@require_safe
@handler
def file(request: DeskRequest, number: int, file: int) -> HttpResponse:
    """The proof of a request, or the scan of one on paper."""
    kept = actions.open_file(case=number, file=file, by=request.actor, at=clock.now())
    return file_answer(kept.content, kept.media_type, kept.name)


def _record(request: DeskRequest, person: int, said: dict[str, Any]) -> int:
    def ask(scan: int | None, at: datetime) -> int:
        return recorded(
            request.actor,
            Verb.CORRECTIONS_REQUEST_FOR,
            said["proof"],
            lambda proof, at: actions.request(
                person=person,
                item=said["item"],
                text=said["text"],
                right=said["right"],
                proof=proof,
                by=request.actor,
                at=at,
                paper=Paper(said["acted_by"], said["acted_on"], scan),
            ),
        )

    return recorded(request.actor, Verb.CORRECTIONS_REQUEST_FOR, said["scan"], ask)


def _decided(
    request: DeskRequest, number: int, act: Callable[..., None], sentence: str
) -> HttpResponse:
    def done() -> str:
        act(
            case=number,
            text=request.POST.get("text", ""),
            value=request.POST.get("value", ""),
            by=request.actor,
            at=clock.now(),
        )
        return sentence

    return acted(request, done, "corrections:correction", number)


def _without_value(act: Callable[..., None]) -> Callable[..., None]:
    def bare(*, value: str, **told: Any) -> None:
        act(**told)

    return bare
