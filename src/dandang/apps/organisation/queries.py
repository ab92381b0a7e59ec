"""Reading the county, its settings and its calendar."""

from dataclasses import dataclass

from dandang.apps.organisation.models import CalendarDay, County, Setting
from dandang.days.working import Calendar


@dataclass(frozen=True, slots=True)
class CountyLine:
    """The county's name, its organisation department, and whether its people are invented."""

    name: str
    office: str
    fictitious: bool


def county() -> CountyLine:
    """The county; an empty name before it has been named."""
    row = County.objects.first()
    return CountyLine(row.name, row.office, row.fictitious) if row else CountyLine("", "", False)


def setting(key: str, default: str) -> str:
    """The organisation's value of a setting, or the stated default."""
    value = Setting.objects.filter(key=key).values_list("value", flat=True).first()
    return default if value is None else value


def booth_document() -> str:
    """The document by which the booth may run beside the archive; empty when none is on record."""
    found = Setting.objects.filter(key="booth.beside_archive", value="yes")
    return found.values_list("document", flat=True).first() or ""


def calendar() -> Calendar:
    """The working-day calendar: the published one with the organisation's corrections (调休)."""
    corrections = dict(CalendarDay.objects.values_list("day", "working"))
    return Calendar.published(corrections=corrections)
