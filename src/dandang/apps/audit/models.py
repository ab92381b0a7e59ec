"""The one table of the trail."""

from django.db import models

from dandang.terms.trail import Outcome


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
    path = models.CharField("单位路径", max_length=200, blank=True)
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
