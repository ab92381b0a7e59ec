"""Words about reading files."""

from dandang.terms.term import Term


class Purpose(Term):
    """查阅用途: why a file is opened; the first holds when nothing is said."""

    DAILY = "daily", "日常管理", "daily administration"
    ASSESSMENT = "assessment", "年度考核", "annual assessment"
    SELECTION = "selection", "选拔任用", "selection"
    CHECK = "check", "核对档案", "checking the file"
    MEETING = "meeting", "会议材料", "meeting papers"


class ExportPurpose(Term):
    """导出事由: what a file that leaves the house is for."""

    DAILY = "daily", "日常管理", "daily administration"
    ASSESSMENT = "assessment", "考核", "assessment"
    SELECTION = "selection", "选拔任用", "selection"
    CHECK = "check", "核对档案", "checking files"
    MEETING = "meeting", "会议材料", "meeting papers"
    SUPERIOR = "superior", "报送上级", "report to the level above"
    SERVICE = "service", "送达本人", "service on the person"
    OWN = "own", "本人留存", "the person's own use"
    OTHER = "other", "其他", "other"


class ExportKind(Term):
    """导出内容: what kind of file it is."""

    ROSTER = "roster", "干部名册", "roster"
    LETTER = "letter", "结果告知书", "result letter"
    TALLY = "tally", "测评统计表", "tally"
    OWN_COPY = "own_copy", "本人档案副本", "copy of one's own file"
    TABLE = "table", "列表", "table"


class CopyForm(Term):
    """副本形式: what a copy of one's own file is made as."""

    PDF = "pdf", "PDF", "PDF"
    JSON = "json", "JSON", "JSON"


class FilledBy(Term):
    """补充途径: who can fill what is missing in a file."""

    SELF = "self", "本人提供材料", "the cadre, with proof"
    UNIT = "unit", "单位人事干部", "the unit's personnel officer"
    OFFICE = "office", "组织部", "the organisation department"
