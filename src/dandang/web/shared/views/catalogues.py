"""Catalogues to look at: the list, one with its versions, a version as a tree, two compared."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dandang.apps.catalogues import queries
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.shared import shapes
from dandang.web.shared.acting import page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.forms.catalogues import TakeOver

reader = desk(
    Role.ORGANISER_OFFICER,
    Role.UNIT_PERSONNEL_OFFICER,
    Role.UNIT_HEAD,
    Role.LEADER,
    Role.DISCIPLINE_OFFICER,
    Role.JOINT_MEETING_MEMBER,
)


@require_safe
@reader
def catalogues(request: DeskRequest) -> HttpResponse:
    """The catalogues in sight with their counts."""
    text, drafts = request.GET.get("text", ""), request.GET.get("drafts") == "1"
    context = {
        "page": queries.catalogues(
            request.actor, text=text, open_only=drafts, page=page_number(request)
        ),
        "text": text,
        "drafts": drafts,
        "may_edit": request.actor.carries(Verb.CATALOGUES_EDIT),
        "may_fill": request.actor.carries(Verb.CATALOGUES_FILL),
        "today": clock.today(),
    }
    return render(request, "shared/catalogues/list.html", context)


@require_safe
@reader
def shipped(request: DeskRequest) -> HttpResponse:
    """The catalogues that come with the house and have not been taken over."""
    plans = queries.not_yet_taken(request.actor)
    scopes = request.actor.scopes(Verb.CATALOGUES_EDIT)
    offered = [line for line in units.tree(request.actor) if line.path.startswith(scopes)]
    context = {
        "rows": [
            (plan, sum(1 for each in plan.items if each.level == plan.level)) for plan in plans
        ],
        "form": TakeOver(units=offered),
    }
    return render(request, "shared/catalogues/shipped.html", context)


@require_safe
@reader
def catalogue(request: DeskRequest, number: int) -> HttpResponse:
    """One catalogue: what its document declares, its versions, and the items that hold now."""
    page = queries.catalogue(request.actor, number)
    context = {
        "page": page,
        "row": page.row,
        "shown": page.row.shown,
        "lines": queries.items(request.actor, page.row.shown.number),
        "today": clock.today(),
    }
    return render(request, "shared/catalogues/catalogue.html", context)


@require_safe
@reader
def version(request: DeskRequest, number: int) -> HttpResponse:
    """One version as a tree."""
    page = queries.version(request.actor, number)
    context = {
        "page": page,
        "row": page.catalogue,
        "shown": page.row,
        "lines": queries.items(request.actor, number),
        "fills": page.is_draft and page.may_fill,
    }
    return render(request, "shared/catalogues/version.html", context)


@require_safe
@reader
def changes(request: DeskRequest, number: int) -> HttpResponse:
    """How a version differs from the one before."""
    require(request.actor, Verb.CATALOGUES_READ)
    page = queries.version(request.actor, number)
    before, found = queries.changes(request.actor, number)
    context = {
        "page": page,
        "before": before,
        "found": found,
        "rows": [shapes.Change(one.code, _words(one.before), _words(one.after)) for one in found],
    }
    return render(request, "shared/catalogues/changes.html", context)


def _words(line: queries.ItemLine | None) -> str:
    """All that an item says, in one line; what is missing is said as well."""
    if line is None:
        return _("（没有这一条）")
    above = f"（{line.parent}）" if line.parent else ""
    parts = (line.text or _("待填"), above, line.note, line.source)
    return " ".join(part for part in parts if part)
