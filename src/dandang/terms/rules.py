"""Words of the regulations as code: outcomes, measures, kinds of nodes in an explanation."""

from dandang.terms.term import Term


class RuleOutcome(Term):
    """结论: how a rule answers; missing evidence is never a no."""

    MET = "met", "符合", "met"
    NOT_MET = "not_met", "不符合", "not met"
    UNKNOWN = "unknown", "不能确定", "unknown"
    WAIVED = "waived", "不适用", "waived"


class ParameterUnit(Term):
    """计量单位: what the value of a parameter counts."""

    PERCENT = "percent", "%", "%"
    MONTHS = "months", "个月", "months"
    YEARS = "years", "年", "years"
    DAYS = "days", "天", "days"
    WORKING_DAYS = "working_days", "个工作日", "working days"
    COUNT = "count", "", ""
    YUAN = "yuan", "元", "yuan"
    CHARACTERS = "characters", "字", "characters"
    HOURS = "hours", "小时", "hours"
    MINUTES = "minutes", "分钟", "minutes"
    FRACTION = "fraction", "（分之）", "as a fraction"
    DAY = "day", "日期", "day"
    ENUM = "enum", "列举", "list"
    MAP = "map", "对照", "map"
    FLAG = "flag", "是或否", "yes or no"
    TEXT = "text", "文字", "text"


class NodeKind(Term):
    """说明的层次: what a line of an explanation is."""

    RULE = "rule", "规则", "rule"
    CONDITION = "condition", "条件", "condition"
    FINDING = "finding", "认定", "finding"
    PARAMETER = "parameter", "参数", "parameter"
    FACT = "fact", "事实", "fact"
    EVIDENCE = "evidence", "缺少的证据", "missing evidence"
