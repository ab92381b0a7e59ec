"""Filling the places of a draft, adding places and taking them away."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from dandang.apps.catalogues import sight
from dandang.apps.catalogues.actions.grip import ask_filler, fitting, follow, take
from dandang.apps.catalogues.models import CatalogueItem, CatalogueVersion
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats.catalogues import DEEPEST
from dandang.terms.catalogues import VersionMove
from dandang.terms.refusal import NotFound, Refusal


@transaction.atomic
def fill(
    *,
    item: int,
    text: str | None = None,
    parent: str | None = None,
    note: str | None = None,
    source: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Fill (填写) a place of a draft; what is None stays. A blank text makes it 待填 again."""
    row = _item(item, by)
    version = take(row.version_id, move=VersionMove.FILL, by=by)
    told = {"text": text, "note": note, "source": source}
    said = fitting(**{name: words for name, words in told.items() if words is not None})
    before = {name: getattr(row, name) for name in said}
    for name, words in said.items():
        setattr(row, name, words)
    if parent is not None:
        before["parent"] = row.parent.code if row.parent else ""
        row.parent = _parent(version, row.level, parent.strip())
        said["parent"] = parent.strip()
    changed = {name: [before[name], words] for name, words in said.items() if before[name] != words}
    if not changed:
        return
    row.save()
    if "text" in changed:
        ask_filler(version.catalogue, at=at)
    details = {"change": "filled", "item": row.code, "fields": changed}
    follow(version.catalogue, verb=Verb.CATALOGUES_FILL, by=by, at=at, details=details)


@transaction.atomic
def add_item(
    *,
    version: int,
    code: str,
    parent: str = "",
    text: str = "",
    note: str = "",
    source: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Add (增加条目) a place to a draft; it stands below its parent, without one on top.

    Gives its number. More places than the document declares are told at activation.
    """
    row = take(version, move=VersionMove.FILL, by=by)
    said = fitting(code=code, text=text, note=note, source=source)
    if not said["code"]:
        raise Refusal("catalogues.item_code_missing")
    if row.items.filter(code=said["code"]).exists():
        raise Refusal("catalogues.item_code_taken", said=said["code"])
    above = row.items.filter(code=parent.strip()).first() if parent.strip() else None
    if parent.strip() and (above is None or above.level >= DEEPEST):
        raise Refusal("catalogues.parent_unknown", parent=parent.strip())
    made = CatalogueItem.objects.create(
        version=row,
        parent=above,
        level=above.level + 1 if above else 1,
        order=(row.items.aggregate(last=Max("order"))["last"] or 0) + 1,
        **said,
    )
    details = {"change": "item_added", "item": made.code, "text": made.text}
    follow(row.catalogue, verb=Verb.CATALOGUES_FILL, by=by, at=at, details=details)
    return made.pk


@transaction.atomic
def drop_item(*, item: int, by: Actor, at: datetime) -> int:
    """Take a place away (删去条目) from a draft; gives the version. Refused while others stand below."""
    row = _item(item, by)
    version = take(row.version_id, move=VersionMove.FILL, by=by)
    if row.below.exists():
        raise Refusal("catalogues.item_has_others", said=row.code)
    details = {"change": "item_dropped", "item": row.code, "text": row.text}
    row.delete()
    follow(version.catalogue, verb=Verb.CATALOGUES_FILL, by=by, at=at, details=details)
    return version.pk


def _item(number: int, by: Actor) -> CatalogueItem:
    row = (
        CatalogueItem.objects.select_for_update(of=("self",))
        .filter(sight.visible(by, "version__catalogue__unit"), pk=number)
        .select_related("parent")
        .first()
    )
    if row is None:
        raise NotFound("permits.not_found")
    return row


def _parent(version: CatalogueVersion, level: int, code: str) -> CatalogueItem | None:
    if not code:
        return None
    found = version.items.filter(code=code, level=level - 1).first()
    if found is None:
        raise Refusal("catalogues.parent_unknown", parent=code)
    return found
