"""Cases: the list, one case with its course, assigning, answering, closing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.cases import queries as cases
from dandang.apps.files.queries import file_bytes
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import objecting
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import CaseStep, Finding
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import file_answer
from dandang.web.shared.forms.cases import Answer, Assign, Close
from dandang.web.shared.steps import of_case

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
    found = cases.case_file(request.actor, number)
    row, actor = found.row, request.actor
    may = {
        "assign": row.step is CaseStep.FILED and actor.may(Verb.CASES_ASSIGN, path=row.path),
        "answer": row.step is CaseStep.ASSIGNED and row.assignee == actor.account,
        "close": row.step is CaseStep.ANSWERED and actor.may(Verb.CASES_CLOSE, path=row.path),
    }
    people = cases.may_answer(actor, number, on=clock.today()) if may["assign"] else ()
    offered = [
        (each.account, f"{each.name}（{'、'.join(role.zh for role in each.roles)}）")
        for each in people
    ]
    context = {
        "file": found,
        "steps": of_case(found, clock.today()),
        "may": may,
        "assign": Assign(people=offered),
        "answer": Answer(),
        "close": Close(initial={"served_on": clock.today()}),
        "today": clock.today(),
    }
    return render(request, "shared/cases/case.html", context)


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
def close(request: DeskRequest, number: int) -> HttpResponse:
    """Close."""
    form = Close(request.POST)

    def act() -> str:
        if not form.is_valid():
            raise Refusal("rounds.day_unclear", field=_("答复送达日期"))
        objecting.close(
            case=number,
            served_on=form.cleaned_data["served_on"],
            text=form.cleaned_data["text"],
            by=request.actor,
            at=clock.now(),
        )
        return _("异议已办结。")

    return acted(request, act, "cases:case", number)


@handler
def scan(request: DeskRequest, number: int, file: int) -> HttpResponse:
    """A scan in the course of a case."""
    found = cases.case_file(request.actor, number)
    if file not in {line.scan for line in found.course}:
        raise NotFound("permits.not_found")
    kept = file_bytes(file)
    return file_answer(kept.content, kept.media_type, kept.name)
