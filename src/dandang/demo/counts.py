"""What the synthetic county counts, beside the numbers that the documents name."""

from dataclasses import dataclass
from datetime import date

from dandang.apps.archive import queries as archive
from dandang.apps.catalogues import queries as catalogue_queries
from dandang.apps.permits.actor import console
from dandang.apps.units import queries as units
from dandang.demo import COUNTY_MANAGED, MAKER, catalogues, full
from dandang.terms.people import Authority


@dataclass(frozen=True, slots=True)
class Count:
    """One counter: what, how many there are, how many the documents name.

    `found` None: the machine that counts them is not built; `machine` says which.
    """

    what: str
    found: int | str | None
    named: str
    machine: str = ""


# Named by the documents, to be counted by machines that do not stand yet.
LATER = (
    Count("培训班次 / 人次 · courses / person-times", None, "73 / 7 700+", "activities 活动"),
    Count("督查 · supervisions", None, "18", "undertakings 事项"),
    Count("措施 · measures", None, "100", "undertakings 事项"),
)


def counts(*, on: date) -> tuple[Count, ...]:
    """The counters of the county in the database, as things stand on a day."""
    by = console(MAKER)

    def people(authority: Authority | None = None) -> int:
        asked = archive.PeopleFilter(on=on, authority=authority)
        return archive.people(by, asked, size=1).total

    return (
        Count("在职 · in service", people(), ""),
        Count("县管干部 · county-managed", people(Authority.COUNTY), str(COUNTY_MANAGED)),
        Count("领导班子 · leading teams", units.how_many_teams(by), str(full.TEAMS)),
        Count("下沉干部 · sent down", archive.sent_to(by, kinds=full.GRASS_ROOTS), "8 200+"),
        Count("清单 · catalogues", catalogue_queries.catalogues(by, size=1).total, ""),
        Count(
            "绿色服务清单：方面 / 条 · green services: aspects / items",
            catalogues.counted(by, catalogues.GREEN),
            "14 / 207",
        ),
        *LATER,
    )
