"""The agenda of a month, and what a house still needs before its first round."""

import re
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dandang.days import Month
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.organisation import NeedState
from dandang.web.shared import readiness as needs
from dandang.web.shared.agenda import month_of
from dandang.web.shared.desk import DeskRequest, desk, signed_in

VIEWS = ("month", "agenda")
_MONTH = re.compile(r"(20\d\d)\.(0[1-9]|1[0-2])")


@require_safe
@signed_in
def agenda(request: DeskRequest) -> HttpResponse:
    """A month, as a sheet with its list or as the list alone."""
    today = clock.today()
    month = _month(request.GET.get("month", ""), today)
    asked = request.GET.get("view", "")
    context = {
        "sheet": month_of(request.actor, month.first_day, on=today),
        "month": month,
        "before": month.plus(-1),
        "after": month.plus(1),
        "view": asked if asked in VIEWS else VIEWS[0],
        "this_month": month == Month.of(today),
        "today": today,
    }
    return render(request, "shared/agenda.html", context)


def _month(asked: str, today: date) -> Month:
    found = _MONTH.fullmatch(asked)
    return Month(int(found[1]), int(found[2])) if found else Month.of(today)


@require_safe
@desk(Role.ORGANISER_OFFICER, Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER)
def readiness(request: DeskRequest) -> HttpResponse:
    """What the house needs before its first round, and who sees to it."""
    rows = needs.rows(request.actor, clock.today())
    waiting = [row for row in rows if row.state is not NeedState.DONE]
    context = {"rows": rows, "done": len(rows) - len(waiting), "today": clock.today()}
    return render(request, "shared/readiness.html", context)
