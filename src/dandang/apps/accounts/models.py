"""The account."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dandang.terms.access import AccountKind


class Account(AbstractBaseUser):
    """账号: one sign-in name of one kind, for one person."""

    sign_in_name = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    kind = models.CharField("账号类别", max_length=10, choices=AccountKind.choices())
    is_active = models.BooleanField("启用", default=True)
    wrong_tries = models.PositiveSmallIntegerField("连续输错次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True)
    opened_at = models.DateTimeField("开设时间")

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "sign_in_name"

    class Meta:
        verbose_name = "账号"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in AccountKind]),
                name="account_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.sign_in_name
