"""Units: the tree, one unit with its posts, and who sat there on a day."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dandang.apps.archive import queries as archive
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries
from dandang.kit import clock
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.forms.archive import OnDay


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
    }
    return render(request, "shared/archive/unit.html", context)


@require_safe
@signed_in
def team(request: DeskRequest, number: int) -> HttpResponse:
    """Who sat in a unit on a day: the team in its order, then everybody else."""
    form = OnDay(request.GET)
    on: date = (form.is_valid() and form.cleaned_data["on"]) or clock.today()
    seats = archive.seated(request.actor, number, on)
    uses = archive.occupancy(request.actor, number, on)
    context = {
        "unit": queries.unit(request.actor, number),
        "above": queries.above(request.actor, number),
        "team": queries.team_of(request.actor, number),
        "form": OnDay({"on": on}) if form.is_valid() else form,
        "on": on,
        "today": clock.today(),
        "seats": [seat for seat in seats if seat.in_team],
        "others": [seat for seat in seats if not seat.in_team],
        "empty": [use for use in uses if use.post.in_team and use.vacant],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "shared/archive/team.html", context, status=status)
