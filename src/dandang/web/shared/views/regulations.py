"""Regulations (制度): documents, their parameters and rules, what is not verified, what is left open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import over_county
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock
from dandang.policy.parameters import book
from dandang.terms.refusal import NotFound
from dandang.web.shared import regulations as shown
from dandang.web.shared.desk import DeskRequest, signed_in


@require_safe
@signed_in
def documents(request: DeskRequest) -> HttpResponse:
    """Every document, and what the county has to fix by documents of its own."""
    language = get_language() or "zh"
    settings = shown.open_settings(organisation.local(on=clock.today()), language)
    rows = shown.document_rows()
    context = {
        "rows": rows,
        "settings": settings,
        "missing": sum(not each.document for each in settings),
        "parameters": sum(row.parameters for row in rows),
        "unverified": sum(row.unverified for row in rows),
        "rules": sum(row.rules for row in rows),
        "may_set": over_county(request.actor, Verb.ORGANISATION_EDIT),
    }
    return render(request, "shared/rules/documents.html", context)


@require_safe
@signed_in
def document(request: DeskRequest, regulation: str) -> HttpResponse:
    """One document: its rules, its parameters with their history and sources."""
    found = book().documents.get(regulation)
    if found is None:
        raise NotFound("permits.not_found")
    language, today = get_language() or "zh", clock.today()
    english = language.startswith("en")
    context = {
        "document": found,
        # Texts stay Chinese; an English page calls them by their code.
        "name": found.code.replace("_", " ").capitalize() if english else found.zh,
        "rows": shown.parameters_of(found, organisation.local(on=today), today, language),
        "rules": shown.rules_of(found),
        "today": today,
    }
    return render(request, "shared/rules/document.html", context)


@require_safe
@signed_in
def unverified(request: DeskRequest) -> HttpResponse:
    """Every parameter that was not compared whole with its text."""
    today = clock.today()
    rows = shown.unverified(organisation.local(on=today), today, get_language() or "zh")
    context = {"rows": rows, "today": today}
    return render(request, "shared/rules/unverified.html", context)
