"""Alarms on mass reading (大量查阅): raised by the schedule, reviewed by the audit officer."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncDay, TruncHour

from dandang.apps.audit.actions.recording import Entry, Subject, record, record_all
from dandang.apps.audit.models import ReadingAlarm, TrailRow
from dandang.apps.audit.queries import READING
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit.clock import BEIJING
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.trail import Act, Outcome, Span

# How far back a worker that stood still looks.
_BACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class RaisedAlarm:
    """An alarm that has just been raised: its number, whose it is, and how many people were read."""

    number: int
    name: str
    people: int
    span: Span


@transaction.atomic
def raise_alarms(*, hour: int, day: int, by: Actor, at: datetime) -> tuple[RaisedAlarm, ...]:
    """Raise an alarm for each account that read more than so many people's files in a clock hour or a day.

    People are counted once a span, whatever was opened, unsealed or exported of them; 0 switches a
    span off. Gives the alarms that are new; what was raised before only has its count brought up.
    """
    require(by, Verb.AUDIT_REVIEW)
    found = [
        *_over(Span.HOUR, hour, TruncHour("at", tzinfo=BEIJING), at),
        *_over(Span.DAY, day, TruncDay("at", tzinfo=BEIJING), at),
    ]
    raised = []
    for alarm in found:
        row, new = ReadingAlarm.objects.get_or_create(
            account=alarm.account,
            span=alarm.span,
            begin=alarm.begin,
            defaults={
                "name": alarm.name,
                "people": alarm.people,
                "most": alarm.most,
                "raised_at": at,
            },
        )
        if new:
            raised.append(row)
        elif row.people < alarm.people and row.reviewed_at is None:
            row.people = alarm.people
            row.save(update_fields=["people"])
    record_all(by=by, verb=Act.ALARM, entries=[_entry(row) for row in raised], at=at)
    return tuple(RaisedAlarm(row.pk, row.name, row.people, Span(row.span)) for row in raised)


@transaction.atomic
def review_alarm(*, number: int, finding: str, by: Actor, at: datetime) -> None:
    """Write down what was found about an alarm (核查); refused without words and a second time."""
    require(by, Verb.AUDIT_REVIEW)
    row = ReadingAlarm.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise NotFound("permits.not_found")
    if row.reviewed_at is not None:
        raise Refusal("audit.alarm_reviewed", name=row.reviewed_by)
    if not finding.strip():
        raise Refusal("audit.finding_missing")
    row.reviewed_at, row.reviewed_by, row.finding = at, by.name, finding.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "finding"])
    record(
        by=by,
        verb=Verb.AUDIT_REVIEW,
        subject=Subject("account", str(row.account), row.name),
        at=at,
        details={"finding": row.finding, "people": row.people},
    )


def _over(span: Span, most: int, begin: TruncHour | TruncDay, at: datetime) -> list[ReadingAlarm]:
    if not most:
        return []
    since = datetime.combine((at - _BACK).astimezone(BEIJING).date(), time(), BEIJING)
    rows = (
        TrailRow.objects.filter(
            at__gte=since,
            verb__in=[str(verb) for verb in READING],
            outcome=str(Outcome.DONE),
            actor_number__isnull=False,
            person__isnull=False,
        )
        .order_by()
        .annotate(begin=begin)
        .values("actor_number", "actor_name", "begin")
        .annotate(people=Count("person", distinct=True))
        .filter(people__gt=most)
    )
    return [
        ReadingAlarm(
            account=row["actor_number"] or 0,
            name=row["actor_name"],
            span=str(span),
            begin=row["begin"],
            people=row["people"],
            most=most,
        )
        for row in rows
    ]


def _entry(row: ReadingAlarm) -> Entry:
    return Entry(
        Subject("account", str(row.account), row.name),
        {"span": row.span, "begin": f"{row.begin:%Y-%m-%d %H:%M}", "people": row.people},
    )
