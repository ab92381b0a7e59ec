"""Checks of a file and what was written down about them."""

from django.db import models

from dandang.apps.archive.models import Person
from dandang.apps.files.models import File
from dandang.terms.checks import CheckItem, CheckMove, CheckState


class FileCheck(models.Model):
    """档案核查: where one item of one file stands. No row: not checked."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="干部")
    item = models.CharField("核查项目", max_length=20, choices=CheckItem.choices())
    state = models.CharField("核查状态", max_length=20, choices=CheckState.choices())
    on_file = models.CharField("系统记载", max_length=200, blank=True)
    in_papers = models.CharField("档案材料记载", max_length=200, blank=True)
    heard = models.BooleanField("已听取本人意见", default=False)

    class Meta:
        verbose_name = "档案核查"
        ordering = ["person_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "item"], name="file_check_once"),
            models.CheckConstraint(
                condition=~models.Q(state="resolved") | models.Q(heard=True),
                name="heard_before_resolved",
            ),
        ]
        indexes = [models.Index(fields=["state", "person"], name="file_check_by_state")]

    def __str__(self) -> str:
        return f"{self.item} {self.state}"


class CheckLine(models.Model):
    """核查过程: what was found, heard, stated or resolved, by whom, on which day; only added."""

    check_of = models.ForeignKey(
        FileCheck, models.PROTECT, related_name="course", verbose_name="档案核查"
    )
    move = models.CharField("动作", max_length=20, choices=CheckMove.choices())
    state = models.CharField("核查状态", max_length=20, choices=CheckState.choices())
    text = models.TextField("内容")
    document = models.CharField("依据文件", max_length=120, blank=True)
    scan = models.ForeignKey(
        File, models.PROTECT, null=True, related_name="+", verbose_name="扫描件"
    )
    acted_on = models.DateField("日期")
    by_name = models.CharField("办理人", max_length=80)
    at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "核查过程"
        ordering = ["check_of_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(move="resolve") | ~models.Q(document=""),
                name="resolved_with_a_document",
            )
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.acted_on}"
