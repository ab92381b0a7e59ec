"""Correcting the basic facts of people: their own columns, nothing that hangs below them."""

from collections.abc import Mapping
from datetime import datetime

from dandang.apps.archive.actions.grip import subject_of
from dandang.apps.archive.changes import changes
from dandang.apps.archive.models import Person
from dandang.apps.archive.rebuild import DATES, TEXTS
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.career import Career, written

_COLUMNS = ("name", "sex", *TEXTS, *DATES, "authority", "regime", "note")


def correct_basics(
    *, careers: Mapping[Person, tuple[Career, Career]], by: Actor, at: datetime
) -> None:
    """Bring people's own columns from what they were to what they are to be, one trail row each.

    For the actions of the archive, which have taken the people, asked for the permit and checked
    the careers.
    """
    entries = []
    touched = [
        name
        for name in _COLUMNS
        if any(getattr(old, name) != getattr(new, name) for old, new in careers.values())
    ]
    if not touched:
        return
    for person, (before, after) in careers.items():
        for name in touched:
            value = getattr(after, name)
            setattr(person, name, value if name in {"name", "note"} else written(value))
        details = {"change": "changed", "fields": changes(before, after)}
        entries.append(audit.Entry(subject_of(person, path=person.unit.path), details))
    Person.objects.bulk_update(careers, touched, batch_size=200)
    audit.record_all(by=by, verb=Verb.ARCHIVE_EDIT, entries=entries, at=at)
