"""The account, and what its safety rests on: former passwords, second factor, sessions, policy."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dandang.terms.access import AccountKind


class Account(AbstractBaseUser):
    """账号: one sign-in name of one kind, for one person.

    Added columns are nullable: SQLite would make the table anew otherwise, without its triggers.
    """

    sign_in_name = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    kind = models.CharField("账号类别", max_length=10, choices=AccountKind.choices())
    is_active = models.BooleanField("启用", default=True)
    wrong_tries = models.PositiveSmallIntegerField("连续输错次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True)
    opened_at = models.DateTimeField("开设时间")
    password_set_at = models.DateTimeField("密码设定时间", null=True)
    first_until = models.DateTimeField(
        "初始密码有效至", null=True, help_text="Set: the password is a first one, to be changed."
    )
    reopened_at = models.DateTimeField("恢复时间", null=True)

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


class FormerPassword(models.Model):
    """用过的密码: the stretched form of a password that an account had."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="账号")
    password = models.CharField("密码", max_length=128)

    class Meta:
        verbose_name = "用过的密码"
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.account_id)


class Factor(models.Model):
    """动态口令: the second factor of an account; it counts once a code has confirmed it."""

    account = models.OneToOneField(
        Account, models.PROTECT, related_name="factor", verbose_name="账号"
    )
    sealed = models.CharField("密钥（加密）", max_length=200)
    last_step = models.BigIntegerField("最近用过的时段", default=0)
    confirmed_at = models.DateTimeField("启用时间", null=True)

    class Meta:
        verbose_name = "动态口令"

    def __str__(self) -> str:
        return str(self.account_id)


class RecoveryCode(models.Model):
    """恢复码: opens an account once in place of a code of its second factor."""

    factor = models.ForeignKey(
        Factor, models.CASCADE, related_name="recovery_codes", verbose_name="动态口令"
    )
    digest = models.CharField("密钥摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "恢复码"
        constraints = [
            models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return str(self.factor_id)


class Session(models.Model):
    """登录: one browser signed in to an account. Ended rows stay for half a year; no address."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="账号")
    browser = models.CharField("浏览器", max_length=60, blank=True)
    begun_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近操作")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "登录"
        ordering = ["-seen_at", "-id"]
        indexes = [models.Index(fields=["account", "ended_at"], name="sessions_of_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.begun_at:%Y-%m-%d %H:%M}"


class PolicyValue(models.Model):
    """账号策略: a value that differs from the stated one, with the document it rests on."""

    key = models.CharField("项目", max_length=40, unique=True)
    value = models.CharField("取值", max_length=20)
    document = models.CharField("依据文件", max_length=200)
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "账号策略"
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
