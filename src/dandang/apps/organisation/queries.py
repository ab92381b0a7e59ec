"""Reading the county, its settings and its calendar."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dandang.apps.files.queries import FileBytes, file_bytes
from dandang.apps.organisation.models import CalendarDay, CalendarYear, County, Setting
from dandang.apps.organisation.register import Declared, register
from dandang.apps.permits.actor import Actor, require_county
from dandang.apps.permits.verbs import Verb
from dandang.days.working import Calendar
from dandang.policy.parameters import Local, LocalValue, Value
from dandang.policy.parameters import book as book_of_parameters
from dandang.terms.organisation import SettingKind
from dandang.terms.refusal import NotFound

BOOTH_KEY = "booth.beside_archive"


@dataclass(frozen=True, slots=True)
class CountyLine:
    """The county's name, its organisation department, and whether its people are invented."""

    name: str
    office: str
    fictitious: bool


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """One value that was given to a setting: its document, from which day, by whom, when."""

    value: str
    document: str
    document_name: str
    since: date | None
    set_by: str
    set_at: datetime | None
    scan: int | None


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A declared setting, the value in force, and all values it was given, newest first."""

    declared: Declared
    value: str
    entries: tuple[SettingEntry, ...]

    @property
    def current(self) -> SettingEntry | None:
        """What the county said last; None while the default holds."""
        return self.entries[0] if self.entries else None

    @property
    def documented(self) -> bool:
        """Whether the value in force rests on a local document."""
        return self.current is not None and bool(self.current.document)


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A day on which the organisation's calendar differs, and the document that says so."""

    day: date
    working: bool
    document: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the calendar: whether work is done, whether it differs from the week's usual course,
    and whether the organisation corrected it."""

    day: date
    working: bool
    unusual: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year of the calendar: twelve months of weeks, its corrections, and until when it is known.

    A week is seven cells from Monday on, None outside the month. `document` is the notice by which
    the organisation entered the year itself.
    """

    year: int
    months: tuple[tuple[tuple[DayCell | None, ...], ...], ...]
    corrections: tuple[CorrectionLine, ...]
    known_until: date
    document: str

    @property
    def provisional(self) -> bool:
        """Whether the holidays of this year are not known yet."""
        return self.year > self.known_until.year


def county() -> CountyLine:
    """The county; an empty name before it has been named."""
    row = County.objects.first()
    return CountyLine(row.name, row.office, row.fictitious) if row else CountyLine("", "", False)


def setting(key: str) -> str:
    """The organisation's value of a setting, or the default of the register.

    KeyError for a key that the register does not declare.
    """
    row = Setting.objects.filter(key=key).order_by("-pk").values_list("value", flat=True).first()
    return register()[key].default if row is None else row


def declared_settings() -> Mapping[str, Declared]:
    """Every declared setting by its key, in the order of the register."""
    return register()


def values_of(*keys: str) -> dict[str, str]:
    """The values in force of several declared settings, by key: one query."""
    found = {key: register()[key].default for key in keys}
    found.update(Setting.objects.filter(key__in=keys).order_by("pk").values_list("key", "value"))
    return found


def local(*, on: date) -> Local:
    """What the county had fixed on a day where the regulations leave it open, and its calendar.

    Rules read it. A value without a document, or whose document was not yet in force, does not
    count: what held before it does, at last the default of the regulation.
    """
    open_to_it = {one.setting for one in book_of_parameters().declared.values() if one.setting}
    found: dict[str, LocalValue] = {}
    for row in Setting.objects.filter(key__in=open_to_it).order_by("pk"):
        if row.document and (row.since is None or row.since <= on):
            said = " ".join(part for part in (row.document, row.document_name) if part)
            found[row.key] = LocalValue(_as_rules_read_it(row.key, row.value), said)
    return Local(found, calendar())


def _as_rules_read_it(key: str, value: str) -> Value:
    kind = register()[key].kind
    if kind is SettingKind.WHOLE:
        return int(value)
    return value == "yes" if kind is SettingKind.YES_NO else value


def settings(viewer: Actor) -> tuple[SettingLine, ...]:
    """Every declared setting with its value and history, for who keeps them: one query."""
    require_county(viewer, Verb.ORGANISATION_EDIT)
    entries: dict[str, list[SettingEntry]] = defaultdict(list)
    for row in Setting.objects.order_by("-pk"):
        entries[row.key].append(
            SettingEntry(
                value=row.value,
                document=row.document,
                document_name=row.document_name,
                since=row.since,
                set_by=row.set_by,
                set_at=row.set_at,
                scan=row.scan_id,
            )
        )
    return tuple(
        SettingLine(
            declared=each,
            value=entries[key][0].value if entries[key] else each.default,
            entries=tuple(entries[key]),
        )
        for key, each in register().items()
    )


def without_document() -> int:
    """How many settings the organiser keeps still rest on the default or on no document."""
    documented: dict[str, bool] = {}
    for key, document in Setting.objects.order_by("pk").values_list("key", "document"):
        documented[key] = bool(document)
    return sum(not documented.get(key, False) for key in register() if key != BOOTH_KEY)


def setting_scan(viewer: Actor, number: int) -> FileBytes:
    """The scan of the document of a setting; NotFound when no setting cites that file."""
    require_county(viewer, Verb.ORGANISATION_EDIT)
    if not Setting.objects.filter(scan=number).exists():
        raise NotFound("permits.not_found")
    return file_bytes(number)


def booth_document() -> str:
    """The document by which the booth may run beside the archive; empty when none is on record."""
    found = Setting.objects.filter(key=BOOTH_KEY, value="yes")
    return found.order_by("-pk").values_list("document", flat=True).first() or ""


def calendar() -> Calendar:
    """The working-day calendar: the published one with the organisation's corrections (调休)."""
    corrections = dict(CalendarDay.objects.values_list("day", "working"))
    years = CalendarYear.objects.values_list("year", flat=True)
    return Calendar.published(corrections=corrections, years=years)


def calendar_year(viewer: Actor, year: int) -> YearPage:
    """A year of the calendar, for who corrects it."""
    require_county(viewer, Verb.ORGANISATION_EDIT)
    found = calendar()
    corrections = tuple(
        CorrectionLine(*row)
        for row in CalendarDay.objects.filter(day__year=year).values_list(
            "day", "working", "document"
        )
    )
    corrected = {line.day for line in corrections}
    entered = CalendarYear.objects.filter(year=year).values_list("document", flat=True).first()
    return YearPage(
        year=year,
        months=tuple(_month(found, date(year, month, 1), corrected) for month in range(1, 13)),
        corrections=corrections,
        known_until=found.known_until,
        document=entered or "",
    )


def _month(
    found: Calendar, first: date, corrected: set[date]
) -> tuple[tuple[DayCell | None, ...], ...]:
    cells: list[DayCell | None] = [None] * first.weekday()
    day = first
    while day.month == first.month:
        usual = day.weekday() < 5
        known = found.is_working(day)
        working = usual if known is None else known
        cells.append(DayCell(day, working, working != usual, day in corrected))
        day += timedelta(days=1)
    cells += [None] * (-len(cells) % 7)
    return tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))
