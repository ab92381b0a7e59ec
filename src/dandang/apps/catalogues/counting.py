"""Counts of a version: declared, filled, still to be filled, and in what they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from dandang.apps.catalogues.models import CatalogueVersion
from dandang.terms.catalogues import CountGap


@dataclass(frozen=True, slots=True)
class Counts:
    """What a version counts. `declared` and `aspects_declared` None: the document names no count.

    `loose` are counted items of which nobody has said yet under which aspect they stand.
    """

    declared: int | None
    filled: int
    open: int
    aspects_declared: int | None
    aspects_filled: int
    aspects_open: int
    loose: int

    @property
    def places(self) -> int:
        """The items there are, filled or not."""
        return self.filled + self.open

    @property
    def aspects(self) -> int:
        """The aspects there are, filled or not."""
        return self.aspects_filled + self.aspects_open

    @property
    def gaps(self) -> tuple[CountGap, ...]:
        """In what it differs from a whole list with the counts declared; empty when in nothing."""
        found = {
            CountGap.ITEMS: self.declared is not None and self.declared != self.places,
            CountGap.ASPECTS: self.aspects_declared is not None
            and self.aspects_declared != self.aspects,
            CountGap.OPEN: bool(self.open or self.aspects_open or not self.places),
            CountGap.LOOSE: bool(self.loose),
        }
        return tuple(gap for gap, there in found.items() if there)


def counts_of(versions: Iterable[int]) -> dict[int, Counts]:
    """The counts of some versions by number: one query."""
    counted = Q(items__level=F("catalogue__level"))
    aspect = Q(items__level=1, catalogue__level__gt=1)
    filled = ~Q(items__text="")
    below = Q(catalogue__level__gt=1, items__parent=None)
    rows = (
        CatalogueVersion.objects.filter(pk__in=list(versions))
        .annotate(
            filled=Count("items", filter=counted & filled),
            open=Count("items", filter=counted & Q(items__text="")),
            aspects_filled=Count("items", filter=aspect & filled),
            aspects_open=Count("items", filter=aspect & Q(items__text="")),
            loose=Count("items", filter=counted & below),
        )
        .order_by()
    )
    return {
        row.pk: Counts(
            declared=row.declared,
            filled=row.filled,
            open=row.open,
            aspects_declared=row.declared_aspects,
            aspects_filled=row.aspects_filled,
            aspects_open=row.aspects_open,
            loose=row.loose,
        )
        for row in rows
    }
