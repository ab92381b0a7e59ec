"""Conducting a round: slips, opening, repeating, closing, computing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from dandang.apps.ballots import actions as ballots
from dandang.apps.ballots import queries as boxes
from dandang.apps.ballots.questionnaire import Asked, Named, Questionnaire
from dandang.apps.cases import actions as cases
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds import stored
from dandang.apps.rounds.actions.grip import moved_on, take, took_part, trail
from dandang.apps.rounds.models import Ratee, Rater, Round
from dandang.assessing import results
from dandang.assessing.ballots import Issue
from dandang.assessing.ballots import Ratee as Rated
from dandang.assessing.scheme import Scheme
from dandang.assessing.scheme_in import read_toml
from dandang.terms.ballots import BoxState
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import RoundState


def key_of(ratee: Ratee) -> str:
    """The ratee's key inside the box: its number in this round, nothing of the person."""
    return f"r{ratee.pk}"


def questionnaire_of(row: Round, scheme: Scheme) -> Questionnaire:
    """What the raters of this round are asked."""
    ratees = Ratee.objects.filter(round=row).select_related("line")
    return Questionnaire(
        title=row.title,
        unit=row.unit.name,
        ratees=tuple(Asked(key_of(each), each.line.name, each.line.post) for each in ratees),
        aspects=tuple(Named(each.code, each.name) for each in scheme.aspects),
        choices=tuple(Named(each.code, each.name) for each in scheme.choices),
        classes=tuple(Named(each.code, each.name) for each in scheme.classes),
    )


def raters_in_classes(row: Round) -> dict[str, int]:
    """How many raters each class has (应到), by class code."""
    counts = Rater.objects.filter(round=row).values("rater_class").annotate(n=Count("pk"))
    return {each["rater_class"]: each["n"] for each in counts.order_by("rater_class")}


@transaction.atomic
def print_slips(*, number: int, by: Actor, at: datetime) -> tuple[ballots.Slip, ...]:
    """Make the box and the slips (印制测评票), one per rater; the codes are in this answer alone.

    Printing again before opening voids the earlier slips.
    """
    row = take(number, verb=Verb.ROUNDS_CONDUCT, move="print_slips", by=by)
    scheme = read_toml(row.scheme)
    counts = raters_in_classes(row)
    if not counts:
        raise Refusal("rounds.no_raters")
    if row.state == RoundState.PRINTED:
        ballots.void(round_number=row.pk, reason="重新印制", by=by, at=at)
    slips = ballots.prepare(
        round_number=row.pk,
        path=row.unit.path,
        questionnaire=questionnaire_of(row, scheme),
        slips=[(each.code, counts.get(each.code, 0)) for each in scheme.classes],
        quorum=scheme.quorum,
        by=by,
        at=at,
    )
    row.state = str(RoundState.PRINTED)
    row.save()
    moved_on(row, at=at)
    took_part(row, by=by, what="印制测评票")
    trail(row, verb=Verb.ROUNDS_CONDUCT, by=by, at=at, details={"change": "slips", **counts})
    return slips


@transaction.atomic
def open_round(*, number: int, by: Actor, at: datetime) -> None:
    """Open the box for rating (开始测评)."""
    row = take(number, verb=Verb.ROUNDS_CONDUCT, move="open", by=by)
    if not organisation.booth_document():
        raise Refusal("rounds.booth_not_allowed")
    ballots.open_box(round_number=row.pk, by=by, at=at)
    row.state, row.opened_at = str(RoundState.OPEN), at
    row.save()
    raters = Rater.objects.filter(round=row).select_related("line")
    cases.note_parts(
        kind="round",
        number=str(row.pk),
        what="参加测评",
        took=[cases.Took(name=each.line.name, person=each.line.person_id) for each in raters],
    )
    moved_on(row, at=at)
    took_part(row, by=by, what="开箱")
    trail(row, verb=Verb.ROUNDS_CONDUCT, by=by, at=at, details={"change": "opened"})


@transaction.atomic
def repeat(*, number: int, reason: str, by: Actor, at: datetime) -> None:
    """Abort and repeat (作废重测): the box is destroyed with all in it, and slips are printed anew."""
    row = take(number, verb=Verb.ROUNDS_CONDUCT, move="repeat", by=by)
    if not reason.strip():
        raise Refusal("rounds.repeat_reason_missing")
    ballots.void(round_number=row.pk, reason=reason.strip(), by=by, at=at)
    row.state, row.opened_at = str(RoundState.READY), None
    row.save()
    moved_on(row, at=at)
    details = {"change": "repeated", "reason": reason.strip()}
    trail(row, verb=Verb.ROUNDS_CONDUCT, by=by, at=at, details=details)


def close(*, number: int, by: Actor, at: datetime) -> None:
    """Close the box (封箱). Refused below the quorum; can be called again after an interruption.

    No transaction spans the two databases: the box is closed first, step by step, and the round is
    marked when that is done.
    """
    with transaction.atomic():
        row = take(number, verb=Verb.ROUNDS_CONDUCT, move="close", by=by)
        going_on = boxes.box_state(row.pk) is not BoxState.OPEN
        if not going_on and not boxes.quorum_reached(row.pk):
            raise Refusal("rounds.below_quorum")
    ballots.close_box(round_number=row.pk, by=by, at=at)
    with transaction.atomic():
        row = take(number, verb=Verb.ROUNDS_CONDUCT, move="close", by=by)
        row.state, row.closed_at = str(RoundState.CLOSED), at
        row.save()
        moved_on(row, at=at)
        took_part(row, by=by, what="封箱")
        trail(row, verb=Verb.ROUNDS_CONDUCT, by=by, at=at, details={"change": "closed"})


@transaction.atomic
def compute(
    *, number: int, attendance: Mapping[str, tuple[int, int]], by: Actor, at: datetime
) -> None:
    """Compute the scores of record (计算得分) from the closed box.

    `attendance` is (实到, 发出) by class code, as counted in the room; 应到 is the roll. Counts that
    do not reconcile are refused with the class named.
    """
    row = take(number, verb=Verb.ROUNDS_CONDUCT, move="compute", by=by)
    scheme = read_toml(row.scheme)
    due = raters_in_classes(row)
    ratees = list(Ratee.objects.filter(round=row).select_related("line"))
    result = results.compute(
        scheme,
        [Rated(key_of(r), r.line.name, r.line.post, r.line.unit_name) for r in ratees],
        [
            Issue(each.code, due.get(each.code, 0), *attendance.get(each.code, (0, 0)))
            for each in scheme.classes
        ],
        boxes.closed_ballots(row.pk),
    )
    for ratee in ratees:
        found = result.of(key_of(ratee))
        ratee.score, ratee.no_score = found.shown, found.reason
        ratee.proposal = found.proposal
    Ratee.objects.bulk_update(ratees, ["score", "no_score", "proposal"])
    row.attendance = {code: list(counts) for code, counts in attendance.items()}
    row.result = stored.to_json(result)
    row.result_digest = stored.digest(row.result)
    row.state = str(RoundState.REVIEW)
    row.save()
    moved_on(row, at=at)
    took_part(row, by=by, what="计算得分")
    details = {"change": "computed", "digest": row.result_digest}
    trail(row, verb=Verb.ROUNDS_CONDUCT, by=by, at=at, details=details)
