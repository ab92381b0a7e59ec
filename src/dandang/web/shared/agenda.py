"""The month of a desk: what falls on its days, and where each of it leads."""

from calendar import monthrange
from datetime import date, timedelta

from dandang.apps.organisation.queries import calendar
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.queries.agenda import AgendaLine, agenda
from dandang.terms.access import Role
from dandang.web.shared.calendars import Entry, MonthSheet, sheet
from dandang.web.shared.navigation import address
from dandang.web.shared.saying import said


def month_of(actor: Actor, first: date, *, on: date) -> MonthSheet:
    """The month that begins on `first`, with the organisation's days off."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    entries = [
        Entry(
            day=line.day,
            title=said(line.code, line.values),
            address=_address(actor, line),
            late=line.over,
        )
        for line in agenda(actor, first, last, on=on)
    ]
    return sheet(first, entries, on=on, off=_off(first))


def _off(first: date) -> frozenset[date]:
    # The sheet also shows the days of the weeks around the month.
    known = calendar()
    days = [first + timedelta(days=step) for step in range(-7, 38)]
    return frozenset(
        day
        for day in days
        if known.is_working(day) is False or (known.is_working(day) is None and day.weekday() > 4)
    )


def _address(actor: Actor, line: AgendaLine) -> str:
    number = line.subject_number
    if line.item is not None:
        return address("shared:inbox_item", line.item) or ""
    if line.subject_kind == "case":
        return (address("cases:case", number) or "") if actor.carries(Verb.CASES_READ) else ""
    if line.subject_kind == "ratee":
        return address("mine:result", number) or ""
    if Role.ORGANISER_OFFICER in actor.roles():
        return address("organiser:round", number) or ""
    page = "leaders:round" if actor.carries(Verb.ROUNDS_READ) else "serving:round"
    return address(page, number) or ""
