"""People: the list, one file, and its sealed part."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.archive import actions, queries
from dandang.apps.corrections import queries as corrections
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.kit import clock
from dandang.terms.reading import Purpose
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared import careers
from dandang.web.shared.acting import page_number
from dandang.web.shared.desk import DeskRequest, signed_in, status_of
from dandang.web.shared.forms.archive import SEALED_WORDS, Filters, Unseal
from dandang.web.shared.notices import sentence_of

MORE_FILTERS = ("decade", "side", "people", "schooling", "regime", "authority")


@require_safe
@signed_in
def people(request: DeskRequest) -> HttpResponse:
    """The people in scope: search, filters, pages."""
    today = clock.today()
    form = Filters(request.GET, units=units.tree(request.actor))
    chosen = form.chosen(today)
    page = queries.people(request.actor, chosen, page=page_number(request))
    context = {
        "page": page,
        "first": [form[name] for name in form.fields if name not in MORE_FILTERS],
        "more": [form[name] for name in MORE_FILTERS],
        "more_used": any(request.GET.get(name) for name in MORE_FILTERS),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "today": today,
        "may_export": request.actor.carries(Verb.ARCHIVE_EXPORT),
        "may_import": request.actor.carries(Verb.ARCHIVE_IMPORT),
        "may_edit": request.actor.carries(Verb.ARCHIVE_EDIT),
        "query": request.GET.urlencode(),
        "unit": chosen.unit,
        "may_see_rights": request.actor.carries(Verb.UNITS_READ),
        "may_check": request.actor.carries(Verb.CHECKS_RECORD),
        "may_handle": _handles(request),
        "corrections": corrections.waiting(request.actor) if _handles(request) else 0,
    }
    return render(request, "shared/archive/people.html", context)


@require_safe
@signed_in
def person(request: DeskRequest, number: int) -> HttpResponse:
    """One file without its sealed part; that it was opened is written down with the purpose."""
    asked = request.GET.get("purpose", "")
    purpose = next((each for each in Purpose if each == asked), Purpose.DAILY)
    page = queries.person(request.actor, number)
    actions.open_file(person=number, by=request.actor, at=clock.now(), purpose=purpose.zh)
    context = _file(request, page, clock.today())
    return render(request, "shared/archive/person.html", {**context, "purpose": purpose})


@require_POST
@signed_in
def unseal(request: DeskRequest, number: int) -> HttpResponse:
    """Open sealed fields for a stated purpose; what is shown is kept in no cache."""
    page = queries.person(request.actor, number)
    context = _file(request, page, clock.today())
    form = Unseal(request.POST)
    status = status_of(form)
    opened: dict[str, Any] = {}
    if form.is_valid():
        try:
            opened = actions.unseal(
                person=number,
                fields=form.cleaned_data["fields_"],
                purpose=form.cleaned_data["purpose"],
                by=request.actor,
                at=clock.now(),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            status = 422
            form.add_error(None, sentence_of(refusal))
    context |= {
        "unseal": form,
        "opened": opened,
        "opened_words": [SEALED_WORDS[name] for name in opened],
    }
    answer = render(request, "shared/archive/person.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _handles(request: DeskRequest) -> bool:
    """Whether corrections are decided, reviewed or recorded at this desk."""
    verbs = (Verb.CORRECTIONS_DECIDE, Verb.CORRECTIONS_REVIEW, Verb.CORRECTIONS_REQUEST_FOR)
    return any(request.actor.carries(verb) for verb in verbs)


def _file(request: DeskRequest, page: queries.PersonPage, today: date) -> dict[str, Any]:
    career = page.career
    return {
        "page": page,
        "career": career,
        "age": career.age(today),
        "now": [held for held in page.posts if held.holds(today)],
        "status": career.status_on(today),
        "facts": careers.facts(career),
        "missing": queries.missing_of(request.actor, page.number),
        "may_check": request.actor.may(Verb.CHECKS_RECORD, path=page.path),
        "may_record": corrections.may_record(request.actor, path=page.path),
        "photo": bool(queries.having_photos([page.number])),
        "bars": careers.bars(career),
        "marks": careers.marks(career, today),
        "purposes": tuple(Purpose),
        "unseal": Unseal(initial={"purpose": ""}) if page.may_unseal and not page.own else None,
        "may_edit": request.actor.may(Verb.ARCHIVE_EDIT, path=page.path),
        "may_see_units": request.actor.carries(Verb.UNITS_READ),
        "today": today,
    }
