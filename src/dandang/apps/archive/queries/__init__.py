"""Every read of the archive: the viewer first, frozen rows out."""

from dandang.apps.archive.queries.completeness import Part, PersonFile, UnitFiles, missing_of
from dandang.apps.archive.queries.files import HeldPost, PersonPage, career_of, person
from dandang.apps.archive.queries.keys import KeyLine, key_status
from dandang.apps.archive.queries.opened import opened
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
)

__all__ = [
    "AGE_BANDS",
    "AgeBand",
    "HeldPost",
    "KeyLine",
    "Part",
    "PeopleFilter",
    "PersonFile",
    "PersonPage",
    "PersonRow",
    "PostUse",
    "RosterLine",
    "Seat",
    "UnitFiles",
    "career_of",
    "headcounts",
    "key_status",
    "missing_of",
    "occupancy",
    "opened",
    "people",
    "person",
    "roster_on",
    "seated",
]
