"""Rounds and what happens in them."""

from django.db import models

from dandang.apps.archive.models import Person
from dandang.apps.files.models import File
from dandang.apps.units.models import Unit
from dandang.terms.people import PostLevel
from dandang.terms.rounds import (
    AssessmentKind,
    DecisionState,
    RateeRule,
    RoundState,
    ServiceWay,
)


class Round(models.Model):
    """考核: one run of an assessment in one unit."""

    title = models.CharField("考核名称", max_length=120)
    kind = models.CharField("考核类别", max_length=20, choices=AssessmentKind.choices())
    year = models.PositiveSmallIntegerField("年度")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    state = models.CharField("考核进度", max_length=20, choices=RoundState.choices())
    scheme = models.TextField("方案")
    roster_day = models.DateField("名册冻结日", null=True)
    ratee_rule = models.CharField("考核对象范围", max_length=20, choices=RateeRule.choices())
    attendance = models.JSONField("到场与发出票数", default=dict)
    result = models.JSONField("计算结果", null=True)
    result_digest = models.CharField("结果摘要", max_length=64, blank=True)
    opened_at = models.DateTimeField("开箱时间", null=True)
    closed_at = models.DateTimeField("封箱时间", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    made_at = models.DateTimeField("建立时间")

    class Meta:
        verbose_name = "考核"
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return self.title


class RosterLine(models.Model):
    """冻结名册: one person in service in the unit on the frozen day, as the archive had it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="roster", verbose_name="考核")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="干部")
    order = models.PositiveIntegerField("排序")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=200, blank=True)
    unit_name = models.CharField("单位名称", max_length=80)
    level = models.CharField("职务层次", max_length=20, choices=PostLevel.choices())
    in_team = models.BooleanField("班子成员")
    county_managed = models.BooleanField("县管干部")
    notes = models.CharField("在册说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "冻结名册"
        ordering = ["round_id", "order"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="roster_line_once")]

    def __str__(self) -> str:
        return self.name


class Ratee(models.Model):
    """考核对象: one line of the frozen roster that is rated, with score, proposal and grade."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="ratees", verbose_name="考核")
    line = models.OneToOneField(
        RosterLine, models.PROTECT, related_name="ratee", verbose_name="名册行"
    )
    score = models.CharField("得分", max_length=20, blank=True)
    no_score = models.CharField("不出数原因", max_length=60, blank=True)
    proposal = models.CharField("建议等次", max_length=20, blank=True)
    grade = models.CharField("等次", max_length=20, blank=True)
    decision = models.CharField(
        "评审状态", max_length=20, choices=DecisionState.choices(), default=DecisionState.PROPOSED
    )

    class Meta:
        verbose_name = "考核对象"
        ordering = ["round_id", "line__order"]

    def __str__(self) -> str:
        return str(self.line_id)


class Rater(models.Model):
    """评价人: a line of the frozen roster in a class; which slip he draws is known to nobody."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="raters", verbose_name="考核")
    line = models.OneToOneField(
        RosterLine, models.PROTECT, related_name="rater", verbose_name="名册行"
    )
    rater_class = models.CharField("票类", max_length=20)

    class Meta:
        verbose_name = "评价人"
        ordering = ["round_id", "rater_class", "line__order"]

    def __str__(self) -> str:
        return str(self.line_id)


class Recusal(models.Model):
    """回避: a rater does not rate a ratee, with the reason."""

    rater = models.ForeignKey(Rater, models.PROTECT, related_name="recusals", verbose_name="评价人")
    ratee = models.ForeignKey(Ratee, models.PROTECT, related_name="+", verbose_name="考核对象")
    reason = models.CharField("回避事由", max_length=120)

    class Meta:
        verbose_name = "回避"
        constraints = [models.UniqueConstraint(fields=["rater", "ratee"], name="recusal_once")]

    def __str__(self) -> str:
        return self.reason


class Meeting(models.Model):
    """评审会议: the panel's meeting as its signed minutes say, recorded by an officer."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="meetings", verbose_name="考核")
    held_on = models.DateField("会议日期")
    members = models.JSONField("到会成员")
    scan = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name="会议记录扫描件")
    recorded_by = models.CharField("代录人", max_length=80)
    account = models.IntegerField("代录人账号", null=True)
    at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "评审会议"
        ordering = ["round_id", "id"]

    def __str__(self) -> str:
        return str(self.held_on)


class Decision(models.Model):
    """评审决定: a grade confirmed or changed by a named person, with the reason. Only added to."""

    ratee = models.ForeignKey(
        Ratee, models.PROTECT, related_name="decisions", verbose_name="考核对象"
    )
    before = models.CharField("原等次", max_length=20, blank=True)
    after = models.CharField("等次", max_length=20)
    state = models.CharField("评审状态", max_length=20, choices=DecisionState.choices())
    reason = models.CharField("理由", max_length=300, blank=True)
    decided_by = models.CharField("决定人", max_length=80)
    account = models.IntegerField("账号", null=True)
    at = models.DateTimeField("时间")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="decisions", verbose_name="评审会议"
    )
    votes_for = models.PositiveSmallIntegerField("赞成票", null=True)
    votes_against = models.PositiveSmallIntegerField("反对票", null=True)
    votes_abstained = models.PositiveSmallIntegerField("弃权票", null=True)
    recused = models.JSONField("回避成员", default=list)

    class Meta:
        verbose_name = "评审决定"
        ordering = ["ratee_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(votes_for=None, votes_against=None, votes_abstained=None)
                | models.Q(
                    meeting__isnull=False,
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    votes_abstained__isnull=False,
                ),
                name="votes_are_counted_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.before}→{self.after}"


class Approval(models.Model):
    """审定: a leader or the committee approved the results of a round as they stood at that moment."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="approvals", verbose_name="考核")
    approved_by = models.CharField("审定人", max_length=80)
    office = models.CharField("职务", max_length=80, blank=True)
    person = models.IntegerField("干部", default=0)
    approved_on = models.DateField("审定日期")
    document = models.CharField("文号", max_length=80, blank=True)
    scan = models.ForeignKey(
        File, models.PROTECT, null=True, related_name="+", verbose_name="扫描件"
    )
    recorded_by = models.CharField("代录人", max_length=80, blank=True)
    account = models.IntegerField("账号", null=True)
    at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "审定"
        ordering = ["round_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recorded_by="") | models.Q(scan__isnull=False),
                name="approval_from_paper_has_its_scan",
            )
        ]

    def __str__(self) -> str:
        return self.approved_by


class Service(models.Model):
    """送达: how and when a ratee was told the result; it starts the clock of objection."""

    ratee = models.ForeignKey(
        Ratee, models.PROTECT, related_name="services", verbose_name="考核对象"
    )
    letter = models.CharField("文书编号", max_length=60)
    way = models.CharField("送达方式", max_length=20, choices=ServiceWay.choices())
    served_on = models.DateField("送达日期")
    until = models.DateField("异议截止")
    provisional = models.BooleanField("截止日为暂计", default=False)
    recorded_by = models.CharField("记录人", max_length=80)
    scan = models.ForeignKey(
        File, models.PROTECT, null=True, related_name="+", verbose_name="扫描件"
    )
    at = models.DateTimeField("记录时间")
    particulars = models.JSONField("送达情况", default=dict)
    cancelled_at = models.DateTimeField("撤销时间", null=True)
    cancelled_by = models.CharField("撤销人", max_length=80, blank=True)
    cancelled_why = models.CharField("撤销理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "送达"
        ordering = ["ratee_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ratee", "letter"],
                condition=models.Q(cancelled_at=None),
                name="one_standing_service_of_a_letter",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None, cancelled_why="")
                | (models.Q(cancelled_at__isnull=False) & ~models.Q(cancelled_why="")),
                name="cancelled_service_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.served_on}"
