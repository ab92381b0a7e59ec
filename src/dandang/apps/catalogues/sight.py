"""Who sees a catalogue, and who may fill it: roles over units."""

from django.db.models import Q

from dandang.apps.catalogues.models import Catalogue
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.roles import VERBS_OF
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role

# Roles that may be named to fill a catalogue, beside those who keep it.
FILLERS = tuple(role for role in Role if Verb.CATALOGUES_FILL in VERBS_OF[role])


def visible(viewer: Actor, field: str = "unit") -> Q:
    """The catalogues of units in the viewer's scope, and of the units above, which hold for him too."""
    require(viewer, Verb.CATALOGUES_READ)
    seen = Q(pk__in=[])
    for scope in viewer.scopes(Verb.CATALOGUES_READ):
        above = [int(number) for number in scope.strip("/").split("/") if number]
        seen |= Q(**{f"{field}__path__startswith": scope}) | Q(**{f"{field}_id__in": above})
    return seen


def may_edit(viewer: Actor, row: Catalogue) -> bool:
    """Whether the viewer keeps this catalogue: its versions, its counts, who fills it."""
    return viewer.may(Verb.CATALOGUES_EDIT, path=row.unit.path)


def may_fill(viewer: Actor, row: Catalogue) -> bool:
    """Whether the viewer keeps it, or holds the role that fills it over the unit that fills it."""
    if may_edit(viewer, row):
        return True
    if row.filler_unit is None or row.filler_role not in FILLERS:
        return False
    path = row.filler_unit.path
    return any(
        held.path is not None and held.role == row.filler_role and path.startswith(held.path)
        for held in viewer.held
    )
