"""Accounts for many cadres: who has none, how far a batch is, and its slips while they are kept."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from dandang.apps.archive.models import Person
from dandang.apps.grants import models
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.models import Unit
from dandang.kit import cipher
from dandang.kit.paging import Page, window
from dandang.terms.people import Authority
from dandang.terms.refusal import NotFound, Refusal

SEALED_WITH = "slips"
# Unit after unit, then the place inside the unit, as everywhere.
_ORDER = ("unit__order_path", "seat", "birth", "pk")


@dataclass(frozen=True, slots=True)
class Lacking:
    """A cadre who serves and has no account."""

    person: int
    name: str


def cadres_without_account(viewer: Actor, *, most: int) -> tuple[Lacking, ...]:
    """County-managed cadres in service who have no account yet, the first `most` of them."""
    require(viewer, Verb.ACCOUNTS_OPEN)
    rows = _without_account().order_by("pk").values_list("pk", "name")
    return tuple(Lacking(person, name) for person, name in rows[:most])


def lacking(viewer: Actor, unit: int) -> tuple[Lacking, ...]:
    """The same below a unit, in organisation order, those left out who wait in a batch already."""
    require(viewer, Verb.ACCOUNTS_OPEN)
    over = Unit.objects.filter(pk=unit, closed_on=None).first()
    if over is None:
        raise NotFound("permits.not_found")
    waiting = models.BatchLine.objects.filter(account=None, skipped=False)
    rows = (
        _without_account()
        .filter(unit__path__startswith=over.path)
        .exclude(pk__in=waiting.values("person_id"))
        .order_by(*_ORDER)
    )
    return tuple(Lacking(person, name) for person, name in rows.values_list("pk", "name"))


def _without_account() -> QuerySet[Person]:
    held = models.Holder.objects.values("person_id")
    return Person.objects.filter(authority=str(Authority.COUNTY), in_service=True).exclude(
        pk__in=held
    )


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far a batch is: how many of how many, and what has been done with its slips."""

    number: int
    unit: str
    by_account: int
    by_name: str
    begun_at: datetime
    finished_at: datetime | None
    fetched_at: datetime | None
    wiped_at: datetime | None
    granted_at: datetime | None
    total: int
    opened: int
    skipped: int

    @property
    def percent(self) -> int:
        """How much is done, of a hundred."""
        return 100 * (self.opened + self.skipped) // self.total if self.total else 100

    @property
    def to_grant(self) -> bool:
        """Whether the security officer has to grant it yet."""
        return self.finished_at is not None and self.granted_at is None

    @property
    def slips_wait(self) -> bool:
        """Whether the slips can still be fetched."""
        return self.finished_at is not None and self.fetched_at is None and self.wiped_at is None


def batches(viewer: Actor, *, most: int = 50) -> tuple[BatchState, ...]:
    """The batches, newest first, for the system and the security officer."""
    require(viewer, Verb.ACCOUNTS_READ)
    return tuple(_state(row) for row in _counted()[:most])


def batch(viewer: Actor, number: int) -> BatchState:
    """One batch; NotFound when there is none."""
    require(viewer, Verb.ACCOUNTS_READ)
    row = _counted().filter(pk=number).first()
    if row is None:
        raise NotFound("permits.not_found")
    return _state(row)


def unfinished_batches() -> tuple[int, ...]:
    """The batches that still have accounts to open; asked by the schedule."""
    rows = models.Batch.objects.filter(finished_at=None).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def opener_of(number: int) -> int:
    """The account of the system officer whose act a batch is; 0 when there is no such batch."""
    rows = models.Batch.objects.filter(pk=number).values_list("by_account", flat=True)
    return rows.first() or 0


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One cadre of a batch: name, unit, sign-in name, and whether the account stands."""

    name: str
    unit: str
    sign_in_name: str
    opened: bool
    skipped: bool


def batch_lines(viewer: Actor, number: int, *, page: int = 1, size: int = 50) -> Page[BatchLine]:
    """The cadres of a batch in organisation order."""
    require(viewer, Verb.ACCOUNTS_READ)
    rows = models.BatchLine.objects.filter(batch_id=number)
    total = rows.count()
    cut = window(page, size, total)
    shown = rows.values_list(
        "person__name", "person__unit__short_name", "sign_in_name", "account_id", "skipped"
    )
    lines = tuple(
        BatchLine(name, unit, said, account is not None, skipped)
        for name, unit, said, account, skipped in shown[cut]
    )
    return Page(lines, cut.start // size + 1, size, total)


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip: whose it is, his unit, sign-in name and first password."""

    name: str
    unit: str
    sign_in_name: str
    password: str


def slips_of(viewer: Actor, number: int) -> tuple[Slip, ...]:
    """The slips of a finished batch in organisation order, for the officer who began it alone.

    To be drawn, then given up by `fetch_slips` before they are handed out.
    """
    require(viewer, Verb.ACCOUNTS_OPEN)
    state = batch(viewer, number)
    if state.by_account != viewer.account:
        raise Refusal("grants.slips_of_another", name=state.by_name)
    if not state.slips_wait:
        raise Refusal("grants.slips_gone" if state.finished_at else "grants.batch_unfinished")
    rows = (
        models.BatchLine.objects.filter(batch_id=number)
        .exclude(sealed="")
        .select_related("person", "person__unit")
    )
    return tuple(
        Slip(row.person.name, row.person.unit.name, row.sign_in_name, _password(row))
        for row in rows
    )


def context_of(batch_number: int, sign_in_name: str) -> str:
    """What a sealed first password is tied to."""
    return f"slip:{batch_number}:{sign_in_name}"


def _password(row: models.BatchLine) -> str:
    context = context_of(row.batch_id, row.sign_in_name)
    return cipher.unseal(settings.KEYS, SEALED_WITH, row.sealed, context=context).decode()


def _counted() -> QuerySet[models.Batch]:
    return models.Batch.objects.select_related("unit").annotate(
        total=Count("lines"),
        opened=Count("lines", filter=Q(lines__account__isnull=False)),
        skipped=Count("lines", filter=Q(lines__skipped=True)),
    )


def _state(row: models.Batch) -> BatchState:
    return BatchState(
        number=row.pk,
        unit=row.unit.name,
        by_account=row.by_account,
        by_name=row.by_name,
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        fetched_at=row.fetched_at,
        wiped_at=row.wiped_at,
        granted_at=row.granted_at,
        total=row.total,  # type: ignore[attr-defined]
        opened=row.opened,  # type: ignore[attr-defined]
        skipped=row.skipped,  # type: ignore[attr-defined]
    )
