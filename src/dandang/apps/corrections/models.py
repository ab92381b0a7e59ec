"""What a correction asks for; its course is the case."""

from django.db import models

from dandang.apps.archive.models import Person
from dandang.apps.cases.models import Case
from dandang.apps.files.models import File
from dandang.terms.corrections import CorrectionItem, CorrectionOutcome


class Correction(models.Model):
    """更正申请: one item of a file, what stood there, what is right, the proof, and what came of it.

    Of a sealed item nothing but the proof says what is right.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办理事项")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="干部")
    item = models.CharField("更正项目", max_length=30, choices=CorrectionItem.choices())
    before = models.CharField("档案原记载", max_length=300, blank=True)
    right = models.CharField("应为", max_length=300, blank=True)
    proof = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name="证明材料")
    outcome = models.CharField(
        "更正结果", max_length=30, choices=CorrectionOutcome.choices(), blank=True
    )
    decided_by = models.IntegerField("决定人账号", null=True)
    decided_on = models.DateField("决定日期", null=True)
    served_on = models.DateField("答复送达日期", null=True)
    object_until = models.DateField("申请复核截止", null=True)

    class Meta:
        verbose_name = "更正申请"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item}"
