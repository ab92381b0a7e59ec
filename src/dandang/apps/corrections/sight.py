"""Whose requests a viewer may see."""

from django.db.models import Q

from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb

_OFFICE = (Verb.CORRECTIONS_DECIDE, Verb.CORRECTIONS_REVIEW, Verb.CORRECTIONS_REQUEST_FOR)


def visible(viewer: Actor) -> Q:
    """Who decides, reviews or records sees what lies in his scope; a cadre his own."""
    seen = Q(pk__in=[])
    for scope in {scope for verb in _OFFICE for scope in viewer.scopes(verb)}:
        seen |= Q(case__path__startswith=scope)
    if viewer.person is not None and viewer.carries(Verb.CORRECTIONS_REQUEST):
        seen |= Q(person_id=viewer.person)
    return seen
