"""Words of rewards."""

from dandang.terms.term import Term


class RewardKind(Term):
    """奖励种类, lowest first."""

    COMMENDATION = "commendation", "嘉奖", "commendation"
    THIRD_MERIT = "third_merit", "三等功", "third-class merit"
    SECOND_MERIT = "second_merit", "二等功", "second-class merit"
    FIRST_MERIT = "first_merit", "一等功", "first-class merit"
    TITLE = "title", "授予称号", "title of honour"
