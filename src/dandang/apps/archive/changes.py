"""What differs between two careers, field by field, as the trail and a dry run tell it."""

from dataclasses import fields
from typing import Any

from dandang.apps.archive.sealing import family_out, keyed_hash
from dandang.career import Career, written
from dandang.terms.term import Term

_LISTS = {"educations", "resume", "appointments", "status_periods", "year_grades"}


def changes(before: Career, after: Career) -> dict[str, Any]:
    """Each changed field with what it was and what it is.

    Of a sealed field it holds the keyed hash alone; of a list, how many entries went and came;
    sealed status periods are counted like any other.
    """
    found: dict[str, Any] = {}
    for field in fields(Career):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        if field.name == "identity":
            found[field.name] = keyed_hash(written(new))
        elif field.name == "family":
            found[field.name] = keyed_hash(family_out(new))
        elif field.name in _LISTS:
            found[field.name] = {
                "gone": len(set(old) - set(new)),
                "come": len(set(new) - set(old)),
            }
        else:
            found[field.name] = [_shown(old), _shown(new)]
    return found


def _shown(value: Any) -> Any:
    return (
        value.zh
        if isinstance(value, Term)
        else value
        if isinstance(value, bool)
        else written(value)
    )
