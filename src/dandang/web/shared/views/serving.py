"""Service of results: the same page for the organisation department and for units."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.files.actions import put_scan
from dandang.apps.rounds.actions import telling
from dandang.apps.rounds.queries import serving
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import ServiceWay
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.forms.serving import Serve

server = desk(Role.ORGANISER_OFFICER, Role.UNIT_PERSONNEL_OFFICER)


@server
def rounds(request: DeskRequest) -> HttpResponse:
    """Published rounds whose results are served here."""
    context = {"page": serving.rounds(request.actor, page=page_number(request))}
    return render(request, "shared/serving/list.html", context)


@server
def round_(request: DeskRequest, number: int) -> HttpResponse:
    """The letters of one round and how each was served."""
    form = Serve(initial={"served_on": clock.today()})
    found = serving.round_of(request.actor, number, page=page_number(request))
    context = {"round": found, "form": form}
    return render(request, "shared/serving/round.html", context)


@server
@require_POST
def serve(request: DeskRequest, number: int, ratee: int) -> HttpResponse:
    """Record the service of one letter."""
    serving.round_of(request.actor, number)
    form = Serve(request.POST, request.FILES)

    def act() -> str:
        if not form.is_valid():
            raise Refusal("rounds.day_unclear", field=_("送达日期"))
        now, scan = clock.now(), form.cleaned_data["scan"]
        kept = (
            put_scan(name=scan.name, content=scan.read(), by=request.actor, at=now)
            if scan
            else None
        )
        until = telling.serve(
            ratee=ratee,
            way=ServiceWay(form.cleaned_data["way"]),
            served_on=form.cleaned_data["served_on"],
            scan=kept,
            by=request.actor,
            at=now,
        )
        return _("已登记送达，异议截止 %(day)s。") % {
            "day": f"{until.year}年{until.month}月{until.day}日"
        }

    return acted(request, act, "serving:round", number)
