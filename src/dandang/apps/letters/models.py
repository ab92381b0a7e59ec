"""Letters and templates."""

from django.db import models


class Template(models.Model):
    """文书模板: the office's own Word template of a kind of letter; the newest one is in force."""

    kind = models.CharField("文书种类", max_length=40)
    name = models.CharField("文件名", max_length=200)
    content = models.BinaryField("内容")
    digest = models.CharField("SHA-256", max_length=64)
    put_at = models.DateTimeField("上传时间")
    put_by = models.CharField("上传人", max_length=80)

    class Meta:
        verbose_name = "文书模板"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """文书: a number, what it is about, and its values, frozen when it was issued."""

    kind = models.CharField("文书种类", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    sequence = models.PositiveIntegerField("顺序号")
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_number = models.CharField("对象编号", max_length=40)
    person = models.IntegerField("干部")
    values = models.JSONField("内容")
    digest = models.CharField("内容摘要", max_length=64)
    template = models.ForeignKey(
        Template, models.PROTECT, null=True, related_name="+", verbose_name="文书模板"
    )
    issued_on = models.DateField("签发日期")
    replaced = models.BooleanField("已被替代", default=False)

    class Meta:
        verbose_name = "文书"
        ordering = ["kind", "year", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="letter_number_once")
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_number"], name="letter_of_subject")
        ]

    def __str__(self) -> str:
        return f"{self.kind}〔{self.year}〕{self.sequence}号"
