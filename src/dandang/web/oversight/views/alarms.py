"""Mass reading: the alarms, and what was found about each."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.apps.accounts.queries import policy
from dandang.apps.audit import queries
from dandang.apps.grants import actions
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.oversight.forms.alarms import Reviewing
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk, status_of

audit_officer = desk(Role.AUDIT_OFFICER)


@require_safe
@audit_officer
def alarms(request: DeskRequest) -> HttpResponse:
    """Every alarm, those that wait before all others."""
    context = {
        "page": queries.alarms(request.actor, page=page_number(request)),
        "rules": policy(),
        "now": clock.now(),
    }
    return render(request, "oversight/alarms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@audit_officer
def alarm(request: DeskRequest, number: int) -> HttpResponse:
    """One alarm with what was opened, and writing down what was found."""
    line = queries.alarm(request.actor, number)
    form = Reviewing(request.POST or None)
    if form.is_bound and form.is_valid():

        def act() -> str:
            actions.review_alarm(
                number=number,
                finding=form.cleaned_data["finding"],
                by=request.actor,
                at=clock.now(),
            )
            return _("核查情况已记录，这条提醒已办结。")

        return acted(request, act, "oversight:alarms")
    context = {"line": line, "form": form, "read": queries.read_in(request.actor, number)}
    return render(request, "oversight/alarm.html", context, status=status_of(form))
