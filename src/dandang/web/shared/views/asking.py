"""Try it (试一试): ask the rules of a person's file, or of facts that are told."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.apps.archive import actions as archive_actions
from dandang.apps.archive import queries as archive
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.career import Career
from dandang.kit import clock
from dandang.policy.given import Given, read_given
from dandang.policy.questions import Question, questions
from dandang.policy.sealed import ask_closed
from dandang.policy.words import read_facts
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.desk import DeskRequest, signed_in, status_of
from dandang.web.shared.forms.rules import Asking, AskingOfFacts, AskingSealed
from dandang.web.shared.notices import sentence_of
from dandang.web.shared.regulations import Answered, answered, chapters

MOST_FOUND = 20


@require_safe
@signed_in
def ask(request: DeskRequest) -> HttpResponse:
    """Find the person to ask about; a cadre asks of the own file, others of facts."""
    if not request.actor.carries(Verb.ARCHIVE_READ):
        own = request.actor.person
        return redirect("rules:person", own) if own else redirect("rules:facts")
    text = request.GET.get("q", "").strip()[:60]
    found = None
    if text:
        chosen = archive.PeopleFilter(on=clock.today(), text=text)
        found = archive.people(request.actor, chosen, size=MOST_FOUND)
    return render(request, "shared/rules/ask.html", {"text": text, "found": found})


@require_safe
@signed_in
def person(request: DeskRequest, number: int) -> HttpResponse:
    """Ask of a person's file without its sealed part; that it was read is written down."""
    page = archive.person(request.actor, number)
    archive_actions.open_file(person=number, by=request.actor, at=clock.now())
    asked = "question" in request.GET
    form = Asking(request.GET if asked else None, initial={"on": clock.today()})
    context: dict[str, Any] = {}
    status = status_of(form)
    if asked and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            context["answer"] = _answer(form.chosen, page.career, on, closed=True)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
            status = 422
    sealed = AskingSealed(initial=_asked(form)) if page.may_unseal else None
    context |= {"page": page, "form": form, "sealed": sealed}
    return _person_page(request, context, status)


@require_POST
@signed_in
def person_sealed(request: DeskRequest, number: int) -> HttpResponse:
    """Ask of a person's file with its sealed periods, for a stated purpose; nothing is cached."""
    page = archive.person(request.actor, number)
    require(request.actor, Verb.ARCHIVE_UNSEAL, path=page.path)
    form = AskingSealed(request.POST)
    context: dict[str, Any] = {}
    status = status_of(form)
    if form.is_valid():
        try:
            opened = archive_actions.unseal(
                person=number,
                fields=["status"],
                purpose=form.cleaned_data["purpose"],
                by=request.actor,
                at=clock.now(),
            )
            periods = (*page.career.status_periods, *opened["status"])
            career = replace(page.career, status_periods=periods)
            context["answer"] = _answer(form.chosen, career, form.cleaned_data["on"])
            context["opened"] = True
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
            status = 422
    plain = Asking(initial=_asked(form))
    context |= {"page": page, "form": plain, "sealed": form}
    response = _person_page(request, context, status)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def facts(request: DeskRequest) -> HttpResponse:
    """Ask of facts that are told; nothing of them is kept."""
    question = questions().get(request.GET.get("question", ""))
    form: AskingOfFacts | None = None
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        form = AskingOfFacts(request.POST)
        status = status_of(form)
        if form.is_valid():
            question = form.chosen
            try:
                context["answer"] = _of_facts(question, form.cleaned_data)
            except Refusal as refusal:
                form.add_error("facts", sentence_of(refusal))
                status = 422
    elif question is not None:
        form = AskingOfFacts(initial=_blank(question, clock.today()))
    context |= {"form": form, "question": question, "chapters": chapters(get_language() or "zh")}
    return render(request, "shared/rules/facts.html", context, status=status)


def _person_page(request: DeskRequest, context: dict[str, Any], status: int) -> HttpResponse:
    if context["sealed"] is not None:
        # Two forms of one page: their fields may not share a name.
        context["sealed"].auto_id = "sealed-%s"
    return render(request, "shared/rules/person.html", context, status=status)


def _asked(form: Asking) -> dict[str, Any]:
    """What was asked, for the form beside it."""
    said = {name: form[name].value() for name in ("question", "on")}
    return {name: value for name, value in said.items() if value}


def _answer(question: Question, career: Career, on: date, *, closed: bool = False) -> Answered:
    assert question.of_career is not None, "the form offers no other"
    local = organisation.local(on=on)
    if closed:
        verdict = ask_closed(question.of_career, career, on, local)
    else:
        verdict = question.of_career(career, on, local)
    return answered(verdict, get_language() or "zh")


def _of_facts(question: Question, said: dict[str, Any]) -> Answered:
    given = read_given(said["facts"]) if said["facts"].strip() else Given(1, {})
    local = organisation.local(on=said["on"])
    verdict = question.ask(read_facts(given, question.words), said["on"], local)
    return answered(verdict, get_language() or "zh")


def _blank(question: Question, on: date) -> dict[str, Any]:
    lines = "\n".join(f"{word.zh}: " for word in question.words)
    return {"question": question.zh, "on": on, "facts": lines}
