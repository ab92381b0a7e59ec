"""Cases, their course, and who took part in what they are about."""

from django.db import models

from dandang.apps.archive.models import Person
from dandang.apps.files.models import File
from dandang.kit.columns import TreePath
from dandang.terms.rounds import CaseMove, CaseStep, Finding, ServiceWay


class Part(models.Model):
    """参与: an account or a person took part in a subject, and may not judge an objection to it."""

    subject_kind = models.CharField("对象类别", max_length=40)
    subject_number = models.CharField("对象编号", max_length=40)
    account = models.IntegerField("账号", default=0)
    person = models.IntegerField("干部", default=0)
    name = models.CharField("姓名", max_length=80)
    what = models.CharField("参与事项", max_length=60)

    class Meta:
        verbose_name = "参与记录"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_number", "account", "person", "name", "what"],
                name="part_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.what}"


class Case(models.Model):
    """办理事项: one governed procedure about one subject, for one person."""

    procedure = models.CharField("程序", max_length=40)
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_number = models.CharField("对象编号", max_length=40)
    subject_name = models.CharField("对象", max_length=200)
    parent_kind = models.CharField("所属类别", max_length=40)
    parent_number = models.CharField("所属编号", max_length=40)
    path = TreePath("单位路径")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="干部")
    step = models.CharField("步骤", max_length=20, choices=CaseStep.choices())
    assignee = models.IntegerField("答复人账号", null=True)
    assignee_person = models.IntegerField("答复人在册编号", default=0)
    assignee_name = models.CharField("答复人", max_length=80, blank=True)
    finding = models.CharField("答复结论", max_length=20, choices=Finding.choices(), blank=True)
    due = models.DateField("本步期限", null=True)
    due_provisional = models.BooleanField("期限为暂计", default=False)
    opened_at = models.DateTimeField("提出时间")
    closed_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        verbose_name = "办理事项"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "subject_kind", "subject_number"],
                condition=models.Q(closed_at=None),
                name="one_open_case_about_a_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_name}（{self.step}）"


class CourseLine(models.Model):
    """办理过程: one move of a case, with who acted, who recorded it, and on what evidence."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="course", verbose_name="办理事项")
    move = models.CharField("动作", max_length=20, choices=CaseMove.choices())
    step = models.CharField("到达步骤", max_length=20, choices=CaseStep.choices())
    acted_by = models.CharField("办理人", max_length=80)
    recorded_by = models.CharField("代录人", max_length=80, blank=True)
    acted_on = models.DateField("办理日期")
    at = models.DateTimeField("记录时间")
    text = models.TextField("内容", blank=True)
    way = models.CharField("送达方式", max_length=20, choices=ServiceWay.choices(), blank=True)
    particulars = models.JSONField("送达情况", default=dict)
    scan = models.ForeignKey(
        File, models.PROTECT, null=True, related_name="+", verbose_name="扫描件"
    )

    class Meta:
        verbose_name = "办理过程"
        ordering = ["case_id", "id"]

    def __str__(self) -> str:
        return f"{self.move} {self.acted_by}"
