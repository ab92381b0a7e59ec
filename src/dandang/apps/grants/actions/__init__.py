"""Every write on grants: granting, accounts for many cadres at once, founding a house."""

from dandang.apps.grants.actions.batches import (
    begin_batch,
    fetch_slips,
    grant_batch,
    open_next,
    wipe_old_slips,
)
from dandang.apps.grants.actions.founding import FoundedSlip, Founder, found_house
from dandang.apps.grants.actions.granting import export_report, grant, hand_over, withdraw
from dandang.apps.grants.actions.watching import raise_alarms, review_alarm

__all__ = [
    "FoundedSlip",
    "Founder",
    "begin_batch",
    "export_report",
    "fetch_slips",
    "found_house",
    "grant",
    "grant_batch",
    "hand_over",
    "open_next",
    "raise_alarms",
    "review_alarm",
    "wipe_old_slips",
    "withdraw",
]
