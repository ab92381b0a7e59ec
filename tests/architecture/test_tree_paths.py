"""Which tables keep a unit's path as a value, and that each follows the unit or says why not."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from architecture.test_foreign_keys import own_models
from dandang.apps.corrections import actions as corrections
from dandang.apps.permits.actor import console
from dandang.apps.units import actions as units
from dandang.kit.columns import TreePath
from dandang.terms.corrections import CorrectionItem
from makers import make_unit
from papers import a_scan
from round_at_hand import MORNING, RoundAtHand
from seeding import seed

FOLLOW = {"ballots.RoundBox.path", "cases.Case.path", "inbox.Item.path", "units.Unit.path"}
STAY = {"audit.TrailRow.path"}
# Texts made of names or of orders, which their own action writes anew.
NO_PATHS = {"units.Unit.full_name", "units.Unit.order_path"}


def paths(found: Iterable[type[models.Model]], *, follows: bool) -> set[str]:
    """The columns that are said to be paths of units."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.fields
        if isinstance(field, TreePath) and field.follows is follows
    }


def unsaid(found: Iterable[type[models.Model]]) -> set[str]:
    """The columns that are called paths and are not said to be any."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.fields
        if ("path" in field.name or "路径" in str(field.verbose_name))
        and not isinstance(field, TreePath)
    }


def test_every_path_of_a_unit_follows_it_but_in_the_trail() -> None:
    assert paths(own_models(), follows=True) == FOLLOW
    assert paths(own_models(), follows=False) == STAY


def test_no_column_is_called_a_path_without_being_said_to_be_one() -> None:
    assert unsaid(own_models()) == NO_PATHS


@isolate_apps("dandang.apps.cases")
def test_a_path_as_plain_text_is_found() -> None:
    class Planted(models.Model):
        unit_path = models.CharField("范围", max_length=200)

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return ""

    assert unsaid([Planted]) == {"cases.Planted.unit_path"}


def holding(text: str) -> set[str]:
    """Every column of every table in which a text begins with `text` or stands quoted in JSON."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            values = model._default_manager.values_list(field.name, flat=True)
            if any(str(value).startswith(text) or f"'{text}" in str(value) for value in values):
                found.add(f"{model._meta.label}.{field.name}")
    return found


@pytest.mark.django_db
def test_after_a_unit_with_a_round_and_cases_has_moved_its_old_path_stands_in_the_trail_alone() -> (
    None
):
    at_hand = RoundAtHand(seed()).to_review()
    near, cadre = at_hand.house.near.unit, at_hand.cadre
    corrections.request(
        person=cadre.person or 0,
        item=CorrectionItem.BIRTH,
        text="户口簿上是二月（虚构）",
        right="1980.02",
        proof=a_scan(cadre, MORNING),
        by=cadre,
        at=MORNING,
    )
    before = near.path
    assert holding(before) == FOLLOW | STAY
    other = make_unit("虚构园区", parent=at_hand.house.county)
    units.move_unit(number=near.pk, parent=other.pk, by=console("测试"), at=MORNING)
    assert holding(before) == STAY | {"audit.TrailRow.details"}
