"""What falls on the days of a month: due items, steps of cases, ends of the time to object."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from dandang.apps.cases import queries as cases
from dandang.apps.inbox import queries as inbox
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.models import Service


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing that falls on a day: a code of the sentences with its values, and what it is about.

    `item` is the number of the inbox's item, where it is one that waits for the viewer.
    """

    day: date
    code: str
    subject_kind: str
    subject_number: str
    values: dict[str, Any] = field(default_factory=dict)
    item: int | None = None
    over: bool = False


def agenda(viewer: Actor, first: date, last: date, *, on: date) -> tuple[AgendaLine, ...]:
    """What falls on the days from `first` to `last` for this viewer: four queries, however much."""
    mine = tuple(
        AgendaLine(
            day=line.due,
            code=f"inbox.{line.what}",
            subject_kind=line.subject_kind,
            subject_number=line.subject_number,
            values=line.values,
            item=line.number,
            over=line.due < on,
        )
        for line in inbox.due_between(viewer, first, last)
        if line.due is not None
    )
    waiting = {(line.subject_kind, line.subject_number) for line in mine}
    steps = tuple(
        AgendaLine(
            day=row.due,
            code="agenda.case_step",
            subject_kind="case",
            subject_number=str(row.number),
            values={"name": row.subject, "step": row.step},
            over=row.due < on,
        )
        for row in cases.due_between(viewer, first, last)
        if row.due is not None and ("case", str(row.number)) not in waiting
    )
    lines = (*mine, *steps, *_objections(viewer, first, last), *_own(viewer, first, last))
    return tuple(sorted(lines, key=lambda line: line.day))


def _objections(viewer: Actor, first: date, last: date) -> tuple[AgendaLine, ...]:
    seen = Q(pk__in=[])
    for scope in {*viewer.scopes(Verb.ROUNDS_READ), *viewer.scopes(Verb.ROUNDS_SERVE)}:
        seen |= Q(ratee__round__unit__path__startswith=scope)
    rows = Service.objects.filter(seen, cancelled_at=None, until__range=(first, last))
    rows = rows.order_by("until")
    counted = rows.values_list("until", "ratee__round", "ratee__round__title").annotate(
        n=Count("ratee", distinct=True)
    )
    return tuple(
        AgendaLine(
            day=until,
            code="agenda.objections_end",
            subject_kind="round",
            subject_number=str(number),
            values={"title": title, "count": count},
        )
        for until, number, title, count in counted
    )


def _own(viewer: Actor, first: date, last: date) -> tuple[AgendaLine, ...]:
    if viewer.person is None or not viewer.carries(Verb.CASES_OBJECT):
        return ()
    rows = Service.objects.filter(
        ratee__line__person=viewer.person, cancelled_at=None, until__range=(first, last)
    )
    return tuple(
        AgendaLine(
            day=until,
            code="agenda.own_objection_ends",
            subject_kind="ratee",
            subject_number=str(number),
            values={"title": title},
        )
        for until, number, title in rows.values_list("until", "ratee", "ratee__round__title")
    )
