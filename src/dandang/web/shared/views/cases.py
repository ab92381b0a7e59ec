"""Cases: the list, one case with its course, assigning, answering, closing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.cases import queries as cases
from dandang.apps.cases.actions import open_scan
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import objecting
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import CaseStep, Finding
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import shown_answer
from dandang.web.shared.forms.cases import (
    Answer,
    AnswerFromPaper,
    Assign,
    AssignNamed,
    Close,
    WithdrawFromPaper,
)
from dandang.web.shared.notices import sentence_of, tell
from dandang.web.shared.papers import recorded
from dandang.web.shared.steps import of_case

# Where a form stands in the context of the page.
FORMS: dict[type[forms.Form], str] = {
    AssignNamed: "assign_named",
    AnswerFromPaper: "answer_for",
    WithdrawFromPaper: "withdraw_for",
    Close: "close",
}

handler = desk(Role.ORGANISER_OFFICER, Role.DISCIPLINE_OFFICER, Role.JOINT_MEETING_MEMBER)


@handler
def case_list(request: DeskRequest) -> HttpResponse:
    """The cases this viewer handles."""
    context = {
        "page": cases.cases(request.actor, page=page_number(request)),
        "today": clock.today(),
        "may_export": request.actor.carries(Verb.CASES_READ),
    }
    return render(request, "shared/cases/list.html", context)


@handler
def case(request: DeskRequest, number: int) -> HttpResponse:
    """One case: stepper, course, and the next move where it is this viewer's."""
    return _page(request, number)


def _page(
    request: DeskRequest,
    number: int,
    *,
    refused: str = "",
    filled: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:
    """The page, with forms as they were filled in when something about them was refused."""
    found = cases.case_file(request.actor, number)
    row, actor = found.row, request.actor
    may = {
        "assign": row.step is CaseStep.FILED and actor.may(Verb.CASES_ASSIGN, path=row.path),
        "answer": row.step is CaseStep.ASSIGNED and row.assignee == actor.account,
        "answer_for": row.step is CaseStep.ASSIGNED
        and actor.may(Verb.CASES_ANSWER_FOR, path=row.path),
        "withdraw_for": row.step is CaseStep.FILED
        and actor.may(Verb.CASES_WITHDRAW_FOR, path=row.path),
        "close": row.step is CaseStep.ANSWERED and actor.may(Verb.CASES_CLOSE, path=row.path),
    }
    people = cases.may_answer(actor, number, on=clock.today()) if may["assign"] else ()
    offered = [
        (each.account, f"{each.name}（{'、'.join(role.zh for role in each.roles)}）")
        for each in people
    ]
    today = clock.today()
    context: dict[str, Any] = {
        "file": found,
        "steps": of_case(found, clock.today()),
        "may": may,
        "assign": Assign(people=offered),
        "assign_named": AssignNamed(),
        "answer": Answer(),
        "answer_for": AnswerFromPaper(initial={"acted_on": today}),
        "withdraw_for": WithdrawFromPaper(initial={"acted_on": today}),
        "close": Close(initial={"served_on": today}),
        "today": today,
        "refused": refused,
        **(filled or {}),
    }
    status = 422 if filled else 200
    return render(request, "shared/cases/case.html", context, status=status)


def _filled(
    request: DeskRequest, number: int, verb: Verb, form: forms.Form, act: Callable[[], str]
) -> HttpResponse:
    """Do `act` when the form is filled in; else, or when it is refused, show the page with it."""
    require(request.actor, verb, path=cases.case_file(request.actor, number).row.path)
    name = FORMS[type(form)]
    if not form.is_valid():
        return _page(request, number, filled={name: form})
    try:
        tell(request, act())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        return _page(request, number, refused=sentence_of(refusal), filled={name: form})
    return redirect("cases:case", number)


def _from_paper(
    request: DeskRequest,
    number: int,
    verb: Verb,
    form: forms.Form,
    act: Callable[[int | None, datetime], str],
) -> HttpResponse:
    """Do `act` with the scan that came with the form, both or neither."""

    def kept() -> str:
        return recorded(request.actor, verb, form.cleaned_data["scan"], act)

    return _filled(request, number, verb, form, kept)


@handler
@require_POST
def assign(request: DeskRequest, number: int) -> HttpResponse:
    """Assign who answers."""
    account = request.POST.get("account", "")

    def act() -> str:
        objecting.assign(
            case=number,
            account=int(account) if account.isdecimal() else 0,
            by=request.actor,
            at=clock.now(),
        )
        return _("已指定答复人，并已进入其待办。")

    return acted(request, act, "cases:case", number)


@handler
@require_POST
def answer(request: DeskRequest, number: int) -> HttpResponse:
    """Answer."""
    form = Answer(request.POST)

    def act() -> str:
        if not form.is_valid():
            raise Refusal("cases.finding_missing")
        objecting.answer(
            case=number,
            finding=Finding(form.cleaned_data["finding"]),
            text=form.cleaned_data["text"],
            by=request.actor,
            at=clock.now(),
        )
        return _("答复已登记，待送达后办结。")

    return acted(request, act, "cases:case", number)


@handler
@require_POST
def assign_named(request: DeskRequest, number: int) -> HttpResponse:
    """Assign somebody without an account, who answers on paper."""
    form = AssignNamed(request.POST)

    def act() -> str:
        objecting.assign_named(
            case=number,
            name=form.cleaned_data["name"],
            office=form.cleaned_data["office"],
            by=request.actor,
            at=clock.now(),
        )
        return _("已指定答复人。收到书面答复后，请在本页代录。")

    return _filled(request, number, Verb.CASES_ASSIGN, form, act)


@handler
@require_POST
def answer_for(request: DeskRequest, number: int) -> HttpResponse:
    """Record the answer of the one assigned from his paper."""
    form = AnswerFromPaper(request.POST, request.FILES)

    def act(scan: int | None, at: datetime) -> str:
        objecting.answer_for(
            case=number,
            finding=Finding(form.cleaned_data["finding"]),
            text=form.cleaned_data["text"],
            acted_on=form.cleaned_data["acted_on"],
            scan=scan,
            by=request.actor,
            at=at,
        )
        return _("书面答复已代录，待送达后办结。")

    return _from_paper(request, number, Verb.CASES_ANSWER_FOR, form, act)


@handler
@require_POST
def withdraw_for(request: DeskRequest, number: int) -> HttpResponse:
    """Record from the cadre's paper that he withdraws."""
    form = WithdrawFromPaper(request.POST, request.FILES)

    def act(scan: int | None, at: datetime) -> str:
        day = form.cleaned_data["acted_on"]
        objecting.withdraw_for(case=number, acted_on=day, scan=scan, by=request.actor, at=at)
        return _("撤回已代录，异议到此为止。")

    return _from_paper(request, number, Verb.CASES_WITHDRAW_FOR, form, act)


@handler
@require_POST
def close(request: DeskRequest, number: int) -> HttpResponse:
    """Close, with how the answer was served."""
    form = Close(request.POST, request.FILES)

    def act(scan: int | None, at: datetime) -> str:
        objecting.close(
            case=number,
            served=form.served(scan),
            text=form.cleaned_data["text"],
            by=request.actor,
            at=at,
        )
        return _("异议已办结。")

    return _from_paper(request, number, Verb.CASES_CLOSE, form, act)


@handler
def scan(request: DeskRequest, number: int, file: int) -> HttpResponse:
    """A scan in the course of a case."""
    kept = open_scan(case=number, file=file, by=request.actor, at=clock.now())
    return shown_answer(kept.content, kept.media_type, kept.name)
