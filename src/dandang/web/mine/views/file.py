"""A cadre's own file: what is on it, its sealed part, a copy, and who opened it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.archive import actions
from dandang.apps.archive import queries as archive
from dandang.apps.audit.queries import OpenedFilter
from dandang.apps.corrections import queries as corrections
from dandang.apps.verification import actions as verification
from dandang.apps.verification import queries as checks
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.checks import CheckItem
from dandang.terms.reading import CopyForm
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.mine.forms.opened import OpenedAsked
from dandang.web.mine.words import what_was_done
from dandang.web.shared import careers
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.corrections import ITEM_OF_PART
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.download import file_answer
from dandang.web.shared.notices import tell_refusal

cadre = desk(Role.CADRE)
TYPES = {CopyForm.PDF: "application/pdf", CopyForm.JSON: "application/json"}


@require_safe
@cadre
def own_file(request: DeskRequest) -> HttpResponse:
    """One's own file, without its sealed part."""
    if request.actor.person is None:
        return render(request, "mine/no_person.html")
    return render(request, "mine/file.html", _context(request))


@require_POST
@cadre
def sealed(request: DeskRequest) -> HttpResponse:
    """Open one's own sealed part; it is shown once and leaves a row."""
    try:
        opened = actions.unseal_own(by=request.actor, at=clock.now())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("mine:file")
    return render(request, "mine/file.html", {**_context(request), "opened": opened})


@require_POST
@cadre
def copy(request: DeskRequest) -> HttpResponse:
    """Take a copy of one's own file."""
    asked = request.POST.get("form", "")
    form = next((each for each in CopyForm if each == asked), CopyForm.PDF)
    at = clock.now()
    try:
        content = actions.own_copy_file(form=form, by=request.actor, at=at)
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("mine:file")
    name = _("本人档案副本-%(day)s") % {"day": f"{at:%Y%m%d}"}
    return file_answer(content, TYPES[form], f"{name}.{form}")


@require_safe
@cadre
def opened(request: DeskRequest) -> HttpResponse:
    """Who opened, unsealed or exported one's own file, when, in which capacity and why."""
    person = request.actor.person
    if person is None:
        return render(request, "mine/no_person.html")
    form = OpenedAsked(request.GET)
    asked = OpenedFilter(**form.cleaned_data) if form.is_valid() else OpenedFilter()
    page = archive.opened(
        request.actor,
        person=person,
        on=clock.today(),
        asked=asked,
        page=page_number(request),
    )
    context = {
        "page": page,
        "lines": [what_was_done(line) for line in page.rows],
        "form": form,
        "filtered": asked != OpenedFilter(),
        "now": clock.now(),
    }
    return render(request, "mine/opened.html", context, status=status_of(form))


@require_POST
@cadre
def check_state(request: DeskRequest) -> HttpResponse:
    """State one's own view of a discrepancy."""
    asked = request.POST.get("item", "")

    def act() -> str:
        item = next((each for each in CheckItem if each == asked), None)
        if item is None:
            raise NotFound("permits.not_found")
        verification.state_view(
            item=item, text=request.POST.get("text", ""), by=request.actor, at=clock.now()
        )
        return _("已记下您的说明，认定时一并考虑。")

    return acted(request, act, "mine:file")


def _context(request: DeskRequest) -> dict[str, Any]:
    today, person = clock.today(), request.actor.person or 0
    page = archive.person(request.actor, person)
    found = checks.checks(request.actor, person)
    missing = [
        (part, ITEM_OF_PART.get(part.code, part.code))
        for part in archive.missing_of(request.actor, person)
    ]
    return {
        "page": page,
        "career": page.career,
        "facts": careers.facts(page.career),
        "missing": missing,
        "bars": careers.bars(page.career),
        "marks": careers.marks(page.career, today),
        "checks": found,
        "discrepancies": [one for one in found if one.open],
        "asked": corrections.corrections(request.actor, own=True, open_only=True).total,
        "today": today,
    }
