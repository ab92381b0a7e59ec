"""Rounds: the list, a new one, the page of one, its roster, scheme and raters."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.rounds.actions import preparing
from dandang.apps.rounds.queries import running
from dandang.apps.units import queries as units
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import AssessmentKind, RateeRule, RaterRule
from dandang.web.organiser.forms import scheme as typing
from dandang.web.organiser.forms.rounds import FreezeRoster, NewRound, Recuse
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.notices import sentence_of, tell
from dandang.web.shared.steps import of_round

organiser = desk(Role.ORGANISER_OFFICER)


@organiser
def rounds(request: DeskRequest) -> HttpResponse:
    """The rounds in scope, newest first."""
    page = running.rounds(request.actor, page=page_number(request))
    return render(request, "organiser/rounds/list.html", {"page": page})


@organiser
def round_new(request: DeskRequest) -> HttpResponse:
    """Make a round."""
    offered = [(unit.number, unit.full_name) for unit in units.tree(request.actor)]
    first = {"year": clock.today().year, "kind": str(AssessmentKind.ANNUAL)}
    form = NewRound(request.POST or None, units=offered, initial=first)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "organiser/rounds/new.html", {"form": form}, status=status)
    number = preparing.create(
        title=form.cleaned_data["title"],
        kind=AssessmentKind(form.cleaned_data["kind"]),
        year=form.cleaned_data["year"],
        unit=form.cleaned_data["unit"],
        by=request.actor,
        at=clock.now(),
    )
    tell(request, _("考核已建立，请冻结名册。"))
    return redirect("organiser:round", number)


@organiser
def round_(request: DeskRequest, number: int) -> HttpResponse:
    """One round: its steps, what is done, and the one next thing."""
    page = running.round_page(request.actor, number)
    freeze = FreezeRoster(
        initial={"on": page.roster_day or clock.today(), "ratee_rule": str(page.ratee_rule)}
    )
    context = {"page": page, "steps": of_round(page), "freeze": freeze}
    return render(request, "organiser/rounds/round.html", context)


@organiser
@require_POST
def round_freeze(request: DeskRequest, number: int) -> HttpResponse:
    """Freeze the roster."""
    form = FreezeRoster(request.POST)
    if not form.is_valid():
        return acted(request, lambda: _unclear(_("名册冻结日")), "organiser:round", number)

    def freeze() -> str:
        people = preparing.freeze_roster(
            number=number,
            on=form.cleaned_data["on"],
            ratee_rule=RateeRule(form.cleaned_data["ratee_rule"]),
            by=request.actor,
            at=clock.now(),
        )
        return _("名册已冻结，共 %(people)s 人。") % {"people": people}

    return acted(request, freeze, "organiser:round", number)


def _unclear(field: str) -> str:
    raise Refusal("rounds.day_unclear", field=field)


@organiser
def round_scheme(request: DeskRequest, number: int) -> HttpResponse:
    """Read and edit the scheme."""
    page = running.round_page(request.actor, number)
    typed, refused = typing.typed_from(page.scheme), ""
    if request.method == "POST":
        typed = typing.typed_in(request.POST)
        try:
            scheme = typing.scheme_of(typed, page.scheme)
            preparing.set_scheme(number=number, scheme=scheme, by=request.actor, at=clock.now())
        except Refusal as refusal:
            if refusal.status != 409:
                raise
            refused = sentence_of(refusal)
        else:
            tell(request, _("方案已保存。"))
            return redirect("organiser:round", number)
    context = {"page": page, "typed": typed, "refused": refused, "rules": list(RaterRule)}
    status = 422 if refused else 200
    return render(request, "organiser/rounds/scheme.html", context, status=status)


@organiser
def round_raters(request: DeskRequest, number: int) -> HttpResponse:
    """The frozen roster with ratees, raters, classes and recusals."""
    page = running.round_page(request.actor, number)
    rows = running.roster(request.actor, number)
    recuse = Recuse(
        raters=[(row.rater, row.name) for row in rows if row.rater is not None],
        ratees=[(row.ratee, row.name) for row in rows if row.ratee is not None],
    )
    context = {
        "page": page,
        "rows": rows,
        "recusals": running.recusals(request.actor, number),
        "recuse": recuse,
    }
    return render(request, "organiser/rounds/raters.html", context)


@organiser
@require_POST
def round_choose_raters(request: DeskRequest, number: int) -> HttpResponse:
    """Choose the raters of every class by rule."""

    def choose() -> str:
        counts = preparing.choose_raters(number=number, by=request.actor, at=clock.now())
        return _("已按规则产生评价人 %(count)s 人。") % {"count": sum(counts.values())}

    return acted(request, choose, "organiser:round_raters", number)


@organiser
@require_POST
def round_ratees(request: DeskRequest, number: int) -> HttpResponse:
    """Choose the ratees one by one."""
    lines = [int(text) for text in request.POST.getlist("line") if text.isdecimal()]

    def choose() -> str:
        preparing.choose_ratees(number=number, lines=lines, by=request.actor, at=clock.now())
        return _("考核对象已保存，共 %(count)s 人。") % {"count": len(lines)}

    return acted(request, choose, "organiser:round_raters", number)


@organiser
@require_POST
def round_rater(request: DeskRequest, number: int, line: int) -> HttpResponse:
    """Put one person into a class of raters, or into none."""

    def put() -> str:
        preparing.set_rater_class(
            number=number,
            line=line,
            rater_class=request.POST.get("rater_class", ""),
            by=request.actor,
            at=clock.now(),
        )
        return _("评价人已调整。")

    return acted(request, put, "organiser:round_raters", number)


@organiser
@require_POST
def round_recuse(request: DeskRequest, number: int) -> HttpResponse:
    """Note a recusal."""
    rater, ratee = request.POST.get("rater", ""), request.POST.get("ratee", "")

    def note() -> str:
        preparing.note_recusal(
            number=number,
            rater=int(rater) if rater.isdecimal() else 0,
            ratee=int(ratee) if ratee.isdecimal() else 0,
            reason=request.POST.get("reason", ""),
            by=request.actor,
            at=clock.now(),
        )
        return _("回避已登记。")

    return acted(request, note, "organiser:round_raters", number)
