"""Reading catalogues: lists of them, one with its versions, a version as a tree, two compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from dandang.apps.catalogues.counting import Counts, counts_of
from dandang.apps.catalogues.models import Catalogue, CatalogueItem, CatalogueVersion
from dandang.apps.catalogues.shipped import shipped
from dandang.apps.catalogues.sight import FILLERS, may_edit, may_fill, visible
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.formats.catalogues import CataloguePlan
from dandang.kit.paging import Page, window
from dandang.terms.access import Role
from dandang.terms.catalogues import ItemChange, VersionState
from dandang.terms.refusal import NotFound

__all__ = [
    "FILLERS",
    "Counts",
    "active",
    "catalogue",
    "catalogues",
    "changes",
    "fillable_items",
    "item",
    "items",
    "not_yet_taken",
    "version",
]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version with its counts; `declared` stands in the counts."""

    number: int
    edition: int
    state: VersionState
    document: str
    active_from: date | None
    retired_on: date | None
    confirmed_by: str
    reason: str
    retired_because: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One catalogue; `shown` is its active version, else its draft, else its newest.

    `level` is the one at which items are counted; `filler_role` None: only who keeps it fills it.
    """

    number: int
    code: str
    name: str
    unit: str
    unit_number: int
    path: str
    source: str
    says: str
    counting_word: str
    level: int
    filler_role: Role | None
    filler_unit: str
    filler_unit_number: int | None
    shown: VersionRow
    draft: int | None


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """A catalogue, its versions from the newest, and what the viewer may do."""

    row: CatalogueRow
    versions: tuple[VersionRow, ...]
    may_edit: bool
    may_fill: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One place of a tree; `depth` 0 stands on top. A blank text is still to be filled (待填)."""

    number: int
    code: str
    level: int
    depth: int
    parent: str
    text: str
    note: str
    source: str
    counted: bool

    @property
    def open(self) -> bool:
        """Whether it is still to be filled."""
        return not self.text


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version: its catalogue, its counts, its items as a tree, and what the viewer may do."""

    catalogue: CatalogueRow
    row: VersionRow
    may_edit: bool
    may_fill: bool

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.row.state is VersionState.DRAFT


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item with the version it belongs to, and the items it may stand under."""

    version: VersionPage
    line: ItemLine


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """What became of an item from one version to another; None where it did not stand."""

    code: str
    change: ItemChange
    before: ItemLine | None
    after: ItemLine | None


def catalogues(
    viewer: Actor, *, text: str = "", open_only: bool = False, page: int = 1, size: int = 50
) -> Page[CatalogueRow]:
    """The catalogues in sight, those of the highest unit first: four queries.

    `open_only`: those with a draft, in which something may still be filled.
    """
    rows = _seen(viewer)
    if text.strip():
        words = text.strip()
        rows = rows.filter(Q(name__icontains=words) | Q(code__icontains=words))
    if open_only:
        rows = rows.filter(versions__state=str(VersionState.DRAFT))
    rows = rows.order_by("unit__order_path", "name", "pk")
    total = rows.count()
    cut = window(page, size, total)
    found = list(rows[cut])
    versions = _versions(each.pk for each in found)
    return Page(
        tuple(_row(each, versions[each.pk]) for each in found), cut.start // size + 1, size, total
    )


def catalogue(viewer: Actor, number: int) -> CataloguePage:
    """One catalogue. NotFound when there is none or the viewer may not see it."""
    found = _seen(viewer).filter(pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    versions = _versions([found.pk])[found.pk]
    return CataloguePage(
        _row(found, versions), versions, may_edit(viewer, found), may_fill(viewer, found)
    )


def version(viewer: Actor, number: int) -> VersionPage:
    """One version, whatever its state: who took a number keeps what it says."""
    of = CatalogueVersion.objects.filter(pk=number).values_list("catalogue_id", flat=True).first()
    if of is None:
        raise NotFound("permits.not_found")
    page = catalogue(viewer, of)
    row = next(each for each in page.versions if each.number == number)
    return VersionPage(page.row, row, page.may_edit, page.may_fill)


def active(viewer: Actor, code: str) -> VersionPage | None:
    """The active version of the catalogue of that code; None while none is active.

    Whatever is built from it keeps the version's number, and with it what it said that day.
    """
    found = _seen(viewer).filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("permits.not_found")
    page = catalogue(viewer, found)
    if page.row.shown.state is not VersionState.ACTIVE:
        return None
    return VersionPage(page.row, page.row.shown, page.may_edit, page.may_fill)


def items(viewer: Actor, number: int) -> tuple[ItemLine, ...]:
    """The items of a version, each parent before its own; items under no aspect come last."""
    page = version(viewer, number)
    rows = list(CatalogueItem.objects.filter(version_id=number))
    return tuple(_tree(rows, page.catalogue.level))


def item(viewer: Actor, number: int) -> ItemPage:
    """One item. NotFound when there is none or the viewer may not see its catalogue."""
    row = CatalogueItem.objects.filter(pk=number).select_related("parent").first()
    if row is None:
        raise NotFound("permits.not_found")
    page = version(viewer, row.version_id)
    parent = row.parent.code if row.parent else ""
    return ItemPage(page, _line(row, parent, 0, page.catalogue.level))


def changes(viewer: Actor, number: int) -> tuple[VersionRow | None, tuple[ItemDifference, ...]]:
    """The version before this one, and how the items differ by their codes; None for the first."""
    page = version(viewer, number)
    before = (
        CatalogueVersion.objects.filter(
            catalogue_id=page.catalogue.number, number__lt=page.row.edition
        )
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )
    if before is None:
        return None, ()
    old = {line.code: line for line in items(viewer, before)}
    new = {line.code: line for line in items(viewer, number)}
    found = []
    for code, line in new.items():
        if code not in old:
            found.append(ItemDifference(code, ItemChange.ADDED, None, line))
        elif _said(old[code]) != _said(line):
            found.append(ItemDifference(code, ItemChange.CHANGED, old[code], line))
    dropped = [
        ItemDifference(code, ItemChange.DROPPED, line, None)
        for code, line in old.items()
        if code not in new
    ]
    return version(viewer, before).row, (*found, *dropped)


def fillable_items(
    viewer: Actor, *, of_version: int | None = None
) -> tuple[tuple[CatalogueRow, tuple[ItemLine, ...]], ...]:
    """Catalogues with their items: of one version in sight, or of every draft the viewer may fill."""
    if of_version is not None:
        page = version(viewer, of_version)
        return ((page.catalogue, items(viewer, of_version)),)
    rows = _seen(viewer).filter(versions__state=str(VersionState.DRAFT))
    seen = [row for row in rows.order_by("unit__order_path", "name", "pk") if may_fill(viewer, row)]
    versions = _versions(row.pk for row in seen)
    of_draft: dict[int, list[CatalogueItem]] = {}
    drafts = CatalogueItem.objects.filter(
        version__state=str(VersionState.DRAFT), version__catalogue__in=[row.pk for row in seen]
    )
    for each in drafts:
        of_draft.setdefault(each.version_id, []).append(each)
    found = []
    for row in seen:
        line = _row(row, versions[row.pk])
        assert line.draft is not None
        found.append((line, tuple(_tree(of_draft.get(line.draft, []), row.level))))
    return tuple(found)


def not_yet_taken(viewer: Actor) -> tuple[CataloguePlan, ...]:
    """The catalogues shipped with the house that no unit has taken over yet, by name."""
    require(viewer, Verb.CATALOGUES_EDIT)
    taken = set(Catalogue.objects.values_list("code", flat=True))
    return tuple(plan for code, plan in shipped().items() if code not in taken)


def _seen(viewer: Actor) -> QuerySet[Catalogue]:
    return Catalogue.objects.filter(visible(viewer)).select_related("unit", "filler_unit")


def _versions(numbers: Iterable[int]) -> dict[int, tuple[VersionRow, ...]]:
    rows = list(CatalogueVersion.objects.filter(catalogue_id__in=list(numbers)))
    counts = counts_of(row.pk for row in rows)
    found: dict[int, list[VersionRow]] = {}
    for row in rows:
        line = VersionRow(
            number=row.pk,
            edition=row.number,
            state=VersionState(row.state),
            document=row.document,
            active_from=row.active_from,
            retired_on=row.retired_on,
            confirmed_by=row.confirmed_by,
            reason=row.reason,
            retired_because=row.retired_because,
            counts=counts[row.pk],
        )
        found.setdefault(row.catalogue_id, []).append(line)
    return {number: tuple(lines) for number, lines in found.items()}


def _row(row: Catalogue, versions: tuple[VersionRow, ...]) -> CatalogueRow:
    by_state = {each.state: each for each in reversed(versions)}
    draft = by_state.get(VersionState.DRAFT)
    return CatalogueRow(
        number=row.pk,
        code=row.code,
        name=row.name,
        unit=row.unit.name,
        unit_number=row.unit_id,
        path=row.unit.path,
        source=row.source,
        says=row.says,
        counting_word=row.counting_word,
        level=row.level,
        filler_role=Role(row.filler_role) if row.filler_role else None,
        filler_unit=row.filler_unit.name if row.filler_unit else "",
        filler_unit_number=row.filler_unit_id,
        shown=by_state.get(VersionState.ACTIVE) or draft or versions[0],
        draft=draft.number if draft else None,
    )


def _tree(rows: list[CatalogueItem], counted: int) -> Iterable[ItemLine]:
    below: dict[int | None, list[CatalogueItem]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def walk(row: CatalogueItem, parent: str, depth: int) -> Iterable[ItemLine]:
        yield _line(row, parent, depth, counted)
        for each in below.get(row.pk, ()):
            yield from walk(each, row.code, depth + 1)

    for row in sorted(below.get(None, ()), key=lambda row: row.level > 1):
        yield from walk(row, "", 0)


def _line(row: CatalogueItem, parent: str, depth: int, counted: int) -> ItemLine:
    return ItemLine(
        number=row.pk,
        code=row.code,
        level=row.level,
        depth=depth,
        parent=parent,
        text=row.text,
        note=row.note,
        source=row.source,
        counted=row.level == counted,
    )


def _said(line: ItemLine) -> tuple[str, ...]:
    """All that an item says."""
    return (line.text, line.parent, line.note, line.source)
