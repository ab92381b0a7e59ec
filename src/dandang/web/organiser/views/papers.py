"""What a round's officer records from paper: the panel's meeting, an approval."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dandang.apps.files.papers import Paper
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import approving
from dandang.apps.rounds.actions.meeting import Minutes, RowsRefused, record_meeting
from dandang.apps.rounds.queries import running
from dandang.apps.rounds.queries.acts import panel_quorum
from dandang.apps.rounds.queries.running import RateeRow, RoundPage
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import DecisionState, RoundState
from dandang.web.organiser.forms.papers import (
    ApprovalFromPaper,
    MeetingHead,
    minutes_rows,
    typed_rows,
)
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.notices import sentence_of, tell
from dandang.web.shared.papers import recorded

organiser = desk(Role.ORGANISER_OFFICER)


@organiser
def meeting(request: DeskRequest, number: int) -> HttpResponse:
    """The panel's meeting in one table: a row for each ratee that can be decided now."""
    page = running.round_page(request.actor, number)
    ratees = _open_rows(page, running.ratees(request.actor, number).rows)
    form = MeetingHead(
        request.POST or None, request.FILES or None, initial={"held_on": clock.today()}
    )
    typed, refused, faults = _proposed(ratees), "", {}
    if request.method == "POST":
        typed = typed_rows(request.POST, [row.number for row in ratees])
        try:
            if form.is_valid():
                count = _record(request, number, form, typed)
                tell(request, _("会议决定已登记，共 %(count)s 人。") % {"count": count})
                return redirect("organiser:round", number)
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            refused = sentence_of(refusal)
            if isinstance(refusal, RowsRefused):
                faults = {ratee: sentence_of(each) for ratee, each in refusal.rows.items()}
    rows = [
        {"ratee": row, "typed": typed[row.number], "fault": faults.get(row.number, "")}
        for row in ratees
    ]
    context = {
        "page": page,
        "form": form,
        "rows": rows,
        "refused": refused,
        "quorum": panel_quorum(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "organiser/rounds/meeting.html", context, status=status)


def _open_rows(page: RoundPage, rows: tuple[RateeRow, ...]) -> tuple[RateeRow, ...]:
    if page.row.state is RoundState.REVIEW:
        return rows
    return tuple(row for row in rows if row.decision is DecisionState.REOPENED)


def _proposed(rows: tuple[RateeRow, ...]) -> dict[int, dict[str, str]]:
    # What is decided already is left alone unless the minutes say otherwise.
    return {
        row.number: {"grade": row.proposal if row.decision is DecisionState.PROPOSED else ""}
        for row in rows
    }


def _record(
    request: DeskRequest, number: int, form: MeetingHead, typed: dict[int, dict[str, str]]
) -> int:
    rows = minutes_rows(typed)
    return recorded(
        request.actor,
        Verb.ROUNDS_DECIDE_FOR,
        form.cleaned_data["scan"],
        lambda scan, now: record_meeting(
            number=number,
            minutes=Minutes(form.cleaned_data["held_on"], form.said_members(), scan, rows),
            by=request.actor,
            at=now,
        ),
    )


@organiser
def approval(request: DeskRequest, number: int) -> HttpResponse:
    """Record that a leader or the committee approved the results on paper."""
    page = running.round_page(request.actor, number)
    form = ApprovalFromPaper(
        request.POST or None, request.FILES or None, initial={"acted_on": clock.today()}
    )
    context: dict[str, Any] = {"page": page, "form": form, "refused": ""}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organiser/rounds/approval.html", context, status=status_of(form))
    said = form.cleaned_data
    try:
        recorded(
            request.actor,
            Verb.ROUNDS_APPROVE_FOR,
            said["scan"],
            lambda scan, now: approving.approve_for(
                number=number,
                document=said["document"],
                paper=Paper(said["acted_by"], said["acted_on"], scan, office=said["office"]),
                by=request.actor,
                at=now,
            ),
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        context["refused"] = sentence_of(refusal)
        return render(request, "organiser/rounds/approval.html", context, status=422)
    tell(request, _("审定已登记。"))
    return redirect("organiser:round", number)
