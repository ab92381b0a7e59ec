"""Reading the trail."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit.paging import Page, window
from dandang.terms.refusal import NotPermitted


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One row of the trail, for a page."""

    at: datetime
    actor: str
    kind: str
    verb: str
    outcome: str
    subject: str
    purpose: str
    details: dict[str, Any]

    @property
    def verb_term(self) -> Verb | None:
        """The verb as a term with names, when it is one of the list."""
        return Verb(self.verb) if self.verb in {str(v) for v in Verb} else None


def _line(row: TrailRow) -> TrailLine:
    return TrailLine(
        at=row.at,
        actor=row.actor_name,
        kind=row.actor_kind,
        verb=row.verb,
        outcome=row.outcome,
        subject=row.subject_name,
        purpose=row.purpose,
        details=row.details,
    )


def trail(viewer: Actor, *, text: str = "", page: int = 1, size: int = 50) -> Page[TrailLine]:
    """The trail, newest first, for an audit officer; `text` filters on actor, verb and subject."""
    require(viewer, Verb.AUDIT_READ)
    rows = TrailRow.objects.all()
    if text:
        rows = (
            rows.filter(actor_name__contains=text)
            | rows.filter(subject_name__contains=text)
            | rows.filter(verb__contains=text)
        )
    total = rows.count()
    cut = window(page, size, total)
    return Page(tuple(_line(row) for row in rows[cut]), cut.start // size + 1, size, total)


def who_opened(viewer: Actor, *, person: int, most: int = 50) -> tuple[TrailLine, ...]:
    """Who opened or exported the file of `person`, newest first. Only that person asks this."""
    if viewer.person != person or not viewer.carries(Verb.SELF_READ):
        raise NotPermitted("permits.not_permitted", verb=Verb.SELF_READ)
    verbs = [Verb.ARCHIVE_READ, Verb.ARCHIVE_UNSEAL, Verb.ARCHIVE_EXPORT]
    rows = TrailRow.objects.filter(person=person, verb__in=[str(v) for v in verbs])
    return tuple(_line(row) for row in rows[:most])


def recorded(viewer: Actor, *, verb: Verb, person: int, day: date, purpose: str) -> bool:
    """Whether the viewer's own act on a person stands in the trail of that day, for that purpose."""
    return TrailRow.objects.filter(
        person=person,
        verb=str(verb),
        actor_number=viewer.account,
        actor_name=viewer.name,
        at__date=day,
        purpose=purpose,
    ).exists()
