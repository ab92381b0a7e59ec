"""Naming the county, keeping its settings, correcting its calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.files.actions import put_scan
from dandang.apps.organisation import queries
from dandang.apps.organisation.models import CalendarDay, CalendarYear, County, Setting
from dandang.apps.organisation.queries import BOOTH_KEY
from dandang.apps.organisation.register import declared
from dandang.apps.permits.actor import COUNTY_PATH, Actor, require_county
from dandang.apps.permits.verbs import Verb
from dandang.days.notice import read_notice
from dandang.days.working import Calendar
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal

# As long as the column of a document.
MOST_DOCUMENT = 200


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """The local document (依据文件) a setting rests on: number, name, since when, and its scan.

    `scan` is the name and the bytes of the file, where there is one.
    """

    number: str
    name: str
    since: date
    scan: tuple[str, bytes] | None = None


@transaction.atomic
def name_county(*, name: str, office: str, fictitious: bool, by: Actor, at: datetime) -> None:
    """Name the county (县名) and its organisation department; `fictitious` marks invented data.

    Whether the data are invented is said once: a house that holds real people never becomes a
    fictitious one, nor the other way round.
    """
    require_county(by, Verb.ORGANISATION_EDIT)
    name, office = name.strip(), office.strip()
    if not name or not office:
        raise Refusal("organisation.name_missing")
    before = County.objects.select_for_update().first()
    if before is not None and before.fictitious != fictitious:
        raise Refusal("organisation.fictitious_for_good")
    County.objects.update_or_create(
        pk=1, defaults={"name": name, "office": office, "fictitious": fictitious}
    )
    audit.record(
        by=by,
        verb=Verb.ORGANISATION_EDIT,
        subject=audit.Subject("county", "1", name, path=COUNTY_PATH),
        at=at,
        details={"name": name, "office": office, "fictitious": fictitious},
    )


@transaction.atomic
def set_setting(*, key: str, value: str, document: LocalDocument, by: Actor, at: datetime) -> None:
    """Give a setting (设置) a value with the local document it rests on; earlier values stay on record.

    Refused: a value outside the declared bounds, a document without number or name, a day ahead or
    before the value in force.
    """
    require_county(by, Verb.ORGANISATION_EDIT)
    if key == BOOTH_KEY:
        raise Refusal("organisation.network_by_system_officer")
    found, value = declared(key), value.strip()
    if found.kept_by is not Role.ORGANISER_OFFICER:
        raise Refusal("organisation.setting_unknown", key=key)
    found.check(value)
    number, name = document.number.strip(), document.name.strip()
    if not number or not name:
        raise Refusal("organisation.setting_document_missing", name=found.name.zh)
    if document.since > at.date():
        raise Refusal("organisation.since_ahead", day=document.since)
    before = Setting.objects.filter(key=key).order_by("-pk").first()
    if before is not None and before.since is not None and document.since < before.since:
        raise Refusal("organisation.since_before", day=document.since, before=before.since)
    scan = None
    if document.scan is not None:
        scan = put_scan(name=document.scan[0], content=document.scan[1], by=by, at=at)
    row = Setting(
        key=key,
        value=value,
        document=number,
        document_name=name,
        since=document.since,
        scan_id=scan,
    )
    _keep(row, verb=Verb.ORGANISATION_EDIT, by=by, at=at)


@transaction.atomic
def allow_booth(*, document: str, by: Actor, at: datetime) -> None:
    """Record (登记) that the network's class allows the booth beside the archive, with its document.

    Before this is on record no box opens on this host.
    """
    require_county(by, Verb.ORGANISATION_NETWORK)
    if not document.strip():
        raise Refusal("organisation.document_missing")
    if len(document.strip()) > MOST_DOCUMENT:
        raise Refusal("organisation.document_too_long", limit=MOST_DOCUMENT)
    row = Setting(key=BOOTH_KEY, value="yes", document=document.strip(), since=at.date())
    _keep(row, verb=Verb.ORGANISATION_NETWORK, by=by, at=at)


def _keep(row: Setting, *, verb: Verb, by: Actor, at: datetime) -> None:
    earlier = Setting.objects.filter(key=row.key).order_by("-pk")
    before = earlier.values_list("value", flat=True).first()
    row.set_at, row.set_by = at, by.name
    row.save()
    audit.record(
        by=by,
        verb=verb,
        subject=audit.Subject("setting", row.key, declared(row.key).name.zh, path=COUNTY_PATH),
        at=at,
        details={"before": before, "after": row.value, "document": row.document},
    )


@transaction.atomic
def correct_day(*, day: date, working: bool, document: str, by: Actor, at: datetime) -> None:
    """Correct (更正) a day of the calendar by a document. Deadlines already set stay as they are."""
    require_county(by, Verb.ORGANISATION_EDIT)
    if not document.strip():
        raise Refusal("organisation.document_missing")
    usual = day.weekday() < 5
    published = Calendar.published().is_working(day)
    if working == (usual if published is None else published):
        corrected = CalendarDay.objects.filter(day=day).exists()
        code = "organisation.day_drop_instead" if corrected else "organisation.day_as_published"
        raise Refusal(code, day=day)
    CalendarDay.objects.update_or_create(
        day=day, defaults={"working": working, "document": document.strip()}
    )
    _trail_day(day, {"working": working, "document": document.strip()}, by=by, at=at)


@transaction.atomic
def drop_correction(*, day: date, by: Actor, at: datetime) -> None:
    """Drop (撤销) a correction: the published calendar holds for that day again."""
    require_county(by, Verb.ORGANISATION_EDIT)
    row = CalendarDay.objects.select_for_update().filter(day=day).first()
    if row is None:
        raise NotFound("permits.not_found")
    details = {"working": row.working, "document": row.document, "change": "dropped"}
    row.delete()
    _trail_day(day, details, by=by, at=at)


@transaction.atomic
def enter_year(*, year: int, text: str, document: str, by: Actor, at: datetime) -> int:
    """Enter the notice of a year's holidays (放假通知) that the house does not know yet.

    Gives how many days differ from the usual week. Years are entered one after the other.
    """
    require_county(by, Verb.ORGANISATION_EDIT)
    if not document.strip():
        raise Refusal("organisation.document_missing")
    known = queries.calendar().known_until.year
    if year <= known:
        raise Refusal("organisation.year_known", year=year)
    if year > known + 1:
        raise Refusal("organisation.year_too_far", year=year, next=known + 1)
    days = read_notice(text, year=year)
    CalendarDay.objects.filter(day__year=year).delete()
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(day=day, working=working, document=document.strip())
            for day, working in days.items()
        ]
    )
    CalendarYear.objects.create(year=year, document=document.strip())
    audit.record(
        by=by,
        verb=Verb.ORGANISATION_EDIT,
        subject=audit.Subject("calendar", str(year), str(year), path=COUNTY_PATH),
        at=at,
        details={"days": len(days), "document": document.strip()},
    )
    return len(days)


def _trail_day(day: date, details: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        verb=Verb.ORGANISATION_EDIT,
        subject=audit.Subject("calendar", day.isoformat(), day.isoformat(), path=COUNTY_PATH),
        at=at,
        details=details,
    )
