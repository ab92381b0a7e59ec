"""Making a catalogue, saying what its document declares, and naming who fills it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from dandang.apps.catalogues.actions.grip import ask_filler, fitting, follow, keeper, take
from dandang.apps.catalogues.models import Catalogue, CatalogueItem, CatalogueVersion
from dandang.apps.catalogues.shipped import shipped
from dandang.apps.catalogues.sight import FILLERS
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.formats.catalogues import CODE, MOST_DECLARED, CataloguePlan, ItemPlan
from dandang.terms.access import Role
from dandang.terms.catalogues import VersionMove, VersionState
from dandang.terms.refusal import NotFound, Refusal


@transaction.atomic
def make(
    *,
    code: str,
    name: str,
    unit: int,
    document: str,
    source: str,
    counting_word: str = "",
    declared: int | None = None,
    aspects: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Make a catalogue (建立清单) of a unit with its first draft; gives its number.

    The draft has as many places, all still to be filled, as the document declares.
    """
    said = fitting(name=name, document=document, source=source, counting_word=counting_word)
    if not CODE.fullmatch(code):
        raise Refusal("catalogues.code_form")
    if not (said["name"] and said["document"] and said["source"]):
        raise Refusal("catalogues.source_missing")
    _countable(declared, aspects)
    plan = CataloguePlan(
        code=code,
        name=said["name"],
        document=said["document"],
        source=said["source"],
        says="",
        unit=said["counting_word"],
        declared=declared,
        aspects=aspects,
        level=2 if aspects else 1,
        items=(),
    )
    return put(plan=plan, unit=unit, by=by, at=at)


@transaction.atomic
def put(*, plan: CataloguePlan, unit: int, by: Actor, at: datetime) -> int:
    """Put a catalogue (载入清单) as its file tells it into a unit, as a draft; gives its number.

    Refused when its code is taken: what a unit has filled in is never written over.
    """
    over = units.unit(by, unit)
    require(by, Verb.CATALOGUES_EDIT, path=over.path)
    if Catalogue.objects.filter(code=plan.code).exists():
        raise Refusal("catalogues.code_taken", said=plan.code)
    row = Catalogue.objects.create(
        code=plan.code,
        name=plan.name,
        unit_id=unit,
        source=plan.source,
        says=plan.says,
        counting_word=plan.unit,
        level=plan.level,
    )
    draft = CatalogueVersion.objects.create(
        catalogue=row,
        number=1,
        state=str(VersionState.DRAFT),
        document=plan.document,
        declared=plan.declared,
        declared_aspects=plan.aspects,
        made_at=at,
    )
    places = plan.places()
    store(draft, places)
    details = {"change": "made", "places": len(places), "declared": plan.declared}
    follow(row, verb=Verb.CATALOGUES_EDIT, by=by, at=at, details=details)
    return row.pk


def take_over(*, code: str, unit: int, by: Actor, at: datetime) -> int:
    """Take over (载入) a catalogue that comes with the house; gives its number."""
    require(by, Verb.CATALOGUES_EDIT)
    plan = shipped().get(code)
    if plan is None:
        raise NotFound("permits.not_found")
    return put(plan=plan, unit=unit, by=by, at=at)


@transaction.atomic
def declare(
    *,
    version: int,
    document: str,
    declared: int | None,
    aspects: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Say (登记申报数) which document a draft rests on and what it counts.

    Places that it declares more are added, still to be filled; none is ever taken away.
    """
    row = take(version, move=VersionMove.DISCARD, by=by)
    said = fitting(document=document)
    if not said["document"]:
        raise Refusal("catalogues.source_missing")
    _countable(declared, aspects)
    if aspects and row.catalogue.level == 1:
        raise Refusal("catalogues.no_aspects")
    before = [row.document, row.declared, row.declared_aspects]
    row.document, row.declared, row.declared_aspects = said["document"], declared, aspects
    row.save(update_fields=["document", "declared", "declared_aspects"])
    known = [ItemPlan(each.code, each.level) for each in row.items.all()]
    plan = CataloguePlan(
        code=row.catalogue.code,
        name=row.catalogue.name,
        document=row.document,
        source=row.catalogue.source,
        says="",
        unit="",
        declared=declared,
        aspects=aspects,
        level=row.catalogue.level,
        items=tuple(known),
    )
    added = plan.places()[len(known) :]
    store(row, added)
    ask_filler(row.catalogue, at=at)
    details = {
        "change": "declared",
        "before": before,
        "after": [row.document, declared, aspects],
        "added": len(added),
    }
    follow(row.catalogue, verb=Verb.CATALOGUES_EDIT, by=by, at=at, details=details)


@transaction.atomic
def name_filler(
    *, catalogue: int, role: Role | None, unit: int | None, by: Actor, at: datetime
) -> None:
    """Name (指定填写人) the role and the unit that fill a catalogue beside who keeps it; None: nobody."""
    row = keeper(catalogue, by=by)
    if role is not None and role not in FILLERS:
        raise Refusal("catalogues.role_unfit", role=role)
    if (role is None) != (unit is None):
        raise Refusal("catalogues.filler_half")
    over = None if unit is None else units.unit(by, unit)
    if over is not None and not over.path.startswith(row.unit.path):
        raise Refusal("catalogues.filler_outside", unit=over.name, over=row.unit.name)
    inbox.settle(subject_kind="catalogue", subject_number=str(row.pk), at=at)
    row.filler_role, row.filler_unit_id = str(role or ""), unit
    row.save(update_fields=["filler_role", "filler_unit"])
    ask_filler(row, at=at)
    details = {"change": "filler", "role": row.filler_role, "unit": over.name if over else ""}
    follow(row, verb=Verb.CATALOGUES_EDIT, by=by, at=at, details=details)


def store(version: CatalogueVersion, places: Sequence[ItemPlan]) -> None:
    """Add places to a draft in their order, a level at a time."""
    after = version.items.aggregate(last=Max("order"))["last"] or 0
    order = {place.code: number for number, place in enumerate(places, start=after + 1)}
    numbers = dict(version.items.values_list("code", "pk"))
    for level in sorted({place.level for place in places}):
        made = CatalogueItem.objects.bulk_create(
            [
                CatalogueItem(
                    version=version,
                    parent_id=numbers[place.parent] if place.parent else None,
                    code=place.code,
                    level=place.level,
                    order=order[place.code],
                    text=place.text,
                    note=place.note,
                    source=place.source,
                )
                for place in places
                if place.level == level
            ],
            batch_size=500,
        )
        numbers |= {each.code: each.pk for each in made}


def _countable(*counts: int | None) -> None:
    for count in counts:
        if count is not None and not 1 <= count <= MOST_DECLARED:
            raise Refusal("catalogues.count_unfit", limit=MOST_DECLARED)
