"""Mass reading: alarms put before the audit officer, and taken off again once reviewed.

The trail stands below the policy and below inboxes, so this stands up here.
"""

from datetime import datetime

from django.db import transaction

from dandang.apps.accounts.queries import policy
from dandang.apps.audit import actions as audit
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import COUNTY_PATH, Actor
from dandang.apps.units.models import Unit
from dandang.terms.access import Role


@transaction.atomic
def raise_alarms(*, by: Actor, at: datetime) -> int:
    """Raise the alarms that the policy asks for and put each into the audit officer's inbox; how many."""
    rules = policy()
    raised = audit.raise_alarms(hour=rules.read_hour, day=rules.read_day, by=by, at=at)
    roots = Unit.objects.filter(parent=None).values_list("path", flat=True)
    for alarm in raised:
        inbox.put(
            what="mass_reading",
            subject_kind="alarm",
            subject_number=str(alarm.number),
            at=at,
            role=Role.AUDIT_OFFICER,
            path=roots.first() or COUNTY_PATH,
            values={"name": alarm.name, "count": alarm.people, "span": alarm.span.zh},
        )
    return len(raised)


@transaction.atomic
def review_alarm(*, number: int, finding: str, by: Actor, at: datetime) -> None:
    """Write down what was found about an alarm (核查), and take it off the inbox."""
    audit.review_alarm(number=number, finding=finding, by=by, at=at)
    inbox.settle(subject_kind="alarm", subject_number=str(number), at=at)
