"""Units, posts and teams."""

from django.db import models

from dandang.kit.columns import TreePath
from dandang.terms.people import PostLevel, UnitKind


class Unit(models.Model):
    """单位: a node of the tree; `path` names it and all above it, as in `/1/14/203/`.

    `full_name` is the path in words (清源县/县财政局); `order_path` sorts the whole tree in
    organisation order. Both follow from the parents and are written by the actions alone.
    """

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级单位"
    )
    name = models.CharField("单位名称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("单位类别", max_length=20, choices=UnitKind.choices())
    order = models.PositiveIntegerField("排序", default=0)
    path = TreePath("单位路径", unique=True)
    full_name = models.CharField("单位全路径", max_length=300, db_index=True)
    order_path = models.CharField("组织序", max_length=200, db_index=True)
    closed_on = models.DateField("撤销日期", null=True)
    hardship = models.BooleanField("艰苦边远", default=False)

    class Meta:
        verbose_name = "单位"
        ordering = ["order_path", "id"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_below_a_parent")
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """领导班子 of a unit."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="team", verbose_name="单位")
    name = models.CharField("班子名称", max_length=80)

    class Meta:
        verbose_name = "领导班子"
        ordering = ["unit__order_path", "unit_id"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """职务: a post of a unit with its level, duties and quota (职数); no quota: not yet fixed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    title = models.CharField("职务名称", max_length=80)
    level = models.CharField("职务层次", max_length=20, choices=PostLevel.choices())
    in_team = models.BooleanField("班子成员职务", default=False)
    key = models.BooleanField("关键岗位", default=False)
    duties = models.TextField("岗位职责", blank=True)
    quota = models.PositiveSmallIntegerField("职数", null=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "职务"
        ordering = ["unit_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "title"], name="post_title_once_in_a_unit")
        ]

    def __str__(self) -> str:
        return self.title
