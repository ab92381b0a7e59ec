"""Reading the trail."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q

from dandang.apps.audit.models import ReadingAlarm, TrailRow
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit.clock import BEIJING
from dandang.kit.paging import Page, window
from dandang.terms import Term
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted
from dandang.terms.trail import Act, Outcome, Span

# What counts as looking into somebody's data: opened, unsealed, or taken out in a file.
READING = (
    Verb.ARCHIVE_READ,
    Verb.ARCHIVE_UNSEAL,
    Verb.ARCHIVE_EXPORT,
    Verb.ROUNDS_EXPORT,
    Verb.CASES_READ,
    Verb.ACCOUNTS_READ,
    Verb.GRANTS_READ,
    Verb.AUDIT_READ,
)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One row of the trail, for a page."""

    at: datetime
    actor: str
    kind: str
    verb: str
    outcome: str
    subject: str
    purpose: str
    details: dict[str, Any]
    person: int | None = None
    path: str = ""

    @property
    def verb_term(self) -> Term | None:
        """The verb as a term with names, when it is one of the lists."""
        return _TERMS.get(self.verb)

    @property
    def refused(self) -> bool:
        """Whether the act was refused."""
        return self.outcome == Outcome.REFUSED


_TERMS: dict[str, Term] = {str(term): term for words in (Verb, Act) for term in words}


def _line(row: TrailRow) -> TrailLine:
    return TrailLine(
        at=row.at,
        actor=row.actor_name,
        kind=row.actor_kind,
        verb=row.verb,
        outcome=row.outcome,
        subject=row.subject_name,
        purpose=row.purpose,
        details=row.details,
        person=row.person,
        path=row.path,
    )


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which rows of the trail: words in actor or subject, one verb, days from and to, refused only."""

    text: str = ""
    verb: str = ""
    first: date | None = None
    last: date | None = None
    refused: bool = False


_EVERYTHING = TrailFilter()


def trail(
    viewer: Actor, asked: TrailFilter = _EVERYTHING, *, page: int = 1, size: int = 50
) -> Page[TrailLine]:
    """The trail, newest first, for an audit officer, as far as the filter asks for it."""
    require(viewer, Verb.AUDIT_READ)
    rows = TrailRow.objects.all()
    if asked.text:
        rows = rows.filter(
            Q(actor_name__contains=asked.text) | Q(subject_name__contains=asked.text)
        )
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.first:
        rows = rows.filter(at__gte=_begin_of(asked.first))
    if asked.last:
        rows = rows.filter(at__lt=_begin_of(asked.last + timedelta(days=1)))
    if asked.refused:
        rows = rows.filter(outcome=str(Outcome.REFUSED))
    total = rows.count()
    cut = window(page, size, total)
    # Looking for nothing once more would read the whole trail again.
    lines = tuple(_line(row) for row in rows[cut]) if total else ()
    return Page(lines, cut.start // size + 1, size, total)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def own_acts(viewer: Actor, *, most: int = 10) -> tuple[TrailLine, ...]:
    """What the viewer's own account did last, signing in left out, newest first."""
    if viewer.account is None:
        return ()
    rows = TrailRow.objects.filter(actor_number=viewer.account).exclude(verb=str(Act.SIGN_IN))
    return tuple(_line(row) for row in rows[:most])


# What somebody who may read a thing may know was done to it.
CHANGES: dict[Verb, tuple[Verb, ...]] = {
    Verb.ROUNDS_READ: (
        Verb.ROUNDS_PREPARE,
        Verb.ROUNDS_CONDUCT,
        Verb.ROUNDS_DECIDE,
        Verb.ROUNDS_DECIDE_FOR,
        Verb.ROUNDS_APPROVE,
        Verb.ROUNDS_APPROVE_FOR,
        Verb.ROUNDS_PUBLISH,
        Verb.ROUNDS_SERVE,
        Verb.ROUNDS_CANCEL_SERVICE,
    ),
    Verb.CASES_ASSIGN: (
        Verb.CASES_OBJECT,
        Verb.CASES_OBJECT_FOR,
        Verb.CASES_ASSIGN,
        Verb.CASES_WITHDRAW_FOR,
        Verb.CASES_ANSWER,
        Verb.CASES_ANSWER_FOR,
        Verb.CASES_CLOSE,
    ),
    Verb.CORRECTIONS_DECIDE: (
        Verb.CORRECTIONS_REQUEST,
        Verb.CORRECTIONS_REQUEST_FOR,
        Verb.CORRECTIONS_DECIDE,
        Verb.CORRECTIONS_REVIEW,
        Verb.CORRECTIONS_REVIEW_FOR,
        Verb.CHECKS_RECORD,
    ),
    Verb.ARCHIVE_EDIT: (Verb.ARCHIVE_IMPORT, Verb.ARCHIVE_EDIT),
    Verb.UNITS_EDIT: (Verb.UNITS_EDIT,),
    Verb.ORGANISATION_EDIT: (Verb.ORGANISATION_EDIT, Verb.ORGANISATION_NETWORK),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What one colleague did by one verb: how often, the last time, and to what when it was once."""

    actor: str
    verb: str
    count: int
    last: datetime
    subject: str

    @property
    def verb_term(self) -> Term | None:
        """The verb as a term with names."""
        return _TERMS.get(self.verb)


def changes(viewer: Actor, *, since: date, most: int = 10) -> tuple[ChangeLine, ...]:
    """What others changed in the viewer's scope since the beginning of a day, newest first: one query.

    Only changes to what he may read; nothing refused, and no reading of files.
    """
    seen = Q(pk__in=[])
    for reading, verbs in CHANGES.items():
        for scope in viewer.scopes(reading):
            seen |= Q(path__startswith=scope, verb__in=[str(verb) for verb in verbs])
    rows = TrailRow.objects.filter(seen, at__gte=_begin_of(since), outcome=str(Outcome.DONE))
    if viewer.account is not None:
        rows = rows.exclude(actor_number=viewer.account, actor_number__isnull=False)
    grouped = (
        rows.order_by()
        .values("actor_name", "verb")
        .annotate(count=Count("pk"), last=Max("at"), subject=Max("subject_name"))
    )
    return tuple(
        ChangeLine(
            actor=row["actor_name"],
            verb=row["verb"],
            count=row["count"],
            last=row["last"],
            subject=row["subject"] if row["count"] == 1 else "",
        )
        for row in grouped.order_by("-last", "verb")[:most]
    )


def reads_changes(viewer: Actor) -> bool:
    """Whether there is anything whose changes this viewer may read."""
    return any(viewer.scopes(reading) for reading in CHANGES)


def last_done(verb: str) -> datetime | None:
    """When an act was last done by anybody; None when it never was."""
    rows = TrailRow.objects.filter(verb=str(verb), outcome=str(Outcome.DONE))
    return rows.order_by("-pk").values_list("at", flat=True).first()


@dataclass(frozen=True, slots=True)
class OpenedFilter:
    """Which openings: one verb, days from and to."""

    verb: str = ""
    first: date | None = None
    last: date | None = None


_EVERY_OPENING = OpenedFilter()


@dataclass(frozen=True, slots=True)
class Withheld:
    """What the person is not told yet: acts in a role since a day."""

    role: Role
    since: date


OPENINGS: tuple[Verb, ...] = (*READING, Verb.SELF_UNSEAL, Verb.SELF_EXPORT)


def who_opened(
    viewer: Actor,
    *,
    person: int,
    asked: OpenedFilter = _EVERY_OPENING,
    withheld: Withheld | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[TrailLine]:
    """Who opened or exported the file of `person`, newest first. Only that person asks this."""
    if viewer.person != person or not viewer.carries(Verb.SELF_READ):
        raise NotPermitted("permits.not_permitted", verb=Verb.SELF_READ)
    rows = TrailRow.objects.filter(person=person, verb__in=[str(verb) for verb in OPENINGS])
    if withheld is not None:
        # Rows from before capacities were written down have none: they are shown.
        hidden = Q(details__as__icontains=str(withheld.role), at__gte=_begin_of(withheld.since))
        rows = rows.exclude(pk__in=rows.filter(hidden).values("pk"))
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.first:
        rows = rows.filter(at__gte=_begin_of(asked.first))
    if asked.last:
        rows = rows.filter(at__lt=_begin_of(asked.last + timedelta(days=1)))
    total = rows.count()
    cut = window(page, size, total)
    return Page(tuple(_line(row) for row in rows[cut]), cut.start // size + 1, size, total)


def recorded(viewer: Actor, *, verb: Verb, person: int, day: date, purpose: str) -> bool:
    """Whether the viewer's own act on a person stands in the trail of that day, for that purpose."""
    return TrailRow.objects.filter(
        person=person,
        verb=str(verb),
        actor_number=viewer.account,
        actor_name=viewer.name,
        at__date=day,
        purpose=purpose,
    ).exists()


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm on mass reading: who read how many people's files when, and what came of it."""

    number: int
    account: int
    name: str
    span: Span
    begin: datetime
    people: int
    most: int
    reviewed_at: datetime | None
    reviewed_by: str
    finding: str

    @property
    def day(self) -> date:
        """The day it was, in Beijing."""
        return self.begin.astimezone(BEIJING).date()


def alarms(viewer: Actor, *, page: int = 1, size: int = 50) -> Page[AlarmLine]:
    """The alarms on mass reading, newest first, those not yet reviewed before all others."""
    require(viewer, Verb.AUDIT_READ)
    rows = ReadingAlarm.objects.order_by(F("reviewed_at").desc(nulls_first=True), "-begin", "-id")
    total = rows.count()
    cut = window(page, size, total)
    lines = tuple(_alarm_line(row) for row in rows[cut])
    return Page(lines, cut.start // size + 1, size, total)


def alarm(viewer: Actor, number: int) -> AlarmLine:
    """One alarm; NotFound when there is none."""
    require(viewer, Verb.AUDIT_READ)
    row = ReadingAlarm.objects.filter(pk=number).first()
    if row is None:
        raise NotFound("permits.not_found")
    return _alarm_line(row)


def read_in(viewer: Actor, number: int, *, most: int = 200) -> tuple[TrailLine, ...]:
    """The rows of the trail that an alarm is about, newest first, the first `most` of them."""
    line = alarm(viewer, number)
    length = timedelta(hours=1) if line.span is Span.HOUR else timedelta(days=1)
    rows = TrailRow.objects.filter(
        actor_number=line.account,
        at__gte=line.begin,
        at__lt=line.begin + length,
        verb__in=[str(verb) for verb in READING],
        outcome=str(Outcome.DONE),
        person__isnull=False,
    )
    return tuple(_line(row) for row in rows[:most])


def _alarm_line(row: ReadingAlarm) -> AlarmLine:
    return AlarmLine(
        number=row.pk,
        account=row.account,
        name=row.name,
        span=Span(row.span),
        begin=row.begin,
        people=row.people,
        most=row.most,
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by,
        finding=row.finding,
    )
