"""Alarms on mass reading (大量查阅): raised by the schedule, reviewed by the audit officer."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDay

from dandang.apps.audit.actions.recording import Entry, Subject, record, record_all
from dandang.apps.audit.actions.windows import HOUR, hours_over
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
    """Raise an alarm for each account that read more than so many people's files in an hour or a day.

    An hour begins with any read, a day at midnight. People are counted once a span, whatever was
    opened, unsealed or exported of them; 0 switches a span off. Gives the alarms that are new; what was raised before only has its count brought up.
    """
    require(by, Verb.AUDIT_REVIEW)
    found = [*_hours_over(hour, at), *_days_over(day, at)]
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


def _reads(at: datetime) -> QuerySet[TrailRow]:
    since = datetime.combine((at - _BACK).astimezone(BEIJING).date(), time(), BEIJING)
    return TrailRow.objects.filter(
        at__gte=since,
        verb__in=[str(verb) for verb in READING],
        outcome=str(Outcome.DONE),
        actor_number__isnull=False,
        person__isnull=False,
    ).order_by()


def _hours_over(most: int, at: datetime) -> list[ReadingAlarm]:
    """Alarms for hours that have none yet, and those not reviewed with what was read in them by now."""
    if not most:
        return []
    many = _reads(at).values("actor_number").annotate(people=Count("person", distinct=True))
    found = []
    for account in many.filter(people__gt=most).values_list("actor_number", flat=True):
        rows = _reads(at).filter(actor_number=account).order_by("at", "id")
        reads = [(when, person or 0) for when, person in rows.values_list("at", "person")]
        raised = ReadingAlarm.objects.filter(account=account or 0, span=str(Span.HOUR))
        known = sorted(raised.filter(begin__gt=reads[0][0] - HOUR).values_list("begin", flat=True))
        again = [
            (begin, len({person for when, person in reads if begin <= when < begin + HOUR}))
            for begin in known
        ]
        found += [
            ReadingAlarm(
                account=account or 0,
                name=rows[len(reads) - 1].actor_name,
                span=str(Span.HOUR),
                begin=begin,
                people=people,
                most=most,
            )
            for begin, people in (*again, *hours_over(reads, most=most, known=known))
        ]
    return found


def _days_over(most: int, at: datetime) -> list[ReadingAlarm]:
    if not most:
        return []
    rows = (
        _reads(at)
        .annotate(begin=TruncDay("at", tzinfo=BEIJING))
        .values("actor_number", "actor_name", "begin")
        .annotate(people=Count("person", distinct=True))
        .filter(people__gt=most)
    )
    return [
        ReadingAlarm(
            account=row["actor_number"] or 0,
            name=row["actor_name"],
            span=str(Span.DAY),
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
