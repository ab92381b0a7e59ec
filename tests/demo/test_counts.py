"""The counters of the demo: what is in the database, beside what the documents name."""

from datetime import date

import pytest

from dandang.apps.permits.actor import console
from dandang.demo import AS_OF, COUNTY_MANAGED, counts
from dandang.demo.catalogues import take_catalogues
from dandang.demo.county import make_county
from dandang.demo.full import GRASS_ROOTS
from dandang.demo.store import store_county
from dandang.terms.people import StatusKind
from makers import NOW


@pytest.mark.django_db
def test_the_counters_say_what_was_stored_and_what_is_still_to_come() -> None:
    county = make_county()
    stored = store_county(county, by=console("test"), at=NOW)
    take_catalogues(stored, by=console("test"), at=NOW)
    found = {each.what.partition(" · ")[2]: each for each in counts.counts(on=AS_OF)}
    assert found["county-managed"].found == COUNTY_MANAGED == 622
    assert found["county-managed"].named == "622"
    assert found["leading teams"].found == sum(bool(unit.team) for unit in county.units)
    kinds = {unit.path: unit.kind for unit in county.units}
    assert found["sent down"].found == sum(
        any(
            one.kind is StatusKind.SECONDMENT and one.unit and kinds[one.unit] in GRASS_ROOTS
            for one in career.status_periods
        )
        for career in county.careers
    )
    green = found["green services: aspects / items"]
    assert (green.found, green.named) == ("14 / 207，待填 14 / 207", "14 / 207")
    assert found["catalogues"].found == 40
    later = [each for each in counts.counts(on=date(2026, 11, 1)) if each.found is None]
    assert [each.named for each in later] == ["73 / 7 700+", "18", "100"]
    assert all(each.machine for each in later)
