"""Words about the organisation's settings and its calendar, and what a house needs before its first round."""

from dandang.terms.term import Term


class SettingKind(Term):
    """取值类型: what the value of a setting looks like."""

    WHOLE = "whole", "整数", "whole number"
    CHOICE = "choice", "选项", "one of several"
    YES_NO = "yes_no", "是或否", "yes or no"
    TEXT = "text", "文字", "text"


class Confidence(Term):
    """核实程度: how far what is said about a central text was compared with that text."""

    VERIFIED = "verified", "已核实", "verified"
    PARTIAL = "partial", "部分核实", "partly verified"
    MEMORY = "memory", "未核实", "not verified"
    OPEN = "open", "中央未作规定", "left open by the centre"


class NeedState(Term):
    """准备状态: whether what a house needs before its first round is there."""

    DONE = "done", "已就绪", "ready"
    MISSING = "missing", "待办理", "to be done"
    LATER = "later", "可以暂缓", "may wait"
