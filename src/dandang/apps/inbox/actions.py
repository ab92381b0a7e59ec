"""Putting items into inboxes, settling them, handing them over and reminding of them.

Putting and settling are called by the action that makes or does the work.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.inbox import queries
from dandang.apps.inbox.models import Item
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.sentences import say
from dandang.terms.trail import Act


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
    *, subject_kind: str, subject_number: str, at: datetime, what: str | None = None, but: str = ""
) -> None:
    """Settle (办结) the open items about a subject: all of them, those of one kind, or all `but` one."""
    items = Item.objects.filter(
        subject_kind=subject_kind, subject_number=subject_number, settled_at=None
    )
    if what is not None:
        items = items.filter(what=what)
    if but:
        items = items.exclude(what=but)
    items.update(settled_at=at)


@transaction.atomic
def open_item(*, number: int, by: Actor, at: datetime) -> None:
    """Open (打开) an item that waits for the actor; who did so first, and when, stays on it."""
    found = Item.objects.select_for_update().filter(queries.mine(by), pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    if found.opened_at is not None or found.settled_at is not None:
        return
    found.opened_at, found.opened_by = at, by.name
    found.save(update_fields=["opened_at", "opened_by"])
    _trail(found, Act.INBOX_OPEN, by=by, at=at)


@transaction.atomic
def hand_over(*, numbers: Sequence[int], to: Actor | None, by: Actor, at: datetime) -> int:
    """Hand items (交办) that wait for the actor's role to a colleague who holds that role over their unit.

    All of them or none; gives how many. What waits for one account or one cadre is not handed over.
    """
    items = _chosen(numbers, Item.objects.filter(queries.mine(by)))
    if to is None or to.account is None:
        raise Refusal("handing.colleague_missing")
    if to.account == by.account:
        raise Refusal("handing.not_to_oneself")
    for each in items:
        if not each.role:
            raise Refusal("handing.for_one_person", item=_said(each))
        if not _holds(to, each):
            role = Role(each.role)
            raise Refusal("handing.other_role", name=to.name, role=role, item=_said(each))
        each.handed_to, each.handed_name = to.account, to.name
        each.handed_by, each.handed_at = by.name, at
        each.opened_at, each.opened_by = None, ""
        each.save()
        _trail(each, Act.INBOX_HAND, by=by, at=at, details={"to": to.name, "account": to.account})
    return len(items)


@transaction.atomic
def take_back(*, numbers: Sequence[int], by: Actor, at: datetime) -> int:
    """Take items back (收回) that were handed over: they wait for the whole role again; gives how many.

    Whoever holds the role may, the one they were handed to included.
    """
    handed = Item.objects.filter(queries.of_role(by), handed_to__gt=0)
    items = _chosen(numbers, handed)
    for each in items:
        details = {"from": each.handed_name}
        each.handed_to, each.handed_name, each.handed_by, each.handed_at = 0, "", "", None
        each.save()
        _trail(each, Act.INBOX_TAKE_BACK, by=by, at=at, details=details)
    return len(items)


@transaction.atomic
def remind(*, numbers: Sequence[int], by: Actor, at: datetime) -> int:
    """Remind (催办) of items that are overdue with others, each once; gives how many."""
    require(by, Verb.INBOX_REMIND)
    items = _chosen(numbers, Item.objects.filter(queries.overdue_with_others(by, at.date())))
    for each in items:
        if each.reminded_at is not None:
            raise Refusal("handing.reminded_already", item=_said(each), by=each.reminded_by)
        each.reminded_at, each.reminded_by = at, by.name
        each.save(update_fields=["reminded_at", "reminded_by"])
        _trail(each, Verb.INBOX_REMIND, by=by, at=at)
    return len(items)


def _chosen(numbers: Sequence[int], seen: Any) -> list[Item]:
    if not numbers:
        raise Refusal("handing.nothing_chosen")
    items = list(seen.select_for_update().filter(pk__in=numbers, settled_at=None))
    if len(items) != len(set(numbers)):
        raise NotFound("permits.not_found")
    return items


def _holds(actor: Actor, item: Item) -> bool:
    return any(
        held.path is not None and str(held.role) == item.role and item.path.startswith(held.path)
        for held in actor.held
    )


def _said(item: Item) -> str:
    return say(f"inbox.{item.what}", **item.values)


def _trail(
    item: Item,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    audit.record(
        by=by,
        verb=str(verb),
        subject=audit.Subject("inbox_item", str(item.pk), _said(item)[:80], path=item.path),
        at=at,
        details={"what": item.what, "about": item.subject_number, **(details or {})},
    )
