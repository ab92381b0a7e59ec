"""Words about catalogues: counted, versioned lists."""

from dandang.terms.term import Term


class VersionState(Term):
    """清单版本状态: where a version of a catalogue stands; one at most is active."""

    DRAFT = "draft", "草稿", "draft"
    ACTIVE = "active", "在用", "active"
    RETIRED = "retired", "停用", "retired"


class VersionMove(Term):
    """清单版本动作: what may be done to a version."""

    FILL = "fill", "填写", "fill"
    DISCARD = "discard", "放弃草稿", "discard"
    ACTIVATE = "activate", "启用", "activate"
    RETIRE = "retire", "停用版本", "retire"


class CountGap(Term):
    """数目差异: in what a version differs from the counts that its document declares."""

    ITEMS = "items", "条目数与申报数不符", "other number of items than declared"
    ASPECTS = "aspects", "方面数与申报数不符", "other number of aspects than declared"
    OPEN = "open", "还有待填", "places still to be filled"
    LOOSE = "loose", "还有条目未归入方面", "items not yet under an aspect"


class ItemChange(Term):
    """条目变化: what became of an item between two versions."""

    ADDED = "added", "新增", "added"
    DROPPED = "dropped", "删去", "dropped"
    CHANGED = "changed", "修改", "changed"
