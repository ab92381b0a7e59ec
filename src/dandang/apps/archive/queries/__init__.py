"""Every read of the archive: the viewer first, frozen rows out."""

from dandang.apps.archive.queries.files import HeldPost, PersonPage, career_of, person
from dandang.apps.archive.queries.people import (
    AGE_BANDS,
    AgeBand,
    PeopleFilter,
    PersonRow,
    people,
)
from dandang.apps.archive.queries.seats import (
    PostUse,
    RosterLine,
    Seat,
    headcounts,
    occupancy,
    roster_on,
    seated,
    sent_to,
)

__all__ = [
    "AGE_BANDS",
    "AgeBand",
    "HeldPost",
    "PeopleFilter",
    "PersonPage",
    "PersonRow",
    "PostUse",
    "RosterLine",
    "Seat",
    "career_of",
    "headcounts",
    "occupancy",
    "people",
    "person",
    "roster_on",
    "seated",
    "sent_to",
]
