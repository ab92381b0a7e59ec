"""Words about checking files against their papers."""

from dandang.terms.term import Term


class CheckItem(Term):
    """核查项目: what of a file is checked against the papers in it."""

    BIRTH = "birth", "出生日期", "date of birth"
    WORK_START = "work_start", "参加工作时间", "began work"
    PARTY = "party", "入党时间", "joined the Party"
    EDUCATION = "education", "学历学位", "education"
    CAREER = "career", "工作经历", "resume"
    STATUS = "status", "干部身份", "status as a cadre"


class CheckState(Term):
    """核查状态: where the check of an item stands."""

    UNCHECKED = "unchecked", "未核查", "not checked"
    CONSISTENT = "consistent", "一致", "consistent"
    DISCREPANCY = "discrepancy", "不一致", "discrepancy"
    RESOLVED = "resolved", "已认定", "resolved"


class CheckMove(Term):
    """核查动作: what is written down about an item."""

    FIND = "find", "登记核查情况", "record what was found"
    HEAR = "hear", "听取本人意见", "hear the person"
    STATE = "state", "本人说明", "the person's own statement"
    RESOLVE = "resolve", "组织认定", "resolve"


class Closeness(Term):
    """相符程度 of two dates known in part."""

    SAME = "same", "相同", "the same"
    FINER = (
        "finer",
        "详略不同，已知部分一致",
        "one is less exact; they agree as far as both are known",
    )
    DIFFERENT = "different", "不同", "different"


class GateOutcome(Term):
    """能否作出结论: whether a later evaluation may be finalised as far as the file is concerned."""

    MET = "met", "可以作出结论", "may be finalised"
    NOT_MET = "not_met", "不能作出结论", "cannot be finalised"
    UNKNOWN = "unknown", "尚不清楚", "unknown"
