"""Reading one's own inbox, and what is overdue with others."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from dandang.apps.inbox.models import Item
from dandang.apps.organisation.queries import setting
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.kit.paging import Page, window
from dandang.terms.access import Role
from dandang.terms.inbox import InboxView
from dandang.terms.refusal import NotFound


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One thing that waits: a sentence code with its values, what it is about, and until when.

    `role` is None for what waits for one account or one cadre. `opened_by` read it first;
    `handed_name` is whom it was handed to by `handed_by`, `handed_to_me` whether that is the viewer.
    """

    number: int
    what: str
    values: dict[str, Any]
    subject_kind: str
    subject_number: str
    due: date | None
    role: Role | None
    put_at: datetime
    settled_at: datetime | None
    opened_at: datetime | None
    opened_by: str
    handed_name: str
    handed_by: str
    handed_at: datetime | None
    handed_to_me: bool
    reminded_at: datetime | None
    reminded_by: str

    def overdue(self, on: date) -> bool:
        """Whether the day it was due has passed."""
        return self.due is not None and self.due < on

    def near(self, on: date, days: int) -> bool:
        """Whether it is due within `days`, today included, and not overdue."""
        return self.due is not None and on <= self.due <= on + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of the inbox: its lines, how many there are of each kind, and how many days are near."""

    view: InboxView
    lines: Page[InboxLine]
    kinds: tuple[tuple[str, int], ...]
    near_days: int


def of_role(viewer: Actor) -> Q:
    """Items that wait for a role which the viewer holds over their unit, whoever has them now."""
    held = Q(pk__in=[])
    for each in viewer.held:
        if each.path is not None:
            held |= Q(role=str(each.role), path__startswith=each.path)
    return held


def mine(viewer: Actor) -> Q:
    """Items that wait for the viewer: by role unless handed to somebody else, by account, by person."""
    found = of_role(viewer) & Q(handed_to__in=[0, viewer.account or 0])
    if viewer.account is not None:
        found |= Q(account=viewer.account)
    if viewer.person is not None:
        found |= Q(person=viewer.person)
    return found


def overdue_with_others(viewer: Actor, on: date) -> Q:
    """Items in the scope of who reminds that were due so long ago that the organiser is told."""
    found = Q(pk__in=[])
    for scope in viewer.scopes(Verb.INBOX_REMIND):
        found |= Q(path__startswith=scope)
    last = on - timedelta(days=int(setting("inbox.tell_days")))
    return found & ~mine(viewer) & Q(settled_at=None, due__lte=last)


def _line(item: Item, viewer: Actor) -> InboxLine:
    return InboxLine(
        number=item.pk,
        what=item.what,
        values=item.values,
        subject_kind=item.subject_kind,
        subject_number=item.subject_number,
        due=item.due,
        role=Role(item.role) if item.role else None,
        put_at=item.put_at,
        settled_at=item.settled_at,
        opened_at=item.opened_at,
        opened_by=item.opened_by,
        handed_name=item.handed_name,
        handed_by=item.handed_by,
        handed_at=item.handed_at,
        handed_to_me=item.handed_to > 0 and item.handed_to == viewer.account,
        reminded_at=item.reminded_at,
        reminded_by=item.reminded_by,
    )


_BY_DEADLINE = (F("due").asc(nulls_last=True), "id")


def inbox(viewer: Actor, *, most: int = 50) -> tuple[InboxLine, ...]:
    """What waits for this viewer, nearest deadline first, items without one last."""
    items = Item.objects.filter(mine(viewer), settled_at=None)
    return tuple(_line(item, viewer) for item in items.order_by(*_BY_DEADLINE)[:most])


def waiting(viewer: Actor) -> int:
    """How many things wait for this viewer: one query."""
    return Item.objects.filter(mine(viewer), settled_at=None).count()


def inbox_page(
    viewer: Actor, view: InboxView, *, on: date, what: str = "", page: int = 1, size: int = 40
) -> InboxPage:
    """A page of the inbox: what waits, what was handed over, what is done, what is overdue with others."""
    found = _seen(viewer, view, on)
    counts = found.order_by("what").values_list("what").annotate(n=Count("pk"))
    kinds = tuple(counts)
    if what:
        found = found.filter(what=what)
    total = sum(n for code, n in kinds if what in {"", code})
    cut = window(page, size, total)
    order = ("-settled_at", "-id") if view is InboxView.DONE else _BY_DEADLINE
    lines = tuple(_line(item, viewer) for item in found.order_by(*order)[cut])
    return InboxPage(
        view=view,
        lines=Page(lines, cut.start // size + 1, size, total),
        kinds=kinds,
        near_days=int(setting("inbox.near_days")),
    )


def _seen(viewer: Actor, view: InboxView, on: date) -> "QuerySet[Item]":
    if view is InboxView.DONE:
        return Item.objects.filter(mine(viewer), settled_at__isnull=False)
    if view is InboxView.HANDED:
        handed = of_role(viewer) & Q(handed_to__gt=0) & ~Q(handed_to=viewer.account or 0)
        return Item.objects.filter(handed, settled_at=None)
    if view is InboxView.OVERDUE:
        return Item.objects.filter(overdue_with_others(viewer, on))
    return Item.objects.filter(mine(viewer), settled_at=None)


def item(viewer: Actor, number: int) -> InboxLine:
    """One item that waits, or waited, for the viewer; NotFound otherwise."""
    found = Item.objects.filter(mine(viewer), pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    return _line(found, viewer)


def due_between(viewer: Actor, first: date, last: date) -> tuple[InboxLine, ...]:
    """What waits for the viewer and is due from a day to a day, for a calendar."""
    items = Item.objects.filter(mine(viewer), settled_at=None, due__range=(first, last))
    return tuple(_line(each, viewer) for each in items.order_by(*_BY_DEADLINE))
