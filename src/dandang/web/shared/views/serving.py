"""Service of results: the same pages for the organisation department and for units."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.letters.served import runs_from_dispatch
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import exporting
from dandang.apps.rounds.actions import serving as acts
from dandang.apps.rounds.queries import scans, serving
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.acting import acted, numbers_in, page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import file_answer, shown_answer
from dandang.web.shared.forms.serving import Serve
from dandang.web.shared.notices import sentence_of, tell, tell_refusal
from dandang.web.shared.papers import recorded

server = desk(Role.ORGANISER_OFFICER, Role.UNIT_PERSONNEL_OFFICER)
reader = desk(Role.ORGANISER_OFFICER, Role.UNIT_PERSONNEL_OFFICER, Role.LEADER, Role.PANELLIST)


@server
def rounds(request: DeskRequest) -> HttpResponse:
    """Published rounds whose results are served here."""
    context = {"page": serving.rounds(request.actor, page=page_number(request))}
    return render(request, "shared/serving/list.html", context)


@server
def round_(request: DeskRequest, number: int) -> HttpResponse:
    """The letters of one round and how each was served."""
    found = serving.round_of(request.actor, number, page=page_number(request))
    context = {
        "round": found,
        "cancels": request.actor.may(Verb.ROUNDS_CANCEL_SERVICE, path=found.path),
    }
    return render(request, "shared/serving/round.html", context)


@server
def record(request: DeskRequest, number: int) -> HttpResponse:
    """Record that the chosen letters were served, all on one day and in one way."""
    found = serving.round_of(request.actor, number)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = numbers_in(sent.getlist("ratee"))
    rows = serving.letters_of(request.actor, number, chosen)
    form = Serve(request.POST or None, request.FILES or None, initial={"served_on": clock.today()})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            count = recorded(
                request.actor,
                Verb.ROUNDS_SERVE,
                form.cleaned_data["scan"],
                lambda scan, now: acts.serve_all(
                    number=number,
                    ratees=[row.number for row in rows],
                    served=form.served(scan),
                    by=request.actor,
                    at=now,
                ),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            refused = sentence_of(refusal)
        else:
            tell(request, _("已登记 %(count)s 人的送达，异议截止日见下表。") % {"count": count})
            return redirect("serving:round", number)
    status = 422 if request.method == "POST" else 200
    context = {
        "round": found,
        "rows": rows,
        "form": form,
        "refused": refused,
        "from_dispatch": runs_from_dispatch(),
    }
    return render(request, "shared/serving/record.html", context, status=status)


@server
@require_POST
def cancel(request: DeskRequest, number: int, ratee: int) -> HttpResponse:
    """Cancel a service that was recorded wrongly."""

    def act() -> str:
        acts.cancel_service(
            ratee=ratee, reason=request.POST.get("reason", ""), by=request.actor, at=clock.now()
        )
        return _("送达登记已撤销，请重新送达并登记。")

    return acted(request, act, "serving:round", number)


@server
def receipts(request: DeskRequest, number: int) -> HttpResponse:
    """Receipts of service to print and have signed: of the chosen letters, or of all not yet served."""
    chosen = numbers_in(request.GET.getlist("ratee"))
    try:
        content = exporting.receipts(
            number=number, ratees=chosen or None, by=request.actor, at=clock.now()
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("serving:round", number)
    return file_answer(content, "application/pdf", f"receipts-{number}.pdf")


@reader
def scan(request: DeskRequest, number: int, file: int) -> HttpResponse:
    """A scan of a round: a receipt, minutes, an approval."""
    kept = scans.scan(request.actor, number, file)
    return shown_answer(kept.content, kept.media_type, kept.name)
