"""Words about looking after an installation."""

from dandang.terms.term import Term


class Health(Term):
    """检查结果: how a part of an installation is found."""

    FINE = "ok", "正常", "ok"
    ATTENTION = "attention", "注意", "attention"
    MISSING = "missing", "缺失", "missing"
