"""Writing down what was done: the only way into the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import Actor
from dandang.terms.trail import Outcome


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act was done to: kind, number and name as values; unit path and person where known."""

    kind: str
    number: str
    name: str
    path: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act to be written down: the subject and what changed."""

    subject: Subject
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    *,
    by: Actor,
    verb: str,
    subject: Subject,
    at: datetime,
    purpose: str = "",
    details: Mapping[str, Any] | None = None,
    outcome: Outcome = Outcome.DONE,
) -> None:
    """Add one row to the trail. `details` must be plain JSON and hold no sealed value."""
    record_all(
        by=by,
        verb=verb,
        entries=[Entry(subject, details or {})],
        at=at,
        purpose=purpose,
        outcome=outcome,
    )


def record_all(
    *,
    by: Actor,
    verb: str,
    entries: Iterable[Entry],
    at: datetime,
    purpose: str = "",
    outcome: Outcome = Outcome.DONE,
) -> None:
    """Add one row per entry, in one statement, for an act on many subjects."""
    TrailRow.objects.bulk_create(
        [
            TrailRow(
                at=at,
                actor_number=by.account,
                actor_name=by.name,
                actor_kind=by.kind,
                verb=str(verb),
                outcome=outcome,
                subject_kind=entry.subject.kind,
                subject_number=entry.subject.number,
                subject_name=entry.subject.name,
                path=entry.subject.path,
                person=entry.subject.person,
                purpose=purpose,
                details=dict(entry.details),
            )
            for entry in entries
        ],
        batch_size=500,
    )


def record_refusal(*, by: Actor, verb: str, at: datetime) -> None:
    """Write down a refused act (被拒绝), after the refused transaction has been rolled back."""
    record(
        by=by,
        verb=verb,
        subject=Subject("refusal", "", ""),
        at=at,
        outcome=Outcome.REFUSED,
    )
