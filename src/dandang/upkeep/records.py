"""The small records of upkeep beside the data: the last backup, the keys that the data want."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dandang.upkeep import durable, folder

_PLACE = "records.json"


def read() -> dict[str, Any]:
    """What is on record; empty when nothing is, or when it cannot be read."""
    try:
        found = json.loads((folder.own_folder() / _PLACE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def note(**more: Any) -> None:
    """Put something on record beside what is there."""
    content = json.dumps({**read(), **more}, ensure_ascii=False, sort_keys=True, indent=1)
    durable.write(folder.own_folder() / _PLACE, content.encode())


def note_keys(found: Mapping[str, str]) -> None:
    """Put keys on record that are not there yet; one on record stays as it was first seen."""
    note(keys={**found, **wanted_keys()})


def forget_keys(retired: Iterable[str]) -> None:
    """Take retired keys off the record: nothing is sealed with them, so nothing wants them."""
    gone = set(retired)
    note(keys={name: mark for name, mark in wanted_keys().items() if name not in gone})


def wanted_keys() -> Mapping[str, str]:
    """The fingerprints of the keys that the data were written under, as far as they are on record."""
    found = read().get("keys", {})
    return found if isinstance(found, dict) else {}
