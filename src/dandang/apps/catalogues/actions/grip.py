"""What every write begins with: the version in the actor's sight, locked, and what it is called."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dandang.apps.audit import actions as audit
from dandang.apps.catalogues import sight, states
from dandang.apps.catalogues.models import Catalogue, CatalogueItem, CatalogueVersion
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.terms.catalogues import VersionMove, VersionState
from dandang.terms.refusal import NotFound, NotPermitted, Refusal

# As long as the columns.
LONGEST = {
    "name": 80,
    "document": 200,
    "source": 200,
    "says": 200,
    "counting_word": 8,
    "code": 20,
    "text": 500,
    "note": 300,
    "reason": 300,
    "confirmed_by": 80,
}


def keeper(number: int, *, by: Actor) -> Catalogue:
    """A catalogue that the actor keeps, locked; NotFound outside his sight."""
    row = (
        Catalogue.objects.select_for_update(of=("self",))
        .filter(sight.visible(by), pk=number)
        .select_related("unit", "filler_unit")
        .first()
    )
    if row is None:
        raise NotFound("permits.not_found")
    require(by, Verb.CATALOGUES_EDIT, path=row.unit.path)
    return row


def take(number: int, *, move: VersionMove, by: Actor) -> CatalogueVersion:
    """A version at which the actor may make that move, locked; NotFound outside his sight."""
    row = (
        CatalogueVersion.objects.select_for_update(of=("self",))
        .filter(sight.visible(by, "catalogue__unit"), pk=number)
        .select_related("catalogue__unit", "catalogue__filler_unit")
        .first()
    )
    if row is None:
        raise NotFound("permits.not_found")
    if move is not VersionMove.FILL:
        require(by, Verb.CATALOGUES_EDIT, path=row.catalogue.unit.path)
    elif not sight.may_fill(by, row.catalogue):
        raise NotPermitted("permits.not_permitted", verb=Verb.CATALOGUES_FILL)
    states.require(move, VersionState(row.state))
    return row


def fitting(**said: str) -> dict[str, str]:
    """The texts without blanks around them; refused when one is longer than its column."""
    found = {name: text.strip() for name, text in said.items()}
    for name, text in found.items():
        if len(text) > LONGEST[name]:
            raise Refusal("catalogues.too_long", limit=LONGEST[name], length=len(text))
    return found


def ask_filler(catalogue: Catalogue, *, at: datetime) -> None:
    """Let a draft with open places wait for the role and unit named to fill it, and nothing else."""
    open_places = CatalogueItem.objects.filter(
        version__catalogue=catalogue, version__state=str(VersionState.DRAFT), text=""
    )
    if catalogue.filler_unit is None or not open_places.exists():
        inbox.settle(subject_kind="catalogue", subject_number=str(catalogue.pk), at=at)
        return
    inbox.put(
        what="catalogue_to_fill",
        subject_kind="catalogue",
        subject_number=str(catalogue.pk),
        at=at,
        role=Role(catalogue.filler_role),
        path=catalogue.filler_unit.path,
        values={"name": catalogue.name},
    )


def follow(
    catalogue: Catalogue, *, verb: Verb, by: Actor, at: datetime, details: Mapping[str, Any]
) -> None:
    """Leave the trail row of a write to a catalogue."""
    audit.record(
        by=by,
        verb=verb,
        subject=audit.Subject(
            "catalogue", str(catalogue.pk), catalogue.name, path=catalogue.unit.path
        ),
        at=at,
        details=details,
    )
