"""Accounts for many cadres at once (批量开设): begun by the system officer, opened in the background.

Opening and tying is the system officer's, granting the security officer's: two people, two acts.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from dandang.apps.accounts import actions as accounts
from dandang.apps.accounts import queries as account_queries
from dandang.apps.accounts.models import Account
from dandang.apps.audit import actions as audit
from dandang.apps.grants.actions.granting import grant_oneself_to_each
from dandang.apps.grants.models import Batch, BatchLine, Holder
from dandang.apps.grants.queries.batches import SEALED_WITH, context_of, lacking
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.models import Unit
from dandang.kit import cipher
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal

_DIGITS = 5


@transaction.atomic
def begin_batch(*, unit: int, prefix: str, by: Actor, at: datetime) -> int:
    """Begin a batch for every cadre below a unit who has no account; gives its number.

    Sign-in names are the prefix and a number that goes on from the highest in use. Refused when
    nobody lacks an account.
    """
    require(by, Verb.ACCOUNTS_OPEN)
    people = lacking(by, unit)
    over = Unit.objects.get(pk=unit)
    if not people:
        raise Refusal("grants.nobody_lacks", unit=over.name)
    batch = Batch.objects.create(
        unit=over, prefix=prefix, by_account=by.account or 0, by_name=by.name, begun_at=at
    )
    first = _highest(prefix) + 1
    BatchLine.objects.bulk_create(
        [
            BatchLine(batch=batch, person_id=each.person, sign_in_name=_name(prefix, number))
            for number, each in enumerate(people, first)
        ],
        batch_size=500,
    )
    _record(batch, {"change": "batch_begun", "people": len(people)}, by=by, at=at)
    return batch.pk


def open_next(*, number: int, most: int, by: Actor, at: datetime) -> int:
    """Open the next few accounts of a batch; gives how many were looked at, 0 when none is left.

    Passwords are stretched before anything is locked; an interruption loses nothing that stands.
    """
    require(by, Verb.ACCOUNTS_OPEN)
    waiting = list(_waiting(number).values_list("pk", flat=True)[:most])
    passwords = {line: accounts.first_password() for line in waiting}
    hashes = {line: accounts.stretched(password) for line, password in passwords.items()}
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(pk=number).first()
        if batch is None:
            raise NotFound("permits.not_found")
        lines = list(_waiting(number).filter(pk__in=waiting).select_related("person"))
        lines = _without_taken(lines)
        _rename_taken(lines, batch.prefix)
        numbers = accounts.open_each(
            openings=[
                (accounts.Opening(line.sign_in_name, line.person.name), hashes[line.pk])
                for line in lines
            ],
            by=by,
            at=at,
        )
        for line in lines:
            line.account_id = numbers[line.sign_in_name]
            line.sealed = cipher.seal(
                settings.KEYS,
                SEALED_WITH,
                passwords[line.pk].encode(),
                context=context_of(number, line.sign_in_name),
            )
        BatchLine.objects.bulk_update(lines, ["account", "sealed", "sign_in_name"])
        _tie(lines, by=by, at=at)
        if batch.finished_at is None and not _waiting(number).exists():
            _finish(batch, by=by, at=at)
    return len(waiting)


@transaction.atomic
def fetch_slips(*, number: int, by: Actor, at: datetime) -> None:
    """Give up the first passwords of a batch, once its slips have been drawn (取走密码单).

    Refused when they were fetched or wiped before, and to anybody but the officer who began it.
    """
    require(by, Verb.ACCOUNTS_OPEN)
    batch = Batch.objects.select_for_update().filter(pk=number).first()
    if batch is None:
        raise NotFound("permits.not_found")
    if batch.by_account != by.account:
        raise Refusal("grants.slips_of_another", name=batch.by_name)
    if batch.finished_at is None:
        raise Refusal("grants.batch_unfinished")
    if batch.fetched_at is not None or batch.wiped_at is not None:
        raise Refusal("grants.slips_gone")
    batch.fetched_at = at
    batch.save(update_fields=["fetched_at"])
    BatchLine.objects.filter(batch=batch).update(sealed="")
    inbox.settle(subject_kind="batch", subject_number=str(number), at=at, what="slips_to_fetch")
    _record(batch, {"change": "slips_fetched"}, by=by, at=at)


@transaction.atomic
def wipe_old_slips(*, by: Actor, at: datetime) -> int:
    """Wipe first passwords that nobody fetched for as long as the policy says; gives how many batches."""
    require(by, Verb.ACCOUNTS_OPEN)
    before = at - timedelta(days=account_queries.policy().slip_days)
    old = Batch.objects.select_for_update().filter(
        finished_at__lt=before, fetched_at=None, wiped_at=None
    )
    found = list(old)
    for batch in found:
        batch.wiped_at = at
        batch.save(update_fields=["wiped_at"])
        BatchLine.objects.filter(batch=batch).update(sealed="")
        inbox.settle(
            subject_kind="batch", subject_number=str(batch.pk), at=at, what="slips_to_fetch"
        )
        _record(batch, {"change": "slips_wiped"}, by=by, at=at)
    return len(found)


@transaction.atomic
def grant_batch(*, number: int, by: Actor, at: datetime) -> int:
    """Grant every account of a finished batch its holder's own role (授予干部本人); gives how many."""
    require(by, Verb.GRANTS_GRANT)
    batch = Batch.objects.select_for_update().filter(pk=number).first()
    if batch is None:
        raise NotFound("permits.not_found")
    if batch.finished_at is None:
        raise Refusal("grants.batch_unfinished")
    opened = Account.objects.filter(
        pk__in=BatchLine.objects.filter(batch=batch).exclude(account=None).values("account_id")
    )
    count = grant_oneself_to_each(opened, by=by, at=at)
    batch.granted_at = at
    batch.save(update_fields=["granted_at"])
    inbox.settle(subject_kind="batch", subject_number=str(number), at=at, what="batch_to_grant")
    return count


def _waiting(number: int) -> QuerySet[BatchLine]:
    return BatchLine.objects.filter(batch_id=number, account=None, skipped=False).order_by("pk")


def _without_taken(lines: list[BatchLine]) -> list[BatchLine]:
    """Those whose cadre has not been given another account since; the others are marked."""
    people = [line.person_id for line in lines]
    held = set(Holder.objects.filter(person_id__in=people).values_list("person_id", flat=True))
    taken = [line.pk for line in lines if line.person_id in held]
    BatchLine.objects.filter(pk__in=taken).update(skipped=True)
    return [line for line in lines if line.person_id not in held]


def _rename_taken(lines: list[BatchLine], prefix: str) -> None:
    taken = set(account_queries.names_like(prefix))
    for line in lines:
        if line.sign_in_name in taken:
            line.sign_in_name = _name(prefix, _highest(prefix) + 1)
            line.save(update_fields=["sign_in_name"])


def _tie(lines: list[BatchLine], *, by: Actor, at: datetime) -> None:
    Holder.objects.bulk_create(
        [Holder(account_id=line.account_id or 0, person_id=line.person_id) for line in lines]
    )
    audit.record_all(
        by=by,
        verb=Verb.ACCOUNTS_OPEN,
        entries=[
            audit.Entry(
                audit.Subject(
                    "account", str(line.account_id), line.person.name, person=line.person_id
                ),
                {"change": "handed_over"},
            )
            for line in lines
        ],
        at=at,
    )


def _finish(batch: Batch, *, by: Actor, at: datetime) -> None:
    batch.finished_at = at
    batch.save(update_fields=["finished_at"])
    values = {"unit": batch.unit.name, "count": batch.lines.exclude(account=None).count()}
    inbox.put(
        what="batch_to_grant",
        subject_kind="batch",
        subject_number=str(batch.pk),
        at=at,
        role=Role.SECURITY_OFFICER,
        path=batch.unit.path,
        values=values,
    )
    inbox.put(
        what="slips_to_fetch",
        subject_kind="batch",
        subject_number=str(batch.pk),
        at=at,
        account=batch.by_account,
        values=values,
    )
    _record(batch, {"change": "batch_finished", **values}, by=by, at=at)


def _name(prefix: str, number: int) -> str:
    return f"{prefix}{number:0{_DIGITS}}"


def _highest(prefix: str) -> int:
    """The highest number in use behind a prefix, in accounts and in batches."""
    lines = BatchLine.objects.filter(sign_in_name__startswith=prefix)
    names: Iterable[str] = (
        *account_queries.names_like(prefix),
        *lines.values_list("sign_in_name", flat=True),
    )
    tails = (name[len(prefix) :] for name in names)
    return max((int(tail) for tail in tails if tail.isdecimal() and tail.isascii()), default=0)


def _record(batch: Batch, details: dict[str, object], *, by: Actor, at: datetime) -> None:
    subject = audit.Subject("batch", str(batch.pk), batch.unit.name, path=batch.unit.path)
    audit.record(by=by, verb=Verb.ACCOUNTS_OPEN, subject=subject, at=at, details=details)
