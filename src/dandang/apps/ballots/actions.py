"""Preparing, voiding, opening and closing a box."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.ballots import boxes
from dandang.apps.ballots.models import RoundBox
from dandang.apps.ballots.questionnaire import Questionnaire, check
from dandang.apps.box import closing, inspection, layout, slots
from dandang.apps.box.codes import new_code
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.ballots import BoxState
from dandang.terms.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip (测评票) to be printed: the class it belongs to and its code, which is kept nowhere."""

    rater_class: str
    code: str


@transaction.atomic
def prepare(
    *,
    round_number: int,
    path: str,
    questionnaire: Questionnaire,
    slips: Sequence[tuple[str, int]],
    quorum: Fraction,
    by: Actor,
    at: datetime,
) -> tuple[Slip, ...]:
    """Make the round's box with one empty slot per slip, and give the slips for printing.

    The codes exist only in what this returns: print at once. `slips` is (class code, count),
    `quorum` the share of slips issued that must come back. Refused when the round has a box.
    """
    require(by, Verb.ROUNDS_CONDUCT, path=path)
    check(questionnaire, slips)
    if not 0 <= quorum <= 1:
        raise Refusal("ballots.quorum_unclear")
    if RoundBox.objects.filter(round_number=round_number).exists():
        raise Refusal("ballots.prepared_before")
    file = secrets.token_hex(12)
    places = {each.code: place for place, each in enumerate(questionnaire.classes)}
    made = _made(slips)
    row = RoundBox.objects.create(
        round_number=round_number,
        path=path,
        state=str(BoxState.PREPARED),
        file=file,
        questionnaire=questionnaire.as_json(),
        slips=[[rater_class, count] for rater_class, count in slips],
        quorum=str(quorum),
    )
    _record(row, "prepare", by, at, {"issued": len(made)})
    slots.prepare(
        boxes.open_path(file),
        [(boxes.slot_of(file, slip.code), places[slip.rater_class]) for slip in made],
        questionnaire.answers_size,
    )
    return made


def void(*, round_number: int, reason: str, by: Actor, at: datetime) -> None:
    """Destroy a box that is not yet sealed, with whatever lies in it; the round may prepare anew.

    A box whose file was lost while it was being sealed may be voided as well.
    """
    with transaction.atomic():
        row = _found(round_number, by)
        if row.state not in {BoxState.PREPARED, BoxState.OPEN} and not _lost(row):
            raise Refusal("ballots.sealed_for_good")
        if not reason.strip():
            raise Refusal("ballots.reason_missing")
        _record(row, "void", by, at, {"state": row.state, "reason": reason.strip()})
        row.delete()
        # Inside the transaction: after a crash the row still stands and can be voided again.
        boxes.let_go(row.file)
        closing.destroy(boxes.open_path(row.file))


@transaction.atomic
def open_box(*, round_number: int, by: Actor, at: datetime) -> None:
    """Open the box for casting; refused when its file could betray a rater."""
    row = _found(round_number, by)
    if row.state == BoxState.OPEN:
        return
    if row.state != BoxState.PREPARED:
        raise Refusal("ballots.sealed_for_good")
    place = boxes.open_path(row.file)
    try:
        inspection.check_schema(place)
    except FileNotFoundError:
        raise Refusal("ballots.file_missing") from None
    except inspection.BetrayingBox as error:
        raise Refusal("ballots.betraying", reason=error.reason) from error
    row.state = str(BoxState.OPEN)
    row.save(update_fields=["state"])
    _record(row, "open", by, at, {"issued": _issued(row)})
    boxes.hold(row.file).move_to(layout.OPEN)


def close_box(*, round_number: int, by: Actor, at: datetime) -> None:
    """Seal the box, rewrite it in random order without the codes, and destroy the old file.

    Call again after an interruption: it goes on where it stopped. A closed box stays closed.
    """
    row = _found(round_number, by)
    if row.state == BoxState.CLOSED:
        return
    if row.state == BoxState.PREPARED:
        raise Refusal("ballots.not_open")
    if row.state == BoxState.OPEN:
        with transaction.atomic():
            _move(row, BoxState.SEALING)
            _record(row, "seal", by, at, {"issued": _issued(row)})
    boxes.let_go(row.file)
    closed = boxes.closed_path(row.file)
    try:
        closing.close(boxes.open_path(row.file), closed)
    except FileNotFoundError:
        raise Refusal("ballots.file_missing") from None
    with transaction.atomic():
        if _move(row, BoxState.CLOSED):
            counts = {"issued": _issued(row), "returned": len(closing.read(closed))}
            _record(row, "close", by, at, counts)


def _found(round_number: int, by: Actor) -> RoundBox:
    row = RoundBox.objects.filter(round_number=round_number).first()
    if row is None:
        raise NotFound("ballots.no_box")
    require(by, Verb.ROUNDS_CONDUCT, path=row.path)
    return row


def _lost(row: RoundBox) -> bool:
    places = (boxes.open_path(row.file), boxes.closed_path(row.file))
    return row.state == BoxState.SEALING and not any(place.exists() for place in places)


def _move(row: RoundBox, state: BoxState) -> bool:
    moved = (
        RoundBox.objects.filter(pk=row.pk).exclude(state=str(state)).update(state=str(state)) == 1
    )
    row.state = str(state)
    return moved


def _made(slips: Sequence[tuple[str, int]]) -> tuple[Slip, ...]:
    codes: set[str] = set()
    while len(codes) < sum(count for _, count in slips):
        codes.add(new_code())
    drawn = iter(codes)
    return tuple(
        Slip(rater_class, next(drawn)) for rater_class, count in slips for _ in range(count)
    )


def _issued(row: RoundBox) -> int:
    return sum(count for _, count in row.slips)


def _record(row: RoundBox, act: str, by: Actor, at: datetime, details: Mapping[str, Any]) -> None:
    audit.record(
        by=by,
        verb=Verb.ROUNDS_CONDUCT,
        subject=audit.Subject("box", str(row.round_number), row.questionnaire["title"], row.path),
        at=at,
        details={"act": act, **details},
    )
