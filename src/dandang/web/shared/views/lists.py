"""Exporting a list with chosen columns, and bringing it back after a dry run."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.lists import actions
from dandang.apps.lists.actions import Listing, ListPlan
from dandang.formats.lists.column import Column
from dandang.formats.roster_in import Problem
from dandang.kit import clock, uploads
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.sentences import say
from dandang.web.shared import shapes
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.download import EXCEL, file_answer
from dandang.web.shared.forms.lists import ListExport, ListUpload
from dandang.web.shared.listings import Place, place_of
from dandang.web.shared.notices import sentence_of, tell, tell_refusal

MOST_SHOWN = 500


@signed_in
def export(request: DeskRequest, code: str) -> HttpResponse:
    """Choose columns and state the purpose; the rows are those that were being looked at."""
    place = place_of(request, code)
    chosen, told = place.chosen(request)
    columns = place.listing.columns
    remembered = request.session.get(_remembered(code)) or [one.code for one in columns]
    form = ListExport(request.POST or None, columns=columns, initial={"columns": remembered})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _exported(request, place.listing, chosen, told, form.cleaned_data)
            except (NotFound, NotPermitted):
                raise
            except Refusal as refusal:
                form.add_error(None, sentence_of(refusal))
    context = {
        "listing": place.listing,
        "form": form,
        "told": told,
        "back": place.back(request),
        "may_import": place.listing.may_come_back(request.actor),
    }
    return render(request, "shared/lists/export.html", context, status=status)


def _exported(
    request: DeskRequest, listing: Listing, chosen: Any, told: str, said: dict[str, Any]
) -> HttpResponse:
    at = clock.now()
    content = actions.export_list(
        listing=listing,
        columns=said["columns"],
        chosen=chosen,
        told=told,
        purpose=said["purpose"],
        kind=said["kind"],
        by=request.actor,
        at=at,
    )
    request.session[_remembered(listing.code)] = said["columns"]
    return file_answer(content, EXCEL, f"{listing.kind.zh}-{at:%Y%m%d}.xlsx")


@require_safe
@signed_in
def template(request: DeskRequest, code: str) -> HttpResponse:
    """The empty workbook of a list."""
    place = place_of(request, code, back=True)
    content = actions.empty_list(listing=place.listing, by=request.actor, at=clock.now())
    name = _("%(list)s-空表") % {"list": place.listing.kind.zh}
    return file_answer(content, EXCEL, f"{name}.xlsx")


@signed_in
def import_(request: DeskRequest, code: str) -> HttpResponse:
    """Upload a list and see, cell by cell, what importing it would do; nothing is written yet."""
    place = place_of(request, code, back=True)
    form = ListUpload(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _asked(request, place, form)
    upload = form.cleaned_data["file"]
    content, at = upload.read(), clock.now()
    try:
        plan = actions.import_list(
            listing=place.listing, data=content, dry_run=True, by=request.actor, at=at
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        form.add_error("file", sentence_of(refusal))
        return _asked(request, place, form)
    _forget(request, code)
    ready = bool(plan.changes) and not plan.problems
    if plan.problems or ready:
        request.session[_waiting(code)] = {
            "token": uploads.keep(content, at=at),
            "fingerprint": plan.fingerprint if ready else "",
        }
    return render(request, "shared/lists/dry_run.html", _drawn(place, plan, upload.name))


@require_POST
@signed_in
def apply(request: DeskRequest, code: str) -> HttpResponse:
    """Import the list that was looked at, if it would still do the same."""
    place = place_of(request, code, back=True)
    kept: dict[str, str] = request.session.get(_waiting(code), {})
    content = uploads.content_of(kept.get("token", ""))
    if content is None or not kept["fingerprint"]:
        tell_refusal(request, Refusal("list.upload_gone"))
        return redirect("lists:import", code)
    try:
        plan = actions.import_list(
            listing=place.listing,
            data=content,
            expected=kept["fingerprint"],
            by=request.actor,
            at=clock.now(),
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("lists:import", code)
    _forget(request, code)
    language = get_language() or "zh"
    counts = {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}
    tell(request, say("list.imported", language, list=place.listing.kind.say(language), **counts))
    return redirect(place.back(request))


@require_POST
@signed_in
def marked(request: DeskRequest, code: str) -> HttpResponse:
    """The uploaded list with its problems said at their cells; found anew by another dry run."""
    place = place_of(request, code, back=True)
    kept: dict[str, str] = request.session.get(_waiting(code), {})
    content = uploads.content_of(kept.get("token", ""))
    if content is None:
        raise NotFound("permits.not_found")
    data = actions.mark_list(
        listing=place.listing, data=content, say=_said, by=request.actor, at=clock.now()
    )
    name = _("%(list)s-标注问题") % {"list": place.listing.kind.zh}
    return file_answer(data, EXCEL, f"{name}.xlsx")


def _asked(request: DeskRequest, place: Place, form: ListUpload) -> HttpResponse:
    context = {
        "listing": place.listing,
        "form": form,
        "back": place.back(request),
        "columns": [column for column in place.listing.columns if _to_fill(column)],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "shared/lists/import.html", context, status=status)


def _to_fill(column: Column) -> bool:
    return column.editable or column.required


def _drawn(place: Place, plan: ListPlan, name: str) -> dict[str, Any]:
    code = place.listing.code
    counts = (
        (_("新增行"), len(plan.new)),
        (_("修改行"), len(plan.changed)),
        (_("没有变化"), plan.same),
        (_("文件里没有、保持不动"), plan.left),
        (_("问题"), len(plan.problems)),
    )
    problems = tuple(_told(problem) for problem in plan.problems[:MOST_SHOWN])
    address = reverse("lists:marked", args=[code]) if plan.problems else ""
    return {
        "listing": place.listing,
        "plan": plan,
        "report": shapes.DryRun(name, counts, problems, address),
        "ready": bool(plan.changes) and not plan.problems,
        "edits": [(change, edit) for change in plan.changed for edit in change.edits][:MOST_SHOWN],
        "new": [(change, _shown(place.listing, change.values)) for change in plan.new[:MOST_SHOWN]],
        "house": plan.house[:MOST_SHOWN],
        "blind": plan.book.left is None and bool(plan.changed),
        "most": MOST_SHOWN,
    }


def _shown(listing: Listing, values: Any) -> list[tuple[str, str]]:
    language = get_language() or "zh"
    return [
        (column.say(language), values[column.code])
        for column in listing.columns
        if values.get(column.code)
    ]


def _said(problem: Problem) -> str:
    return say(problem.code, get_language() or "zh", **problem.values)


def _told(problem: Problem) -> shapes.Problem:
    return shapes.Problem(problem.place.row, problem.place.cell, _said(problem))


def _remembered(code: str) -> str:
    return f"columns:{code}"


def _waiting(code: str) -> str:
    return f"list:{code}"


def _forget(request: DeskRequest, code: str) -> None:
    kept = request.session.pop(_waiting(code), None)
    if kept:
        uploads.forget(kept["token"])
