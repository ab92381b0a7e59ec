"""The register of exports, for the audit officer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dandang.apps.exports.queries import ExportFilter, exports
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.oversight.forms.exports import ExportsAsked
from dandang.web.shared.acting import page_number
from dandang.web.shared.desk import DeskRequest, desk, status_of


@require_safe
@desk(Role.AUDIT_OFFICER)
def register(request: DeskRequest) -> HttpResponse:
    """Every export, newest first: from the number on a page back to who took it out."""
    form = ExportsAsked(request.GET)
    asked = ExportFilter(**form.cleaned_data) if form.is_valid() else ExportFilter()
    context = {
        "form": form,
        "page": exports(request.actor, asked, page=page_number(request)),
        "now": clock.now(),
        "filtered": asked != ExportFilter(),
    }
    return render(request, "oversight/exports.html", context, status=status_of(form))
