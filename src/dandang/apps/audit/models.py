"""The trail, and the alarms that are read off it."""

from django.db import models

from dandang.kit.columns import TreePath
from dandang.terms.trail import Outcome, Span


class TrailRow(models.Model):
    """留痕: one act. Subjects and actors stand as values, so that nothing ties the trail down."""

    at = models.DateTimeField("时间", db_index=True)
    actor_number = models.IntegerField("账号", null=True)
    actor_name = models.CharField("办理人", max_length=80)
    actor_kind = models.CharField("账号类别", max_length=20)
    verb = models.CharField("动作", max_length=60, db_index=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices())
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_number = models.CharField("对象编号", max_length=40)
    subject_name = models.CharField("对象", max_length=200)
    path = TreePath("单位路径", blank=True, follows=False)
    person = models.IntegerField("涉及干部", null=True)
    purpose = models.CharField("用途", max_length=200, blank=True)
    details = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "留痕"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "-id"], name="trail_of_person"),
            models.Index(fields=["subject_kind", "subject_number"], name="trail_of_subject"),
            # A search by name reads this alone, a fifth of the table.
            models.Index(fields=["actor_name", "subject_name"], name="trail_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.subject_name}"


class ReadingAlarm(models.Model):
    """大量查阅提醒: one account read more people's files in an hour or a day than the policy lets pass.

    It says no more than that; the audit officer looks into it and writes down what he found.
    """

    account = models.IntegerField("账号")
    name = models.CharField("姓名", max_length=80)
    span = models.CharField("时段", max_length=10, choices=Span.choices())
    begin = models.DateTimeField("起始时间")
    people = models.PositiveIntegerField("查阅人数")
    most = models.PositiveIntegerField("提醒界限")
    raised_at = models.DateTimeField("提醒时间")
    reviewed_at = models.DateTimeField("核查时间", null=True)
    reviewed_by = models.CharField("核查人", max_length=80, blank=True)
    finding = models.CharField("核查情况", max_length=200, blank=True)

    class Meta:
        verbose_name = "大量查阅提醒"
        ordering = ["-begin", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "span", "begin"], name="reading_alarm_once_a_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.people}"
