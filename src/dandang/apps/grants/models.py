"""Grants and holders."""

from django.db import models

from dandang.apps.accounts.models import Account
from dandang.apps.archive.models import Person
from dandang.apps.units.models import Unit
from dandang.terms.access import Role


class Holder(models.Model):
    """持有人: the person behind an account; a person holds one account."""

    account = models.OneToOneField(Account, models.PROTECT, related_name="+", verbose_name="账号")
    person = models.OneToOneField(Person, models.PROTECT, related_name="+", verbose_name="干部")

    class Meta:
        verbose_name = "账号持有人"

    def __str__(self) -> str:
        return str(self.account_id)


class Grant(models.Model):
    """授权: an account holds a role over a unit and all below it, or over its holder alone."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="账号")
    role = models.CharField("角色", max_length=30, choices=Role.choices())
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="管理范围"
    )
    granted_by = models.IntegerField("授权人账号", null=True)
    granted_at = models.DateTimeField("授权时间")
    withdrawn_at = models.DateTimeField("收回时间", null=True)
    last_day = models.DateField(
        "最后一天", null=True, help_text="A grant with an end carries nothing from the day after."
    )

    class Meta:
        verbose_name = "授权"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "unit"],
                condition=models.Q(withdrawn_at=None, unit__isnull=False),
                name="grant_over_a_unit_once",
            ),
            models.UniqueConstraint(
                fields=["account", "role"],
                condition=models.Q(withdrawn_at=None, unit=None),
                name="grant_over_oneself_once",
            ),
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False) | models.Q(role=str(Role.CADRE)),
                name="only_a_cadre_is_granted_himself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.account_id}"


class Batch(models.Model):
    """批量开设: accounts for many cadres, opened in the background by one system officer's act."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    prefix = models.CharField("登录名前缀", max_length=20)
    by_account = models.IntegerField("经办账号")
    by_name = models.CharField("经办人", max_length=40)
    begun_at = models.DateTimeField("提交时间")
    finished_at = models.DateTimeField("完成时间", null=True)
    fetched_at = models.DateTimeField("密码单取走时间", null=True)
    wiped_at = models.DateTimeField("密码清除时间", null=True)
    granted_at = models.DateTimeField("授权时间", null=True)

    class Meta:
        verbose_name = "批量开设"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.prefix} {self.begun_at:%Y-%m-%d}"


class BatchLine(models.Model):
    """批量开设名单: one cadre of a batch; his first password lies sealed until the slips are fetched."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines", verbose_name="批量开设")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="干部")
    sign_in_name = models.CharField("登录名", max_length=40, unique=True)
    account = models.OneToOneField(
        Account, models.PROTECT, null=True, related_name="+", verbose_name="账号"
    )
    sealed = models.CharField("初始密码（加密）", max_length=200, blank=True)
    skipped = models.BooleanField("已另开账号", default=False)

    class Meta:
        verbose_name = "批量开设名单"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(account=None, skipped=False),
                name="a_cadre_waits_in_one_batch",
            )
        ]

    def __str__(self) -> str:
        return self.sign_in_name
