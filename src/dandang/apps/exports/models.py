"""The register of exports."""

from django.db import models

from dandang.terms.reading import ExportKind, ExportPurpose


class Export(models.Model):
    """导出: one file that left the house: what, by whom, when, about how many people, what for."""

    what = models.CharField("导出内容", max_length=20, choices=ExportKind.choices())
    name = models.CharField("对象", max_length=200)
    purpose_kind = models.CharField("导出事由", max_length=20, choices=ExportPurpose.choices())
    purpose = models.CharField("用途", max_length=200)
    account = models.IntegerField("账号", null=True)
    by_name = models.CharField("办理人", max_length=80)
    at = models.DateTimeField("时间")
    people = models.PositiveIntegerField("涉及人数")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField("字节数", default=0)

    class Meta:
        verbose_name = "导出登记"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.what} {self.name}"
