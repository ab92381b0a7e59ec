"""Words of the account policy."""

from dandang.terms.term import Term


class FactorDuty(Term):
    """动态口令要求: whose accounts must have a second factor."""

    OFFICERS = "officers", "三员必须，其他自愿", "the three officers must, others may"
    ALL = "all", "全部必须", "everybody must"
    NOBODY = "nobody", "全部自愿", "everybody may"


class PolicyGroup(Term):
    """策略类别: what a part of the account policy is about."""

    PASSWORD = "password", "密码", "passwords"
    SIGN_IN = "sign_in", "登录", "signing in"
    FACTOR = "factor", "动态口令", "second factor"
    ACCOUNT = "account", "账号管理", "accounts"
    READING = "reading", "大量查阅提醒", "mass reading"
