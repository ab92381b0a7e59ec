"""Granting and withdrawing roles, and tying an account to its person."""

from datetime import datetime

from django.db import transaction

from dandang.apps.accounts.models import Account
from dandang.apps.archive.models import Person
from dandang.apps.audit import actions as audit
from dandang.apps.grants.models import Grant, Holder
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.models import Unit
from dandang.terms.access import AccountKind, Role
from dandang.terms.refusal import NotFound, Refusal


def _account(number: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=number).first()
    if account is None:
        raise NotFound("permits.not_found")
    return account


@transaction.atomic
def grant(*, account: int, role: Role, unit: int | None, by: Actor, at: datetime) -> int:
    """Grant (授权) a role to an account over a unit, or over its holder (`unit` None).

    Refused: a role of another kind than the account's, and granting oneself.
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
    over = Unit.objects.filter(pk=unit).first() if unit is not None else None
    if unit is not None and over is None:
        raise NotFound("permits.not_found")
    row, _ = Grant.objects.get_or_create(
        account=holder,
        role=str(role),
        unit=over,
        withdrawn_at=None,
        defaults={"granted_by": by.account, "granted_at": at},
    )
    audit.record(
        by=by,
        verb=Verb.GRANTS_GRANT,
        subject=audit.Subject("account", str(holder.pk), f"{holder.name}（{holder.sign_in_name}）"),
        at=at,
        details={"change": "granted", "role": str(role), "over": over.name if over else "本人"},
    )
    return row.pk


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
        subject=audit.Subject("account", str(holder.pk), f"{holder.name}（{holder.sign_in_name}）"),
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
