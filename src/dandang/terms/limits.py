"""Words of time limits: what must be shown for how long, what must be done within how long."""

from dandang.terms.term import Term


class NoticeKind(Term):
    """公示: what is shown to the public before it takes effect."""

    POST = "post", "任职前公示", "notice before an appointment"
    RANK = "rank", "职级晋升公示", "notice of a rank promotion"
    EXCELLENT = "excellent", "优秀等次公示", "notice of grades of excellent"
    REWARD = "reward", "奖励公示", "notice of a reward"


class LimitKind(Term):
    """期限: what has to be done within so many days."""

    PETITION_HANDLED = "petition_handled", "信访登记后办理", "handle a petition"
    PETITION_TOLD = "petition_told", "信访是否受理的告知", "tell whether a petition is accepted"
    TRANSFER_OBJECTION = "transfer_objection", "对转送提出异议", "object to a transfer"
    PETITION_ENDED = "petition_ended", "申诉求决办结", "end a matter of appeal"
    PETITION_ENDED_LONGER = (
        "petition_ended_longer",
        "申诉求决经批准延长后办结",
        "end a matter of appeal, extended",
    )
    REVIEW_ASKED = "review_asked", "请求信访复查", "ask for a review of a petition"
    REVIEW_ANSWERED = "review_answered", "作出信访复查意见", "answer a review of a petition"
    SECOND_REVIEW_ASKED = "second_review_asked", "请求信访复核", "ask for a second review"
    SECOND_REVIEW_ANSWERED = (
        "second_review_answered",
        "作出信访复核意见",
        "answer a second review",
    )
