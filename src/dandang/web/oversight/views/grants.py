"""Grants: who holds which role where; granting and withdrawing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.apps.accounts import queries as accounts
from dandang.apps.grants import actions, queries
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.oversight.forms.grants import ONESELF, Granting
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk

security_officer = desk(Role.SECURITY_OFFICER)


@require_safe
@security_officer
def grants(request: DeskRequest) -> HttpResponse:
    """All accounts with their standing grants."""
    text = request.GET.get("text", "").strip()
    page = accounts.accounts(request.actor, text=text, page=page_number(request))
    held = queries.grants_of(request.actor, [line.number for line in page.rows])
    context = {
        "page": page,
        "rows": [(line, held.get(line.number, ())) for line in page.rows],
        "text": text,
        "today": clock.today(),
        "to_grant": [each for each in queries.batches(request.actor) if each.to_grant],
    }
    return render(request, "oversight/grants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@security_officer
def grants_of(request: DeskRequest, number: int) -> HttpResponse:
    """One account's grants, and granting it another role."""
    line = accounts.account(request.actor, number)
    places = queries.places(request.actor)
    form = Granting(request.POST or None, kind=line.kind, places=places)
    if form.is_bound and form.is_valid():
        role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]

        def act() -> str:
            actions.grant(
                account=number,
                role=role,
                unit=None if unit == ONESELF else int(unit),
                last_day=form.cleaned_data["last_day"],
                by=request.actor,
                at=clock.now(),
            )
            words = {"name": line.name, "role": role.say(get_language() or "zh")}
            return _("已授予 %(name)s“%(role)s”。") % words

        return acted(request, act, "oversight:grants_of", number)
    held = queries.grants_of(request.actor, [number]).get(number, ())
    context = {"line": line, "held": held, "form": form, "today": clock.today()}
    status = 422 if form.errors else 200
    return render(request, "oversight/grants_of.html", context, status=status)


@require_POST
@security_officer
def withdraw(request: DeskRequest, account: int, number: int) -> HttpResponse:
    """Withdraw a grant."""

    def act() -> str:
        actions.withdraw(number=number, by=request.actor, at=clock.now())
        return _("角色已收回，下一次操作起失效。")

    return acted(request, act, "oversight:grants_of", account)
