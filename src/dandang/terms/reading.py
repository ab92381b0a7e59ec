"""Words about reading files."""

from dandang.terms.term import Term


class Purpose(Term):
    """查阅用途: why a file is opened; the first holds when nothing is said."""

    DAILY = "daily", "日常管理", "daily administration"
    ASSESSMENT = "assessment", "年度考核", "annual assessment"
    SELECTION = "selection", "选拔任用", "selection"
    CHECK = "check", "核对档案", "checking the file"
    MEETING = "meeting", "会议材料", "meeting papers"
