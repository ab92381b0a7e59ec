"""The box of a round: slips, opening, repeating, closing, computing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.organisation import queries as organisation
from dandang.apps.rounds.actions import conducting
from dandang.apps.rounds.queries import running
from dandang.formats import slips as slip_format
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import file_answer
from dandang.web.shared.notices import tell_refusal

organiser = desk(Role.ORGANISER_OFFICER)


@organiser
@require_POST
def round_slips(request: DeskRequest, number: int) -> HttpResponse:
    """Make the slips and hand them over as PDF: the only time their codes are seen."""
    page = running.round_page(request.actor, number)
    try:
        slips = conducting.print_slips(number=number, by=request.actor, at=clock.now())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("organiser:round", number)
    content = slip_format.pdf(
        title=page.row.title,
        unit=page.row.unit,
        address=request.build_absolute_uri(f"/b/{number}/"),
        classes=[(each.code, each.name) for each in page.classes],
        slips=[(slip.rater_class, slip.code) for slip in slips],
        fictitious=organisation.county().fictitious,
    )
    return file_answer(content, "application/pdf", f"slips-{number}.pdf")


@organiser
@require_POST
def round_open(request: DeskRequest, number: int) -> HttpResponse:
    """Open the box."""

    def act() -> str:
        conducting.open_round(number=number, by=request.actor, at=clock.now())
        return _("票箱已开启。测评期间只显示是否达到规定比例，不显示票数和得分。")

    return acted(request, act, "organiser:round", number)


@organiser
@require_POST
def round_repeat(request: DeskRequest, number: int) -> HttpResponse:
    """Abort and repeat."""

    def act() -> str:
        conducting.repeat(
            number=number, reason=request.POST.get("reason", ""), by=request.actor, at=clock.now()
        )
        return _("本次测评已作废，票箱已销毁。请重新印制测评票。")

    return acted(request, act, "organiser:round", number)


@organiser
@require_POST
def round_close(request: DeskRequest, number: int) -> HttpResponse:
    """Close the box."""

    def act() -> str:
        conducting.close(number=number, by=request.actor, at=clock.now())
        return _("票箱已封存，票码已销毁。请登记到场人数并计算。")

    return acted(request, act, "organiser:round", number)


@organiser
@require_POST
def round_compute(request: DeskRequest, number: int) -> HttpResponse:
    """Compute the scores of record."""
    page = running.round_page(request.actor, number)
    codes = [each.code for each in page.classes]

    def act() -> str:
        attendance = _attendance(request, codes)
        conducting.compute(number=number, attendance=attendance, by=request.actor, at=clock.now())
        return _("得分已计算，已转评审组。")

    return acted(request, act, "organiser:round", number)


def _attendance(request: HttpRequest, codes: list[str]) -> dict[str, tuple[int, int]]:
    counts = {}
    for code in codes:
        typed = [request.POST.get(f"{field}-{code}", "") for field in ("present", "issued")]
        if not all(text.isdecimal() and len(text) < 7 for text in typed):
            raise Refusal("rounds.attendance_unclear")
        counts[code] = (int(typed[0]), int(typed[1]))
    return counts
