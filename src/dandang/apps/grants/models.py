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
