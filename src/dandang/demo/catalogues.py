"""The catalogues of the demo: all that come with the house; those that are whole are active."""

from datetime import datetime

from dandang.apps.catalogues import actions, queries
from dandang.apps.permits.actor import Actor
from dandang.demo import COUNTY
from dandang.demo.store import Stored

GREEN = "green-services"


def take_catalogues(stored: Stored, *, by: Actor, at: datetime) -> None:
    """Take over every shipped catalogue; what its document does not spell out stays open.

    Nothing is invented: a catalogue with open places stays a draft.
    """
    for plan in queries.not_yet_taken(by):
        number = actions.take_over(code=plan.code, unit=stored.units[COUNTY], by=by, at=at)
        draft = queries.catalogue(by, number).row.shown
        if plan.declared is not None and not draft.counts.gaps:
            actions.activate(version=draft.number, on=at.date(), by=by, at=at)


def counted(by: Actor, code: str) -> str:
    """What the database holds of one catalogue: aspects and items, and how many of them are open."""
    for row in queries.catalogues(by, text=code).rows:
        if row.code == code:
            counts = row.shown.counts
            return f"{counts.aspects} / {counts.places}，待填 {counts.aspects_open} / {counts.open}"
    return "0 / 0"
