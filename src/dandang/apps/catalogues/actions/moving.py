"""New drafts, activating them, and retiring what is no longer used."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from dandang.apps.catalogues.actions.grip import ask_filler, fitting, follow, keeper, take
from dandang.apps.catalogues.actions.making import store
from dandang.apps.catalogues.counting import counts_of
from dandang.apps.catalogues.models import CatalogueVersion
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats.catalogues import ItemPlan
from dandang.terms.catalogues import VersionMove, VersionState
from dandang.terms.refusal import Refusal


@transaction.atomic
def new_draft(*, catalogue: int, by: Actor, at: datetime) -> int:
    """Begin a new draft (新建草稿) with the items of the active version, or else of the newest.

    Gives the number of the version. Refused while there is a draft.
    """
    row = keeper(catalogue, by=by)
    versions = row.versions.order_by("-number")
    if versions.filter(state=str(VersionState.DRAFT)).exists():
        raise Refusal("catalogues.draft_stands", name=row.name)
    last = versions.aggregate(last=Max("number"))["last"]
    like = versions.filter(state=str(VersionState.ACTIVE)).first() or versions.first()
    assert like is not None
    made = CatalogueVersion.objects.create(
        catalogue=row,
        number=last + 1,
        state=str(VersionState.DRAFT),
        document=like.document,
        declared=like.declared,
        declared_aspects=like.declared_aspects,
        made_at=at,
    )
    store(
        made,
        [
            ItemPlan(
                each.code,
                each.level,
                each.text,
                each.parent.code if each.parent else "",
                each.note,
                each.source,
            )
            for each in like.items.select_related("parent")
        ],
    )
    ask_filler(row, at=at)
    details = {"change": "draft", "version": made.number, "like": like.number}
    follow(row, verb=Verb.CATALOGUES_EDIT, by=by, at=at, details=details)
    return made.pk


@transaction.atomic
def discard(*, version: int, by: Actor, at: datetime) -> None:
    """Discard a draft (放弃草稿) with its items. The only version of a catalogue cannot be discarded."""
    row = take(version, move=VersionMove.DISCARD, by=by)
    if not row.catalogue.versions.exclude(pk=row.pk).exists():
        raise Refusal("catalogues.only_version", name=row.catalogue.name)
    details = {"change": "discarded", "version": row.number, "items": row.items.count()}
    for level in (3, 2, 1):
        row.items.filter(level=level).delete()
    row.delete()
    ask_filler(row.catalogue, at=at)
    follow(row.catalogue, verb=Verb.CATALOGUES_EDIT, by=by, at=at, details=details)


@transaction.atomic
def activate(
    *,
    version: int,
    on: date,
    reason: str = "",
    confirmed_by: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Make a draft the active version (启用) from a day on; the one before it is retired that day.

    Where counts differ from those declared or places are still to be filled, somebody confirms by
    name and with a reason. From then on nothing in the version changes.
    """
    row = take(version, move=VersionMove.ACTIVATE, by=by)
    _not_ahead(on, at)
    said = fitting(reason=reason, confirmed_by=confirmed_by)
    gaps = counts_of([row.pk])[row.pk].gaps
    if gaps and not (said["reason"] and said["confirmed_by"]):
        raise Refusal("catalogues.counts_differ", gaps="；".join(gap.zh for gap in gaps))
    before = row.catalogue.versions.filter(state=str(VersionState.ACTIVE)).first()
    if before is not None:
        assert before.active_from is not None
        if on < before.active_from:
            raise Refusal("catalogues.before_the_last", day=before.active_from)
        before.state, before.retired_on = str(VersionState.RETIRED), on
        before.retired_because = f"第{row.number}版启用"
        before.save(update_fields=["state", "retired_on", "retired_because"])
    row.state, row.active_from = str(VersionState.ACTIVE), on
    row.reason = said["reason"] if gaps else ""
    row.confirmed_by = said["confirmed_by"]
    row.save(update_fields=["state", "active_from", "reason", "confirmed_by"])
    ask_filler(row.catalogue, at=at)
    details = {
        "change": "activated",
        "version": row.number,
        "on": on.isoformat(),
        "gaps": [str(gap) for gap in gaps],
        "reason": row.reason,
        "confirmed_by": row.confirmed_by,
    }
    follow(row.catalogue, verb=Verb.CATALOGUES_EDIT, by=by, at=at, details=details)


@transaction.atomic
def retire(*, version: int, on: date, reason: str, by: Actor, at: datetime) -> None:
    """Retire the active version (停用) on a day, for a reason; who has used it keeps it."""
    row = take(version, move=VersionMove.RETIRE, by=by)
    _not_ahead(on, at)
    said = fitting(reason=reason)
    if not said["reason"]:
        raise Refusal("catalogues.reason_missing")
    assert row.active_from is not None
    if on < row.active_from:
        raise Refusal("catalogues.before_the_last", day=row.active_from)
    row.state, row.retired_on, row.retired_because = (
        str(VersionState.RETIRED),
        on,
        said["reason"],
    )
    row.save(update_fields=["state", "retired_on", "retired_because"])
    details = {"change": "retired", "version": row.number, "on": on.isoformat(), **said}
    follow(row.catalogue, verb=Verb.CATALOGUES_EDIT, by=by, at=at, details=details)


def _not_ahead(on: date, at: datetime) -> None:
    if on > at.date():
        raise Refusal("catalogues.day_ahead", day=on)
