"""Changing the account policy."""

from datetime import datetime

from django.db import transaction

from dandang.apps.accounts.models import PolicyValue
from dandang.apps.accounts.policy import BY_KEY
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.refusal import NotFound, Refusal


@transaction.atomic
def set_policy(*, key: str, value: str, document: str, by: Actor, at: datetime) -> None:
    """Set one value of the account policy (账号策略) with the local document it rests on.

    Refused outside the item's bounds and without a document.
    """
    require(by, Verb.ACCOUNTS_POLICY)
    item = BY_KEY.get(key)
    if item is None:
        raise NotFound("permits.not_found")
    if not item.takes(value):
        raise Refusal(
            "accounts.policy_out_of_bounds", what=item.zh, least=item.least, most=item.most
        )
    if not document.strip():
        raise Refusal("accounts.document_missing")
    before = PolicyValue.objects.filter(key=key).values_list("value", flat=True).first()
    PolicyValue.objects.update_or_create(
        key=key, defaults={"value": value, "document": document.strip(), "set_at": at}
    )
    audit.record(
        by=by,
        verb=Verb.ACCOUNTS_POLICY,
        subject=audit.Subject("policy", key, item.zh),
        at=at,
        details={
            "before": item.default if before is None else before,
            "after": value,
            "document": document.strip(),
        },
    )
