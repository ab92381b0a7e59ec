"""Reading one's own inbox."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from dandang.apps.inbox.models import Item
from dandang.apps.permits.actor import Actor


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One thing that waits: a sentence code with its values, what it is about, and until when."""

    what: str
    values: dict[str, Any]
    subject_kind: str
    subject_number: str
    due: date | None

    def overdue(self, on: date) -> bool:
        """Whether the day it was due has passed."""
        return self.due is not None and self.due < on


def _mine(viewer: Actor) -> Q:
    mine = Q(pk__in=[])
    for held in viewer.held:
        if held.path is not None:
            mine |= Q(role=str(held.role), path__startswith=held.path)
    if viewer.account is not None:
        mine |= Q(account=viewer.account)
    if viewer.person is not None:
        mine |= Q(person=viewer.person)
    return mine


def inbox(viewer: Actor, *, most: int = 50) -> tuple[InboxLine, ...]:
    """What waits for this viewer, nearest deadline first, items without one last."""
    items = Item.objects.filter(_mine(viewer), settled_at=None)
    ordered = items.order_by(F("due").asc(nulls_last=True), "id")
    return tuple(
        InboxLine(
            what=item.what,
            values=item.values,
            subject_kind=item.subject_kind,
            subject_number=item.subject_number,
            due=item.due,
        )
        for item in ordered[:most]
    )


def waiting(viewer: Actor) -> int:
    """How many things wait for this viewer."""
    return Item.objects.filter(_mine(viewer), settled_at=None).count()
