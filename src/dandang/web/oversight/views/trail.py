"""The trail, for the audit officer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dandang.apps.audit.queries import TrailFilter, trail
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.shared.acting import page_number
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.forms.trail import TrailAsked


@require_safe
@desk(Role.AUDIT_OFFICER)
def trail_page(request: DeskRequest) -> HttpResponse:
    """The trail, newest first, with its filter."""
    form = TrailAsked(request.GET)
    asked = TrailFilter(**form.cleaned_data) if form.is_valid() else TrailFilter()
    context = {
        "form": form,
        "page": trail(request.actor, asked, page=page_number(request)),
        "now": clock.now(),
        "query": request.GET.urlencode(),
        "filtered": asked != TrailFilter(),
    }
    return render(request, "oversight/trail.html", context, status=status_of(form))
