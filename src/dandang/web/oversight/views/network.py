"""The network's class: whether the booth may run beside the archive, and by which document."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dandang.apps.organisation import actions, queries
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, desk

system_officer = desk(Role.SYSTEM_OFFICER)


@require_http_methods(["GET", "HEAD", "POST"])
@system_officer
def network(request: DeskRequest) -> HttpResponse:
    """What is on record, and recording it."""
    if request.method == "POST":

        def act() -> str:
            actions.allow_booth(
                document=request.POST.get("document", ""), by=request.actor, at=clock.now()
            )
            return _("已登记。票箱可以在本机开启。")

        return acted(request, act, "oversight:network")
    context = {"document": queries.booth_document()}
    return render(request, "oversight/network.html", context)
