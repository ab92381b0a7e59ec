"""Completeness of files: how many are complete, what is missing most, and whose."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dandang.apps.archive.queries import completeness as archive
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock
from dandang.web.shared.acting import page_number
from dandang.web.shared.desk import DeskRequest, signed_in


@require_safe
@signed_in
def completeness(request: DeskRequest) -> HttpResponse:
    """The units right below one with their sums, and the people of it whose file lacks something."""
    asked, part = request.GET.get("unit", ""), request.GET.get("part", "")
    unit = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    found = archive.overview(request.actor, unit=unit)
    here = found.lines[0] if found.lines else None
    people = None
    if here is not None and (unit is not None or part):
        people = archive.incomplete(request.actor, found, part=part, page=page_number(request))
    context = {
        "here": here,
        "below": found.lines[1:],
        "people": people,
        "part": next((each for each in archive.parts() if each.code == part), None),
        "parts": archive.parts(),
        "asked": unit,
        "may_check": request.actor.carries(Verb.CHECKS_RECORD),
        "today": clock.today(),
    }
    return render(request, "shared/archive/completeness.html", context)
