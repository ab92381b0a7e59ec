"""Words about rounds, cases and letters."""

from dandang.terms.term import Term


class RoundState(Term):
    """考核进度: where a round stands."""

    DRAFT = "draft", "准备中", "in preparation"
    FROZEN = "frozen", "名册已冻结", "roster frozen"
    READY = "ready", "评价人已定", "raters set"
    PRINTED = "printed", "测评票已印制", "slips printed"
    OPEN = "open", "测评中", "open for rating"
    CLOSED = "closed", "已封箱", "box closed"
    REVIEW = "review", "评审中", "with the panel"
    PUBLISHED = "published", "已发布", "published"


class AssessmentKind(Term):
    """考核类别."""

    ROUTINE = "routine", "平时考核", "routine assessment"
    ANNUAL = "annual", "年度考核", "annual assessment"
    SPECIAL = "special", "专项考核", "special assessment"
    TENURE = "tenure", "任期考核", "tenure assessment"


class RateeRule(Term):
    """考核对象范围: who of the frozen roster is rated."""

    TEAM = "team", "领导班子成员", "members of the team"
    COUNTY_MANAGED = "county_managed", "县管干部", "county-managed cadres"
    ALL = "all", "全体在职人员", "everyone in service"


class ServiceWay(Term):
    """送达方式."""

    SIGNATURE = "signature", "本人签收", "signed for"
    TALK = "talk", "谈话告知", "told in a talk"
    REFUSED = "refused", "拒收留置", "refused, left with a witness"
    POST = "post", "邮寄送达", "by post"
    SCREEN = "screen", "本人在系统中阅知", "read on screen"


class DecisionState(Term):
    """评审状态 of a ratee's grade."""

    PROPOSED = "proposed", "待评审", "proposed"
    CONFIRMED = "confirmed", "按建议确认", "confirmed"
    CHANGED = "changed", "评审调整", "changed by the panel"
    REOPENED = "reopened", "异议成立待重议", "reopened after an objection"


class CaseStep(Term):
    """办理步骤 of an objection or a correction."""

    FILED = "filed", "已提出", "filed"
    ASSIGNED = "assigned", "已指定答复人", "assigned"
    ANSWERED = "answered", "已答复", "answered"
    DECLINED = "declined", "不予更正", "declined"
    OBJECTED = "objected", "已申请复核", "review asked for"
    CLOSED = "closed", "已办结", "closed"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"


class CaseMove(Term):
    """办理动作: what moves a case from step to step."""

    FILE = "file", "提出异议", "file"
    ASSIGN = "assign", "指定答复人", "assign"
    ANSWER = "answer", "答复", "answer"
    CLOSE = "close", "办结", "close"
    WITHDRAW = "withdraw", "撤回", "withdraw"
    ACCEPT = "accept", "同意更正", "accept"
    DECLINE = "decline", "不予更正", "decline"
    OBJECT = "object", "申请复核", "ask for a review"
    REVIEW = "review", "复核", "review"
    SERVE = "serve", "送达答复", "serve the answer"


class Finding(Term):
    """答复结论 of an objection."""

    UPHELD = "upheld", "异议成立，重新评审", "upheld: the panel decides anew"
    DISMISSED = "dismissed", "异议不成立，维持原结果", "dismissed: the result stands"


class RaterRule(Term):
    """评价人产生规则: who of the frozen roster belongs to a class of raters."""

    PRINCIPALS = "principals", "本单位主要领导", "principals of the unit"
    TEAM_AND_HEADS = (
        "team_and_heads",
        "其他班子成员和中层负责人",
        "rest of the team and section heads",
    )
    OTHERS = "others", "其他在职干部职工", "everyone else in service"
    BY_HAND = "by_hand", "逐人确定", "named one by one"


class FileForm(Term):
    """文件形式 of a letter."""

    PDF = "pdf", "PDF", "PDF"
    WORD = "docx", "Word", "Word"


class RoundStep(Term):
    """考核步骤: the seven steps of a round as its page shows them."""

    ROSTER = "roster", "名册", "roster"
    RATERS = "raters", "方案与评价人", "scheme and raters"
    SLIPS = "slips", "印票", "slips"
    RATING = "rating", "测评", "rating"
    COMPUTING = "computing", "计算", "computing"
    PANEL = "panel", "评审", "panel"
    TELLING = "telling", "发布与送达", "publishing and service"
