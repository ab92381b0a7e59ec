"""The item of an inbox."""

from django.db import models

from dandang.kit.columns import TreePath
from dandang.terms.access import Role


class Item(models.Model):
    """待办: waits for a role over a unit, for one account or for one cadre, until a day."""

    role = models.CharField("角色", max_length=30, choices=Role.choices(), blank=True)
    path = TreePath("单位路径", blank=True)
    account = models.IntegerField("账号", default=0)
    person = models.IntegerField("干部", default=0)
    what = models.CharField("事项", max_length=60)
    values = models.JSONField("内容", default=dict)
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_number = models.CharField("对象编号", max_length=40)
    due = models.DateField("期限", null=True)
    put_at = models.DateTimeField("产生时间")
    settled_at = models.DateTimeField("办结时间", null=True)
    opened_at = models.DateTimeField("首次打开时间", null=True)
    opened_by = models.CharField("首次打开人", max_length=80, blank=True, default="")
    handed_to = models.IntegerField("交办账号", default=0)
    handed_name = models.CharField("交办给", max_length=80, blank=True, default="")
    handed_by = models.CharField("交办人", max_length=80, blank=True, default="")
    handed_at = models.DateTimeField("交办时间", null=True)
    reminded_at = models.DateTimeField("催办时间", null=True)
    reminded_by = models.CharField("催办人", max_length=80, blank=True, default="")

    class Meta:
        verbose_name = "待办"
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "what",
                    "subject_kind",
                    "subject_number",
                    "role",
                    "path",
                    "account",
                    "person",
                ],
                condition=models.Q(settled_at=None),
                name="an_open_item_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(handed_to=0, handed_at=None)
                | models.Q(handed_to__gt=0, handed_at__isnull=False),
                name="handed_over_to_somebody_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["settled_at", "due"], name="inbox_open_by_due")]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_kind} {self.subject_number}"
