"""What the synthetic county has fixed by documents of its own; the rest is left to be filled in."""

from datetime import date, datetime

from dandang.apps.organisation import actions as organisation
from dandang.apps.organisation.actions import LocalDocument
from dandang.apps.permits.actor import Actor

RULES = LocalDocument("清组发〔2026〕3号", "清源县干部考核实施细则（虚构）", date(2026, 3, 1))

# The values are those of the register: the demo shows documents, not another county's rules.
FIXED = {
    "objection.assign_days": "3",
    "objection.answer_days": "10",
    "scheme.objection_days": "5",
    "scheme.quorum": "2/3",
}


def fix_settings(*, by: Actor, at: datetime) -> None:
    """Give some settings their value with the document it rests on."""
    for key, value in FIXED.items():
        organisation.set_setting(key=key, value=value, document=RULES, by=by, at=at)
