"""A page that shows every piece, with invented data."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dandang.web.shared.desk import DeskRequest, signed_in


@require_safe
@signed_in
def pieces(request: DeskRequest) -> HttpResponse:
    """All pieces on one page, for whoever builds pages."""
    return render(request, "shared/pieces.html")
