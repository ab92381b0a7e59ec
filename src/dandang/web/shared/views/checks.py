"""File checks: counts by unit, what is open, and the items of one file."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.archive import queries as archive
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.verification import actions, queries
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.checks import CheckState
from dandang.terms.refusal import Refusal
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import file_answer
from dandang.web.shared.forms.checks import Find, Hear, OfItem, Resolve
from dandang.web.shared.papers import recorded

officer = desk(Role.ORGANISER_OFFICER)


@require_safe
@officer
def overview(request: DeskRequest) -> HttpResponse:
    """Counts by unit, and the discrepancies that nobody has resolved."""
    asked = request.GET.get("unit", "")
    unit = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    context = {
        "lines": queries.by_unit(request.actor),
        "page": queries.open_rows(request.actor, unit=unit, page=page_number(request)),
        "unit": unit,
        "today": clock.today(),
    }
    return render(request, "shared/checks/overview.html", context)


@require_safe
@officer
def person(request: DeskRequest, person: int) -> HttpResponse:
    """The items of one file, each with its course and the next move."""
    page = archive.person(request.actor, person)
    require(request.actor, Verb.CHECKS_RECORD, path=page.path)
    found = queries.checks(request.actor, person)
    today = clock.today()
    open_items = tuple(one.item for one in found if one.open)
    context = {
        "page": page,
        "checks": found,
        "gate": queries.finalising_gate(request.actor, person=person),
        "find": Find(
            items=tuple(one.item for one in found if not one.open),
            initial={"on": today},
            auto_id="find_%s",
        ),
        "hear": Hear(items=open_items, initial={"heard_on": today}, auto_id="hear_%s"),
        "resolve": Resolve(
            items=tuple(one.item for one in found if one.open and one.heard),
            initial={"on": today},
            auto_id="resolve_%s",
        ),
        "open_items": open_items,
        "heard_items": [one for one in found if one.open and one.heard],
        "discrepancy": CheckState.DISCREPANCY,
        "today": today,
    }
    return render(request, "shared/checks/person.html", context)


@require_POST
@officer
def find(request: DeskRequest, person: int) -> HttpResponse:
    """Write down what was found."""
    form = Find(request.POST)

    def act() -> str:
        said = _said(form)
        actions.record_finding(
            person=person,
            item=said["item"],
            consistent=said["consistent"] == "yes",
            in_papers=said["in_papers"],
            text=said["text"],
            on=said["on"],
            by=request.actor,
            at=clock.now(),
        )
        return _("已登记核查情况。")

    return _done(request, person, act)


@require_POST
@officer
def hear(request: DeskRequest, person: int) -> HttpResponse:
    """Write down what the cadre said."""
    form = Hear(request.POST)

    def act() -> str:
        actions.hear(person=person, **_said(form), by=request.actor, at=clock.now())
        return _("已登记本人意见，可以凭文件认定。")

    return _done(request, person, act)


@require_POST
@officer
def resolve(request: DeskRequest, person: int) -> HttpResponse:
    """Resolve by a document."""
    form = Resolve(request.POST, request.FILES)

    def act() -> str:
        said = _said(form)
        recorded(
            request.actor,
            Verb.CHECKS_RECORD,
            said.pop("scan"),
            lambda scan, at: actions.resolve(
                person=person, **said, scan=scan, by=request.actor, at=at
            ),
        )
        return _("已登记组织认定。")

    return _done(request, person, act)


@require_safe
@officer
def scan(request: DeskRequest, person: int, file: int) -> HttpResponse:
    """A scan in the course of a check."""
    kept = actions.open_scan(person=person, file=file, by=request.actor, at=clock.now())
    return file_answer(kept.content, kept.media_type, kept.name)


def _done(request: DeskRequest, person: int, act: Callable[[], str]) -> HttpResponse:
    page = archive.person(request.actor, person)
    require(request.actor, Verb.CHECKS_RECORD, path=page.path)
    return acted(request, act, "checks:person", person)


def _said(form: OfItem) -> dict[str, Any]:
    if not form.is_valid():
        field = next(iter(form.errors))
        label = form.fields[field].label if field in form.fields else field
        raise Refusal("checks.form_unclear", field=label)
    return form.cleaned_data
