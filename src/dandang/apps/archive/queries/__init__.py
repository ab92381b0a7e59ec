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
from dandang.apps.archive.queries.quota import (
    PostQuota,
    Quota,
    UnitQuota,
    post_quotas,
    summed,
    total,
    unit_quotas,
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
from dandang.apps.archive.queries.statuses import (
    OPEN_KINDS,
    Running,
    StatusFilter,
    StatusRow,
    status,
    statuses,
)

__all__ = [
    "AGE_BANDS",
    "OPEN_KINDS",
    "AgeBand",
    "HeldPost",
    "KeyLine",
    "Part",
    "PeopleFilter",
    "PersonFile",
    "PersonPage",
    "PersonRow",
    "PostQuota",
    "PostUse",
    "Quota",
    "RosterLine",
    "Running",
    "Seat",
    "StatusFilter",
    "StatusRow",
    "UnitQuota",
    "UnitFiles",
    "career_of",
    "headcounts",
    "key_status",
    "missing_of",
    "occupancy",
    "opened",
    "people",
    "person",
    "post_quotas",
    "roster_on",
    "seated",
    "status",
    "statuses",
    "summed",
    "total",
    "unit_quotas",
]
