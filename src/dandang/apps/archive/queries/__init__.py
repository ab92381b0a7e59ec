"""Every read of the archive: the viewer first, frozen rows out."""

from dandang.apps.archive.groups import Decade, People, Schooling, Side, Tier
from dandang.apps.archive.queries.completeness import Part, PersonFile, UnitFiles, missing_of
from dandang.apps.archive.queries.files import HeldPost, PersonPage, career_of, person
from dandang.apps.archive.queries.keys import KeyLine, key_status
from dandang.apps.archive.queries.opened import opened
from dandang.apps.archive.queries.people import (
    AGE_BANDS,
    AGE_GROUPS,
    AgeBand,
    PeopleFilter,
    PersonRow,
    people,
)
from dandang.apps.archive.queries.photos import having_photos, photo
from dandang.apps.archive.queries.quota import (
    PostFilter,
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
    sent_to,
)
from dandang.apps.archive.queries.statuses import (
    OPEN_KINDS,
    Running,
    StatusFilter,
    StatusRow,
    status,
    statuses,
)
from dandang.apps.archive.queries.structure import (
    Breakdown,
    PartCount,
    Span,
    Structure,
    team_structure,
    unit_structure,
)

__all__ = [
    "AGE_BANDS",
    "AGE_GROUPS",
    "OPEN_KINDS",
    "AgeBand",
    "Breakdown",
    "Decade",
    "HeldPost",
    "KeyLine",
    "Part",
    "PartCount",
    "People",
    "PeopleFilter",
    "PersonFile",
    "PersonPage",
    "PersonRow",
    "PostFilter",
    "PostQuota",
    "PostUse",
    "Quota",
    "RosterLine",
    "Running",
    "Schooling",
    "Seat",
    "Side",
    "Span",
    "StatusFilter",
    "StatusRow",
    "Structure",
    "Tier",
    "UnitFiles",
    "UnitQuota",
    "career_of",
    "having_photos",
    "headcounts",
    "key_status",
    "missing_of",
    "occupancy",
    "opened",
    "people",
    "person",
    "photo",
    "post_quotas",
    "roster_on",
    "seated",
    "sent_to",
    "status",
    "statuses",
    "summed",
    "team_structure",
    "total",
    "unit_quotas",
    "unit_structure",
]
