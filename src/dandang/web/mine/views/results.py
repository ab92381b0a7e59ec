"""A cadre's own results: the list, one result, reading it, objecting."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.rounds.actions import exporting, objecting, serving
from dandang.apps.rounds.queries import own, scans
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import file_answer, shown_answer
from dandang.web.shared.notices import sentence_of, tell

cadre = desk(Role.CADRE)


@cadre
def results(request: DeskRequest) -> HttpResponse:
    """One's own published results."""
    return render(request, "mine/results/list.html", {"results": own.results(request.actor)})


@cadre
def result(request: DeskRequest, number: int, refused: str = "", text: str = "") -> HttpResponse:
    """One result, as a letter: score, how to recompute it, what one can do until when."""
    found = own.result(request.actor, number, on=clock.today())
    context = {
        "found": found,
        "page": found.page,
        "receipt_opens": found.receipt_opens,
        "refused": refused,
        "text": text,
    }
    return render(request, "mine/results/result.html", context, status=422 if refused else 200)


@cadre
@require_POST
def read(request: DeskRequest, number: int) -> HttpResponse:
    """Say that one has read it."""

    def act() -> str:
        until = serving.read_on_screen(ratee=number, by=request.actor, at=clock.now())
        return _("已记录您阅知结果，异议截止 %(day)s。") % {
            "day": f"{until.year}年{until.month}月{until.day}日"
        }

    return acted(request, act, "mine:result", number)


@cadre
@require_POST
def object_(request: DeskRequest, number: int) -> HttpResponse:
    """Object to the result."""
    text = request.POST.get("text", "")
    try:
        objecting.object_to_result(ratee=number, text=text, by=request.actor, at=clock.now())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        return result(request, number, refused=sentence_of(refusal), text=text)
    tell(request, _("异议已提出，将由没有参加本次考核的人答复。"))
    return redirect("mine:result", number)


@cadre
@require_POST
def withdraw(request: DeskRequest, number: int, case: int) -> HttpResponse:
    """Withdraw one's own objection."""
    own.result(request.actor, number, on=clock.today())

    def act() -> str:
        objecting.withdraw(case=case, by=request.actor, at=clock.now())
        return _("异议已撤回。期限之内仍可再次提出。")

    return acted(request, act, "mine:result", number)


@cadre
def scan(request: DeskRequest, number: int, file: int) -> HttpResponse:
    """A scan about one's own result."""
    kept = scans.own_scan(request.actor, number, file)
    return shown_answer(kept.content, kept.media_type, kept.name)


@cadre
def letter(request: DeskRequest, number: int) -> HttpResponse:
    """The own letter as PDF."""
    content = exporting.own_letter(ratee=number, by=request.actor, at=clock.now())
    return file_answer(content, "application/pdf", f"letter-{number}.pdf")
