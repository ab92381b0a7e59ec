"""Importing a roster after a dry run, and exporting one for a purpose."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.archive import actions
from dandang.apps.archive.actions import Defaults, ImportPlan
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.formats.roster_in import Problem
from dandang.kit import clock, uploads
from dandang.terms.access import Role
from dandang.terms.people import Authority, Regime
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.sentences import say
from dandang.web.organiser.forms.rosters import Export, Upload
from dandang.web.shared import shapes
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import file_answer
from dandang.web.shared.forms.archive import indented
from dandang.web.shared.notices import sentence_of, tell, tell_refusal

organiser = desk(Role.ORGANISER_OFFICER)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SESSION = "roster"
MOST_SHOWN = 500


@organiser
def import_(request: DeskRequest) -> HttpResponse:
    """Upload a roster and see what importing it would do; nothing is written yet."""
    require(request.actor, Verb.ARCHIVE_IMPORT)
    form = Upload(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "organiser/rosters/import.html", {"form": form}, status=status)
    upload = form.cleaned_data["file"]
    content = upload.read()
    defaults = {name: form.cleaned_data[name] for name in ("authority", "regime")}
    try:
        plan = actions.import_roster(
            data=content,
            defaults=_defaults(defaults),
            dry_run=True,
            by=request.actor,
            at=clock.now(),
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        form.add_error("file", sentence_of(refusal))
        return render(request, "organiser/rosters/import.html", {"form": form}, status=422)
    _forget(request)
    if not plan.problems and (plan.new or plan.changed):
        token = uploads.keep(content, at=clock.now())
        request.session[SESSION] = {"token": token, **defaults}
    context = {"plan": plan, "report": _report(upload.name, plan), "most": MOST_SHOWN}
    context["notices"] = [_told(one) for one in plan.notices[:MOST_SHOWN]]
    return render(request, "organiser/rosters/dry_run.html", context)


@require_POST
@organiser
def import_apply(request: DeskRequest) -> HttpResponse:
    """Import the roster that was looked at."""
    kept: dict[str, Any] = request.session.get(SESSION, {})
    content = uploads.content_of(kept.get("token", ""))
    if content is None:
        tell_refusal(request, Refusal("roster.upload_gone"))
        return redirect("organiser:import")
    try:
        plan = actions.import_roster(
            data=content, defaults=_defaults(kept), by=request.actor, at=clock.now()
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("organiser:import")
    _forget(request)
    counts = {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}
    tell(request, say("roster.imported", get_language() or "zh", **counts))
    return redirect("archive:people")


@organiser
def export(request: DeskRequest) -> HttpResponse:
    """Export the roster of a unit for a stated purpose."""
    require(request.actor, Verb.ARCHIVE_EXPORT)
    form = Export(
        request.POST or None,
        units=indented(units.tree(request.actor)),
        initial={"unit": request.GET.get("unit")},
    )
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        try:
            content = actions.export_roster(**form.cleaned_data, by=request.actor, at=at)
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            name = units.unit(request.actor, form.cleaned_data["unit"]).name
            title = _("干部名册-%(unit)s-%(day)s") % {"unit": name, "day": f"{at:%Y%m%d}"}
            return file_answer(content, EXCEL, f"{title}.xlsx")
    status = 422 if request.method == "POST" else 200
    return render(request, "organiser/rosters/export.html", {"form": form}, status=status)


def _defaults(said: dict[str, Any]) -> Defaults:
    return Defaults(
        Authority(said["authority"]) if said.get("authority") else None,
        Regime(said["regime"]) if said.get("regime") else None,
    )


def _forget(request: DeskRequest) -> None:
    kept = request.session.pop(SESSION, None)
    if kept:
        uploads.forget(kept["token"])


def _told(problem: Problem) -> shapes.Problem:
    sentence = say(problem.code, get_language() or "zh", **problem.values)
    place = f"{problem.place.sheet} {problem.place.cell}"
    return shapes.Problem(problem.place.row, place, sentence)


def _report(name: str, plan: ImportPlan) -> shapes.DryRun:
    counts = (
        (_("新增"), len(plan.new)),
        (_("变更"), len(plan.changed)),
        (_("没有变化"), plan.same),
        (_("问题"), len(plan.problems)),
    )
    return shapes.DryRun(name, counts, tuple(_told(one) for one in plan.problems))
