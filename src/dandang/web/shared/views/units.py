"""Units: the tree, one unit with its posts, and who sat there on a day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dandang.apps.archive import actions as archive_actions
from dandang.apps.archive import queries as archive
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import actions, queries
from dandang.kit import clock
from dandang.kit.paging import paged
from dandang.terms.people import UnitKind
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.acting import page_number
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.forms.archive import indented
from dandang.web.shared.forms.units import CloseUnit, EditUnit, MoveUnit
from dandang.web.shared.notices import sentence_of, tell


@require_safe
@signed_in
def tree(request: DeskRequest) -> HttpResponse:
    """Every unit in scope, each below its parent, with how many people serve there."""
    units = queries.tree(request.actor)
    counts = archive.headcounts(request.actor)
    top = min((unit.depth for unit in units), default=0)
    context = {
        "lines": [(unit, unit.depth - top, counts.get(unit.number, 0)) for unit in units],
        "people": sum(counts.values()),
        "may_edit": request.actor.carries(Verb.UNITS_EDIT),
    }
    return render(request, "shared/archive/units.html", context)


@require_safe
@signed_in
def unit(request: DeskRequest, number: int) -> HttpResponse:
    """One unit: its team, its posts with used and vacant places, the units below it."""
    place = queries.unit(request.actor, number)
    today = clock.today()
    uses = archive.occupancy(request.actor, number, today)
    counts = archive.headcounts(request.actor)
    context = {
        "unit": place,
        "above": queries.above(request.actor, number),
        "below": [
            (each, counts.get(each.number, 0)) for each in queries.below(request.actor, number)
        ],
        "uses": uses,
        "team": queries.team_of(request.actor, number),
        "seats": [seat for use in uses for seat in use.seats if seat.in_team],
        "people": counts.get(number, 0),
        "vacant": sum(use.vacant or 0 for use in uses),
        "quota": sum(use.post.quota or 0 for use in uses),
        "used": sum(use.used for use in uses),
        "today": today,
        "may_read": request.actor.may(Verb.ARCHIVE_READ, path=place.path),
        "may_export": request.actor.may(Verb.ARCHIVE_EXPORT, path=place.path),
        "may_edit": request.actor.may(Verb.UNITS_EDIT, path=place.path),
    }
    return render(request, "shared/archive/unit.html", context)


@signed_in
def change(request: DeskRequest, number: int) -> HttpResponse:
    """Rename, edit, move or close a unit."""
    place = queries.unit(request.actor, number)
    require(request.actor, Verb.UNITS_EDIT, path=place.path)
    team = queries.team_of(request.actor, number)
    doing = request.POST.get("do", "")
    said = {
        "name": place.name,
        "short_name": place.short_name,
        "kind": str(place.kind),
        "order": place.order,
        "hardship": place.hardship,
        "team": team.name if team else "",
    }
    forms = {
        "edit": EditUnit(request.POST if doing == "edit" else None, initial=said),
        "move": MoveUnit(
            request.POST if doing == "move" else None, units=queries.tree(request.actor)
        ),
        "close": CloseUnit(
            request.POST if doing == "close" else None, initial={"on": clock.today()}
        ),
    }
    asked = forms.get(doing)
    if request.method == "POST" and asked is not None and asked.is_valid():
        try:
            tell(request, _done(request, number, doing, asked.cleaned_data))
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            asked.add_error(None, sentence_of(refusal))
        else:
            return redirect("archive:unit", number)
    context = {"unit": place, "above": queries.above(request.actor, number), **forms}
    status = 422 if request.method == "POST" else 200
    return render(request, "shared/archive/unit_change.html", context, status=status)


def _done(request: DeskRequest, number: int, doing: str, said: dict[str, Any]) -> str:
    """Do what was asked and say what happened."""
    by, at = request.actor, clock.now()
    if doing == "move":
        actions.move_unit(number=number, parent=said["parent"], by=by, at=at)
        return _("已划转到新的上级单位，下级单位随同。")
    if doing == "close":
        archive_actions.close_unit(number=number, on=said["on"], by=by, at=at)
        return _("已登记撤销，历史保留在档。")
    actions.edit_unit(
        number=number,
        name=said["name"],
        short_name=said["short_name"],
        kind=UnitKind(said["kind"]),
        order=said["order"],
        hardship=said["hardship"],
        team=said["team"] or None,
        by=by,
        at=at,
    )
    return _("已保存单位的名称与类别。")


@require_safe
@signed_in
def quota(request: DeskRequest) -> HttpResponse:
    """核定、现配、空缺、超配 of every unit in scope, or of one and all below it."""
    tree = queries.tree(request.actor)
    asked = request.GET.get("unit", "")
    known = {line.number for line in tree}
    number = int(asked) if asked.isdecimal() and int(asked) in known else None
    today = clock.today()
    chosen = archive.PostFilter(number, bool(request.GET.get("team")))
    lines = archive.unit_quotas(request.actor, today, chosen)
    context = {
        "page": paged(lines, page_number(request), 100),
        "total": archive.total(lines),
        "units": indented(tree),
        "unit": number,
        "team": chosen.team,
        "query": request.GET.urlencode(),
        "today": today,
        "may_edit": request.actor.carries(Verb.UNITS_EDIT),
    }
    return render(request, "shared/archive/quota.html", context)
