"""Putting items into inboxes and settling them. Called by the action that makes the work."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dandang.apps.inbox.models import Item
from dandang.terms.access import Role


def put(
    *,
    what: str,
    subject_kind: str,
    subject_number: str,
    at: datetime,
    role: Role | None = None,
    path: str = "",
    account: int = 0,
    person: int = 0,
    due: date | None = None,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Put one item (待办) before a role over a unit, an account or a cadre; an open twin stays single.

    `what` is a code of the sentences' `[inbox]`, `values` fill its blanks.
    """
    Item.objects.get_or_create(
        what=what,
        subject_kind=subject_kind,
        subject_number=subject_number,
        role=str(role) if role else "",
        path=path,
        account=account,
        person=person,
        settled_at=None,
        defaults={"due": due, "put_at": at, "values": dict(values or {})},
    )


def settle(
    *, subject_kind: str, subject_number: str, at: datetime, what: str | None = None
) -> None:
    """Settle (办结) the open items about a subject: all of them, or those of one kind."""
    items = Item.objects.filter(
        subject_kind=subject_kind, subject_number=subject_number, settled_at=None
    )
    if what is not None:
        items = items.filter(what=what)
    items.update(settled_at=at)
