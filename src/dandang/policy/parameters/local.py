"""What the county itself fixed: its settings with their documents, and its calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from dandang.days.working import Calendar
from dandang.policy.parameters.parameter import Value


@dataclass(frozen=True, slots=True)
class LocalValue:
    """A setting of the county, and the document that fixed it (empty where it fixed nothing)."""

    value: Value
    document: str = ""


@cache
def _published() -> Calendar:
    return Calendar.published()


@dataclass(frozen=True, slots=True)
class Local:
    """本地规定: settings by their keys, and the working calendar. `Local()` has nothing of its own."""

    settings: Mapping[str, LocalValue] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=_published)
