"""A cadre's own file, and who opened it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dandang.apps.archive import queries as archive
from dandang.career import Career
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.shared import careers
from dandang.web.shared.desk import DeskRequest, desk

cadre = desk(Role.CADRE)


@require_safe
@cadre
def own_file(request: DeskRequest) -> HttpResponse:
    """One's own file, without its sealed part."""
    today, person = clock.today(), request.actor.person
    if person is None:
        return render(request, "mine/no_person.html")
    page = archive.person(request.actor, person)
    context = {
        "page": page,
        "career": page.career,
        "facts": careers.facts(page.career),
        "missing": _missing(page.career),
        "bars": careers.bars(page.career),
        "marks": careers.marks(page.career, today),
        "today": today,
    }
    return render(request, "mine/file.html", context)


@require_safe
@cadre
def opened(request: DeskRequest) -> HttpResponse:
    """Who opened or exported one's own file, when and why."""
    person = request.actor.person
    if person is None:
        return render(request, "mine/no_person.html")
    lines = archive.opened(request.actor, person=person, on=clock.today()).rows
    context = {"lines": lines, "now": clock.now()}
    return render(request, "mine/opened.html", context)


def _missing(career: Career) -> str:
    names = careers.missing(career)
    if not names:
        return ""
    sentence = _("还有 %(count)d 项没有登记：%(names)s。如有材料，请交所在单位人事干部。")
    return sentence % {"count": len(names), "names": _("、").join(names)}
