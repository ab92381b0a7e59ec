"""The only way into the trail, and the alarms that are read off it."""

from dandang.apps.audit.actions.alarms import RaisedAlarm, raise_alarms, review_alarm
from dandang.apps.audit.actions.recording import (
    Entry,
    Subject,
    record,
    record_all,
    record_refusal,
)

__all__ = [
    "Entry",
    "RaisedAlarm",
    "Subject",
    "raise_alarms",
    "record",
    "record_all",
    "record_refusal",
    "review_alarm",
]
