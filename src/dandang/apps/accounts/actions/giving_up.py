"""Giving up one's own second factor: a wrong code counts as it does at the door."""

from datetime import datetime

from django.db import transaction

from dandang.apps.accounts.actions.factors import take_code
from dandang.apps.accounts.actions.row import locked_row, subject_of
from dandang.apps.accounts.actions.signing import count_wrong, locked
from dandang.apps.accounts.models import Factor
from dandang.apps.accounts.queries import policy
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor
from dandang.terms.refusal import Refusal
from dandang.terms.trail import Act, Outcome


def drop_factor(*, said: str, by: Actor, at: datetime) -> None:
    """Give up one's own second factor (停用动态口令) by a code. Refused where the policy demands one.

    A wrong code is a wrong try: so many in a row lock the account.
    """
    rules = policy()
    with transaction.atomic():
        account = locked_row(by.account or 0)
        if rules.must_have_factor(account.kind):
            raise Refusal("accounts.factor_demanded")
        refusal = locked(account, at)
        if refusal is None and not take_code(account, said, at=at):
            refusal = count_wrong(
                account, rules, at, lambda _: Refusal("accounts.factor_not_confirmed")
            )
        if refusal is None:
            Factor.objects.filter(account=account).delete()
        audit.record(
            by=by,
            verb=Act.FACTOR,
            subject=subject_of(account),
            at=at,
            outcome=Outcome.REFUSED if refusal else Outcome.DONE,
            details={"reason": refusal.code} if refusal else {"change": "off"},
        )
    if refusal is not None:
        raise refusal
