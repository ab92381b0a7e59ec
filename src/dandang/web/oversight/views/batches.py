"""Accounts for many cadres: beginning, how far it is, the slips once, and granting them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.apps.accounts.queries import policy
from dandang.apps.grants import actions, queries
from dandang.apps.grants.tasks import go_on_with
from dandang.apps.organisation.queries import county
from dandang.formats.account_slips import Slip, Told, sheets_pdf
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.oversight.forms.batches import BatchBeginning
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.download import file_answer
from dandang.web.shared.notices import sentence_of, tell_refusal

system_officer = desk(Role.SYSTEM_OFFICER)


@require_safe
@system_officer
def batches(request: DeskRequest) -> HttpResponse:
    """The batches, newest first."""
    context = {"batches": queries.batches(request.actor), "days": policy().slip_days}
    return render(request, "oversight/batches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@system_officer
def batch_begin(request: DeskRequest) -> HttpResponse:
    """Begin a batch and leave it to the background."""
    form = BatchBeginning(request.POST or None, places=queries.places(request.actor))
    if form.is_bound and form.is_valid():
        try:
            number = actions.begin_batch(
                unit=int(form.cleaned_data["unit"]),
                prefix=form.cleaned_data["start"],
                by=request.actor,
                at=clock.now(),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error("unit", sentence_of(refusal))
        else:
            go_on_with(number)
            return redirect("oversight:batch", number)
    return render(request, "oversight/batch_begin.html", {"form": form}, status=status_of(form))


@never_cache
@require_safe
@system_officer
def batch(request: DeskRequest, number: int) -> HttpResponse:
    """One batch: how far it is, its cadres, its slips."""
    context = {
        "batch": queries.batch(request.actor, number),
        "page": queries.batch_lines(request.actor, number, page=page_number(request)),
        "days": policy().slip_days,
    }
    return render(request, "oversight/batch.html", context)


@never_cache
@require_safe
@system_officer
def batch_progress(request: DeskRequest, number: int) -> HttpResponse:
    """How far it is, for a page that asks again and again."""
    state = queries.batch(request.actor, number)
    answer = render(request, "oversight/_batch_progress.html", {"batch": state})
    if state.finished_at is not None:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@system_officer
def batch_go_on(request: DeskRequest, number: int) -> HttpResponse:
    """Put a batch that stands still in line again."""
    state = queries.batch(request.actor, number)
    if state.finished_at is None:
        go_on_with(number)
    return redirect("oversight:batch", number)


@never_cache
@require_POST
@system_officer
def batch_slips(request: DeskRequest, number: int) -> HttpResponse:
    """The slips, once: drawn first, then given up, then handed out."""
    try:
        slips = queries.slips_of(request.actor, number)
        found = county()
        content = sheets_pdf(
            [Slip(each.name, each.unit, each.sign_in_name, each.password) for each in slips],
            Told(
                office=found.office,
                address=request.build_absolute_uri("/"),
                days=policy().first_days,
                fictitious=found.fictitious,
            ),
        )
        actions.fetch_slips(number=number, by=request.actor, at=clock.now())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("oversight:batch", number)
    return file_answer(content, "application/pdf", _("密码单") + f"-{number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.SECURITY_OFFICER)
def batch_grant(request: DeskRequest, number: int) -> HttpResponse:
    """Look through a batch and grant every account of it its holder's own role."""
    state = queries.batch(request.actor, number)
    if request.method == "POST":

        def act() -> str:
            count = actions.grant_batch(number=number, by=request.actor, at=clock.now())
            words = ngettext(
                "已授予 %(n)s 个账号“干部本人”。", "已授予 %(n)s 个账号“干部本人”。", count
            )
            return words % {"n": count}

        return acted(request, act, "oversight:grants")
    context = {
        "batch": state,
        "page": queries.batch_lines(request.actor, number, page=page_number(request)),
    }
    return render(request, "oversight/batch_grant.html", context)
