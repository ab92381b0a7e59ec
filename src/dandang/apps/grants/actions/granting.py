"""Granting and withdrawing roles, and tying an account to its person."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction

from dandang.apps.accounts.models import Account
from dandang.apps.archive.models import Person
from dandang.apps.audit import actions as audit
from dandang.apps.exports.actions import begin_export, finish_export
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.grants.queries.reports import people_named
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.models import Unit
from dandang.formats.export_mark import ExportMark
from dandang.terms.access import AccountKind, Role
from dandang.terms.reading import ExportKind, ExportPurpose
from dandang.terms.refusal import NotFound, Refusal


def _account(number: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=number).first()
    if account is None:
        raise NotFound("permits.not_found")
    return account


def subject_of(account: Account) -> audit.Subject:
    """The account as the trail names it."""
    return audit.Subject("account", str(account.pk), f"{account.name}（{account.sign_in_name}）")


@transaction.atomic
def grant(
    *,
    account: int,
    role: Role,
    unit: int | None,
    last_day: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Grant (授权) a role to an account over a unit, or over its holder (`unit` None).

    With a `last_day` it is temporary (临时授权) and carries nothing from the day after. A grant of
    the same role over the same unit with another end is withdrawn: renewal is a new grant.
    Refused: a role of another kind than the account's, granting oneself, a last day in the past.
    """
    require(by, Verb.GRANTS_GRANT)
    holder = _account(account)
    if by.account == holder.pk:
        raise Refusal("grants.not_to_oneself")
    if role.account_kind != holder.kind:
        raise Refusal(
            "grants.other_kind",
            role=role,
            role_kind=role.account_kind,
            kind=AccountKind(holder.kind),
        )
    if last_day is not None and last_day < at.date():
        raise Refusal("grants.last_day_past", day=last_day)
    over = Unit.objects.filter(pk=unit).first() if unit is not None else None
    if unit is not None and over is None:
        raise NotFound("permits.not_found")
    standing = Grant.objects.filter(account=holder, role=str(role), unit=over, withdrawn_at=None)
    standing.exclude(last_day=last_day).update(withdrawn_at=at)
    row, _ = Grant.objects.get_or_create(
        account=holder,
        role=str(role),
        unit=over,
        withdrawn_at=None,
        defaults={"granted_by": by.account, "granted_at": at, "last_day": last_day},
    )
    details = {"change": "granted", "role": str(role), "over": over.name if over else "本人"}
    if last_day is not None:
        details["last_day"] = str(last_day)
    audit.record(by=by, verb=Verb.GRANTS_GRANT, subject=subject_of(holder), at=at, details=details)
    return row.pk


def grant_oneself_to_each(accounts: Iterable[Account], *, by: Actor, at: datetime) -> int:
    """Grant each of some business accounts its holder's own role; gives how many had none yet.

    Part of an act that has asked for the permit.
    """
    given = list(accounts)
    standing = Grant.objects.filter(role=str(Role.CADRE), unit=None, withdrawn_at=None)
    have = set(standing.filter(account__in=given).values_list("account_id", flat=True))
    lacking = [account for account in given if account.pk not in have]
    Grant.objects.bulk_create(
        [
            Grant(
                account=account,
                role=str(Role.CADRE),
                unit=None,
                granted_by=by.account,
                granted_at=at,
            )
            for account in lacking
        ],
        batch_size=500,
    )
    change = {"change": "granted", "role": str(Role.CADRE), "over": "本人"}
    audit.record_all(
        by=by,
        verb=Verb.GRANTS_GRANT,
        entries=[audit.Entry(subject_of(account), change) for account in lacking],
        at=at,
    )
    return len(lacking)


@transaction.atomic
def withdraw(*, number: int, by: Actor, at: datetime) -> None:
    """Withdraw (收回) a standing grant; it stays on record with its end."""
    require(by, Verb.GRANTS_GRANT)
    row = Grant.objects.select_for_update().filter(pk=number, withdrawn_at=None).first()
    if row is None:
        raise NotFound("permits.not_found")
    if by.account == row.account_id:
        raise Refusal("grants.not_to_oneself")
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    holder = _account(row.account_id)
    audit.record(
        by=by,
        verb=Verb.GRANTS_GRANT,
        subject=subject_of(holder),
        at=at,
        details={"change": "withdrawn", "role": row.role},
    )


@transaction.atomic
def hand_over(*, account: int, person: int, by: Actor, at: datetime) -> None:
    """Tie an account to the person who holds it (持有人). A person with an account is refused."""
    require(by, Verb.ACCOUNTS_OPEN)
    holder = _account(account)
    if by.account == holder.pk:
        raise Refusal("grants.not_to_oneself")
    taken = Holder.objects.select_related("account", "person").filter(person_id=person).first()
    if taken is not None:
        raise Refusal(
            "grants.person_has_account",
            name=taken.person.name,
            account=taken.account.sign_in_name,
        )
    found = Person.objects.filter(pk=person).first()
    if found is None:
        raise NotFound("permits.not_found")
    Holder.objects.create(account=holder, person=found)
    audit.record(
        by=by,
        verb=Verb.ACCOUNTS_OPEN,
        subject=audit.Subject("account", str(holder.pk), holder.name, person=found.pk),
        at=at,
        details={"change": "handed_over"},
    )


@transaction.atomic
def export_report(
    *,
    draw: Callable[[ExportMark], bytes],
    purpose: str,
    kind: ExportPurpose = ExportPurpose.OTHER,
    by: Actor,
    at: datetime,
) -> bytes:
    """The table of roles (权限一览) as `draw` makes it with the mark of the export."""
    require(by, Verb.GRANTS_READ)
    mark = begin_export(
        what=ExportKind.TABLE,
        about=audit.Subject("report", "roles", "权限一览"),
        people=[
            audit.Subject("person", str(one.pk), one.name, one.unit.path, one.pk)
            for one in people_named(on=at.date())
        ],
        purpose=purpose,
        kind=kind,
        verb=Verb.GRANTS_READ,
        by=by,
        at=at,
    )
    return finish_export(mark=mark, content=draw(mark))
