"""Foreign keys stand as strings and classes; no import contract sees which way they point."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from architecture.sources import tiers


def against_the_tiers(found: Iterable[type[models.Model]]) -> list[str]:
    """Relations that point upwards, sideways or at the box, cascade, or grow a name over there."""
    heights = tiers()
    faults = []
    for model in found:
        owner = model._meta.app_label
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = field.related_model._meta.app_label
            name = f"{owner}.{model.__name__}.{field.name} -> {target}"
            if "box" in {owner, target}:
                faults.append(f"{name}: no relation leads from or to the box")
            elif owner == target:
                continue
            elif owner not in heights or target not in heights:
                faults.append(f"{name}: not a tier")
            elif heights[owner] <= heights[target]:
                faults.append(f"{name}: points up or sideways")
            elif field.remote_field.related_name != "+":
                faults.append(f"{name}: needs related_name='+'")
            elif field.remote_field.on_delete is not models.PROTECT:
                faults.append(f"{name}: needs PROTECT")
    return faults


def own_models() -> list[type[models.Model]]:
    """Every table of the house."""
    return [model for model in apps.get_models() if model.__module__.startswith("dandang.")]


def test_every_foreign_key_points_down() -> None:
    assert against_the_tiers(own_models()) == []


def test_the_box_has_no_tables_and_the_trail_no_relations() -> None:
    assert [model for model in own_models() if model._meta.app_label == "box"] == []
    trail = [model for model in own_models() if model._meta.app_label == "audit"]
    assert [
        field.name for model in trail for field in model._meta.fields if field.is_relation
    ] == []


@isolate_apps("dandang.apps.units", "dandang.apps.archive")
def test_planted_relations_are_caught() -> None:
    class Cadre(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "archive"

    class Place(models.Model):  # noqa: DJ008
        chief = models.ForeignKey(Cadre, models.PROTECT, related_name="+")

        class Meta:
            app_label = "units"

    class Paper(models.Model):  # noqa: DJ008
        rater = models.ForeignKey(Cadre, models.PROTECT, related_name="+")

        class Meta:
            app_label = "box"

    class Claim(models.Model):  # noqa: DJ008
        cadre = models.ForeignKey(Cadre, models.CASCADE, related_name="+")
        walked = models.ForeignKey(Cadre, models.PROTECT)

        class Meta:
            app_label = "rounds"

    assert against_the_tiers([Cadre, Place, Paper, Claim]) == [
        "units.Place.chief -> archive: points up or sideways",
        "box.Paper.rater -> archive: no relation leads from or to the box",
        "rounds.Claim.cadre -> archive: needs PROTECT",
        "rounds.Claim.walked -> archive: needs related_name='+'",
    ]
