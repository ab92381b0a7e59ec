"""The county, its settings and its calendar."""

from django.db import models

from dandang.apps.files.models import File


class County(models.Model):
    """本县: exactly one row."""

    name = models.CharField("县名", max_length=40)
    office = models.CharField("组织部门名称", max_length=60)
    fictitious = models.BooleanField("虚构数据", default=False)

    class Meta:
        verbose_name = "本县"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_county_only"),
        ]

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """设置: a value given to what the centre leaves open, with its local document.

    Rows are only added: the newest of a key is in force, the others are its history.
    """

    key = models.CharField("项目", max_length=60, db_index=True)
    value = models.CharField("取值", max_length=200)
    document = models.CharField("依据文件", max_length=200, blank=True)
    document_name = models.CharField("文件名称", max_length=200, blank=True, default="")
    since = models.DateField("施行日期", null=True)
    scan = models.ForeignKey(
        File, models.PROTECT, null=True, related_name="+", verbose_name="扫描件"
    )
    set_at = models.DateTimeField("登记时间", null=True)
    set_by = models.CharField("登记人", max_length=80, blank=True, default="")

    class Meta:
        verbose_name = "设置"
        ordering = ["key", "-id"]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class CalendarDay(models.Model):
    """调休: a day on which the organisation's calendar differs from the published one."""

    day = models.DateField("日期", unique=True)
    working = models.BooleanField("工作日")
    document = models.CharField("依据文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "日历更正"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {'班' if self.working else '休'}"


class CalendarYear(models.Model):
    """放假通知: a year whose holidays the organisation has entered whole from the notice."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    document = models.CharField("依据文件", max_length=200)

    class Meta:
        verbose_name = "年度放假通知"
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year} {self.document}"
