"""Every write to catalogues, one verb per function."""

from dandang.apps.catalogues.actions.filling import add_item, drop_item, fill
from dandang.apps.catalogues.actions.making import declare, make, name_filler, put, take_over
from dandang.apps.catalogues.actions.moving import activate, discard, new_draft, retire

__all__ = [
    "activate",
    "add_item",
    "declare",
    "discard",
    "drop_item",
    "fill",
    "make",
    "name_filler",
    "new_draft",
    "put",
    "retire",
    "take_over",
]
