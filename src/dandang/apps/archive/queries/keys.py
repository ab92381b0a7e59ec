"""Which keys seal what: ids and counts, never a key."""

from dataclasses import dataclass

from dandang.apps.archive.models import SealedField, StatusPeriod
from dandang.apps.archive.sealing import ring
from dandang.apps.permits.actor import Actor, require_county
from dandang.apps.permits.verbs import Verb
from dandang.kit import cipher


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key: its id, how much it seals, whether it seals what comes, and whether its file is here."""

    key: str
    count: int
    newest: bool
    here: bool


def key_status(viewer: Actor) -> tuple[KeyLine, ...]:
    """The keys on disk from the oldest to the newest, then those that are missing and needed."""
    require_county(viewer, Verb.ARCHIVE_REKEY)
    keys = ring()
    used = _counts()
    known = list(keys.keys)
    lines = [KeyLine(each, used.get(each, 0), each == known[-1], here=True) for each in known]
    lost = sorted(used.keys() - set(known))
    return (*lines, *(KeyLine(each, used[each], newest=False, here=False) for each in lost))


def sealed_with(key_id: str) -> int:
    """How many columns hold a text sealed with that key."""
    begins = cipher.prefix(key_id)
    return sum(
        model._default_manager.filter(sealed__startswith=begins).count()
        for model in (SealedField, StatusPeriod)
    )


def _counts() -> dict[str, int]:
    found: dict[str, int] = {}
    for model in (SealedField, StatusPeriod):
        texts = model._default_manager.exclude(sealed="").values_list("sealed", flat=True)
        for text in texts.iterator(5000):
            key_id = text.split(".", 2)[1]
            found[key_id] = found.get(key_id, 0) + 1
    return found
