"""Catalogues, their versions, and the items of a version."""

from django.db import models
from django.db.models import Q

from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from dandang.terms.catalogues import VersionState


class Catalogue(models.Model):
    """清单: a counted list of one unit, and who may fill it beside those who keep it."""

    code = models.CharField("清单代码", max_length=60, unique=True)
    name = models.CharField("清单名称", max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="所属单位")
    source = models.CharField("出处", max_length=200)
    says = models.CharField("原文", max_length=200, blank=True)
    counting_word = models.CharField("量词", max_length=8, blank=True)
    level = models.PositiveSmallIntegerField("计数层级", default=1)
    filler_role = models.CharField("填写角色", max_length=40, choices=Role.choices(), blank=True)
    filler_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="填写单位"
    )

    class Meta:
        verbose_name = "清单"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="catalogue_three_levels"
            ),
            models.CheckConstraint(
                condition=Q(filler_role="", filler_unit=None)
                | (~Q(filler_role="") & Q(filler_unit__isnull=False)),
                name="catalogue_filler_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CatalogueVersion(models.Model):
    """清单版本: what a document declares, and where the version stands.

    `declared` None: the document names no count; `document` blank: the source does not name it. A version that was active is never changed again.
    """

    catalogue = models.ForeignKey(
        Catalogue, models.PROTECT, related_name="versions", verbose_name="清单"
    )
    number = models.PositiveSmallIntegerField("版次")
    state = models.CharField("清单版本状态", max_length=20, choices=VersionState.choices())
    document = models.CharField("依据文件", max_length=200, blank=True)
    declared = models.PositiveIntegerField("申报数", null=True)
    declared_aspects = models.PositiveIntegerField("申报方面数", null=True)
    made_at = models.DateTimeField("建立时间")
    active_from = models.DateField("启用日期", null=True)
    retired_on = models.DateField("停用日期", null=True)
    confirmed_by = models.CharField("确认人", max_length=80, blank=True)
    reason = models.CharField("确认理由", max_length=300, blank=True)
    retired_because = models.CharField("停用理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "清单版本"
        ordering = ["catalogue_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["catalogue"], condition=Q(state="active"), name="one_active_version"
            ),
            models.UniqueConstraint(
                fields=["catalogue"], condition=Q(state="draft"), name="one_draft_version"
            ),
            models.CheckConstraint(
                condition=Q(declared=None) | Q(declared__gte=1), name="version_declares_some"
            ),
            models.CheckConstraint(
                condition=Q(declared_aspects=None) | Q(declared_aspects__gte=1),
                name="version_declares_some_aspects",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", active_from=None)
                | (~Q(state="draft") & Q(active_from__isnull=False)),
                name="version_active_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_on__isnull=False)
                | (~Q(state="retired") & Q(retired_on=None)),
                name="version_retired_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | ~Q(confirmed_by=""), name="version_confirmed_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.catalogue_id} v{self.number}"


class CatalogueItem(models.Model):
    """清单条目: one place of a version; a blank text is still to be filled (待填)."""

    version = models.ForeignKey(
        CatalogueVersion, models.PROTECT, related_name="items", verbose_name="清单版本"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="below", verbose_name="上级条目"
    )
    code = models.CharField("条目编码", max_length=20)
    level = models.PositiveSmallIntegerField("层级")
    order = models.PositiveIntegerField("排序")
    text = models.CharField("内容", max_length=500, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    source = models.CharField("出处", max_length=200, blank=True)

    class Meta:
        verbose_name = "清单条目"
        ordering = ["version_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="item_code_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="item_three_levels"
            ),
            models.CheckConstraint(
                condition=~Q(level=1) | Q(parent=None), name="item_on_top_has_no_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:20]}"
