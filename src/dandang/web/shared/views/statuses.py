"""Status periods of everybody in scope: the list, and the end of one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dandang.apps.archive import actions, queries
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.kit import clock
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.acting import page_number
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.forms.status import EndStatus, StatusFilters
from dandang.web.shared.notices import sentence_of, tell


@require_safe
@signed_in
def statuses(request: DeskRequest) -> HttpResponse:
    """The status periods in scope, those of today at first; sealed kinds are never among them."""
    form = StatusFilters(request.GET, units=units.tree(request.actor))
    chosen = form.chosen(clock.today())
    page = queries.statuses(request.actor, chosen, page=page_number(request))
    context = {
        "form": form,
        "chosen": chosen,
        "page": page,
        "rows": [(row, row.runs(chosen.on)) for row in page.rows],
        "filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
        "may_export": request.actor.carries(Verb.ARCHIVE_EXPORT),
        "may_import": request.actor.carries(Verb.ARCHIVE_EDIT),
        "may_see_units": request.actor.carries(Verb.UNITS_READ),
    }
    return render(request, "shared/archive/statuses.html", context)


@signed_in
def end(request: DeskRequest, number: int) -> HttpResponse:
    """Set the last day of a status period that lasts."""
    row = queries.status(request.actor, number)
    require(request.actor, Verb.ARCHIVE_EDIT, path=row.path)
    form = EndStatus(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        try:
            actions.end_status(period=number, last_day=day, by=request.actor, at=clock.now())
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error("last_day", sentence_of(refusal))
        else:
            words = {"name": row.name, "kind": row.kind.say(get_language() or "zh")}
            tell(request, _("已登记%(name)s的“%(kind)s”结束。") % words)
            return redirect("archive:statuses")
    code = 422 if request.method == "POST" else 200
    return render(
        request, "shared/archive/status_end.html", {"row": row, "form": form}, status=code
    )
