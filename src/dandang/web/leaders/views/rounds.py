"""Rounds for leaders and the panel: the list, the meeting view, decisions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import approving, deciding
from dandang.apps.rounds.queries import running
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.groups import strip_of
from dandang.web.shared.steps import of_round

leader = desk(Role.LEADER, Role.PANELLIST)


@leader
def rounds(request: DeskRequest) -> HttpResponse:
    """The rounds in scope."""
    page = running.rounds(request.actor, page=page_number(request))
    return render(request, "leaders/rounds/list.html", {"page": page})


@leader
def round_(request: DeskRequest, number: int) -> HttpResponse:
    """The panel's table: distribution before score, proposal, decision."""
    page = running.round_page(request.actor, number)
    ratees = running.ratees(request.actor, number)
    context = {
        "page": page,
        "steps": of_round(page),
        "ratees": ratees,
        "decides": request.actor.may(Verb.ROUNDS_DECIDE, path=page.row.path),
        "strip": strip_of(page, ratees.rows),
        "approves": request.actor.may(Verb.ROUNDS_APPROVE, path=page.row.path),
    }
    return render(request, "leaders/rounds/round.html", context)


@leader
def ratee(request: DeskRequest, number: int) -> HttpResponse:
    """The meeting view of one person: distribution, score, proposal, reasons, decision."""
    page = running.ratee_page(request.actor, number)
    others = running.ratees(request.actor, page.round.number).rows
    place = [each.number for each in others].index(number)
    context = {
        "page": page,
        "decides": request.actor.may(Verb.ROUNDS_DECIDE, path=page.round.path),
        "previous": others[place - 1] if place else None,
        "next": others[place + 1] if place + 1 < len(others) else None,
        "place": place + 1,
        "total": len(others),
        "ballots": sum(group.ballots for group in page.result.groups) if page.result else 0,
    }
    return render(request, "leaders/rounds/ratee.html", context)


@leader
@require_POST
def decide(request: DeskRequest, number: int) -> HttpResponse:
    """Decide one grade."""

    def act() -> str:
        deciding.decide(
            ratee=number,
            grade=request.POST.get("grade", ""),
            reason=request.POST.get("reason", ""),
            by=request.actor,
            at=clock.now(),
        )
        return _("等次已评定。")

    return acted(request, act, "leaders:ratee", number)


@leader
@require_POST
def confirm_all(request: DeskRequest, number: int) -> HttpResponse:
    """Confirm every open proposal."""

    def act() -> str:
        count = deciding.confirm_all(number=number, by=request.actor, at=clock.now())
        return _("已按建议确认 %(count)s 人。") % {"count": count}

    return acted(request, act, "leaders:round", number)


@leader
@require_POST
def approve(request: DeskRequest, number: int) -> HttpResponse:
    """Approve the results."""

    def act() -> str:
        document = request.POST.get("document", "")
        approving.approve(number=number, document=document, by=request.actor, at=clock.now())
        return _("结果已审定。")

    return acted(request, act, "leaders:round", number)
