"""The county and its settings."""

from django.db import models


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
    """设置: what the centre leaves open, with the local document it rests on."""

    key = models.CharField("项目", max_length=60, unique=True)
    value = models.CharField("取值", max_length=200)
    document = models.CharField("依据文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "设置"
        ordering = ["key"]

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
