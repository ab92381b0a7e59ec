"""Words of discipline: what carries an impact period, what it stands against, remedies, tolerance."""

from dandang.terms.term import Term


class RestraintFamily(Term):
    """处理处分的体系: periods of one family are never added to those of another."""

    PARTY = "party", "党纪处分", "party sanction"
    ADMINISTRATIVE = "administrative", "政务处分", "administrative sanction"
    TREATMENT = "treatment", "组织处理", "organisational treatment"
    ADMONITION = "admonition", "诫勉", "admonition"


class Restraint(Term):
    """处理处分: what carries an impact period; within a family from the lightest to the heaviest."""

    PARTY_WARNING = "party_warning", "党内警告", "party warning"
    PARTY_SERIOUS_WARNING = "party_serious_warning", "党内严重警告", "serious party warning"
    PARTY_SERIOUS_WARNING_INSTEAD = (
        "party_serious_warning_instead",
        "党内严重警告（无党内职务可撤）",
        "serious party warning, for want of a party post to remove from",
    )
    PARTY_REMOVAL = "party_removal", "撤销党内职务", "removal from party posts"
    PARTY_PROBATION = "party_probation", "留党察看", "probation within the party"
    PARTY_EXPULSION = "party_expulsion", "开除党籍", "expulsion from the party"
    WARNING = "warning", "政务警告", "administrative warning"
    DEMERIT = "demerit", "记过", "demerit"
    SERIOUS_DEMERIT = "serious_demerit", "记大过", "serious demerit"
    DEMOTION = "demotion", "降级", "lowering of level"
    REMOVAL = "removal", "撤职", "removal from post"
    DISMISSAL = "dismissal", "开除", "dismissal"
    SUSPENSION = "suspension", "停职检查", "suspension"
    POST_ADJUSTED = "post_adjusted", "调整职务", "change of post"
    ORDERED_RESIGNATION = "ordered_resignation", "责令辞职", "ordered resignation"
    DISCHARGE = "discharge", "免职", "discharge from post"
    DEMOTED = "demoted", "降职", "demotion"
    ADMONITION = "admonition", "诫勉", "admonition"

    @property
    def family(self) -> RestraintFamily:
        """The family it belongs to."""
        if self is Restraint.ADMONITION:
            return RestraintFamily.ADMONITION
        order = list(Restraint)
        if order.index(self) <= order.index(Restraint.PARTY_EXPULSION):
            return RestraintFamily.PARTY
        if order.index(self) <= order.index(Restraint.DISMISSAL):
            return RestraintFamily.ADMINISTRATIVE
        return RestraintFamily.TREATMENT


class Advance(Term):
    """拟办事项: what an impact period may stand against."""

    PROMOTION = "promotion", "提拔职务", "promotion to a higher post"
    WEIGHTIER_POST = "weightier_post", "进一步使用", "move to a weightier post of the same level"
    LEADING_POST = "leading_post", "职级公务员转任领导职务", "from a rank to a leading post"
    RANK = "rank", "晋升职级", "rise in rank"
    LEVEL = "level", "晋升级别", "rise in level"


class FrozenStep(Term):
    """立案期间的拟办事项: what an open investigation may freeze."""

    MOVE = "move", "交流", "move to another unit"
    PROMOTION = "promotion", "晋升职务", "promotion"
    RANK = "rank", "晋升职级", "rise in rank"
    REWARD = "reward", "奖励", "reward"
    SANCTION = "sanction", "处分", "sanction"
    RETIREMENT = "retirement", "退休", "retirement"
    EXIT = "exit", "出境", "leaving the country"
    RESIGNATION = "resignation", "辞职", "resignation"
    TRAINING = "training", "参加培训", "training"


class Ladder(Term):
    """提醒、函询、诫勉: the three measures below a sanction."""

    REMINDER = "reminder", "提醒", "reminder"
    INQUIRY = "inquiry", "函询", "written inquiry"
    ADMONITION = "admonition", "诫勉", "admonition"


class Inquirer(Term):
    """函询的机关: who sent a written inquiry."""

    ORGANISATION = "organisation", "组织人事部门", "organisation department"
    DISCIPLINE = "discipline", "纪检监察机关", "discipline department"


class RemedyStep(Term):
    """救济环节: a step of asking for a remedy that has a clock."""

    REVIEW_ASKED = "review_asked", "申请复核", "asking for a review"
    REVIEW_DECIDED = "review_decided", "作出复核决定", "deciding a review"
    APPEAL_DIRECT = "appeal_direct", "不经复核直接申诉", "appealing without a review"
    APPEAL_AFTER_REVIEW = "appeal_after_review", "复核后申诉", "appealing after a review"
    APPEAL_DECIDED = "appeal_decided", "作出申诉处理决定", "deciding an appeal"
    APPEAL_EXTENDED = "appeal_extended", "延长后作出申诉处理决定", "deciding an appeal, extended"
    SANCTION_REVIEW_ASKED = "sanction_review_asked", "申请复审", "asking for a sanction's review"
    SANCTION_REVIEW_DECIDED = (
        "sanction_review_decided",
        "作出复审决定",
        "deciding a sanction's review",
    )
    SECOND_REVIEW_ASKED = (
        "second_review_asked",
        "对复审决定申请复核",
        "asking for the second review",
    )
    SECOND_REVIEW_DECIDED = (
        "second_review_decided",
        "对复审决定作出复核决定",
        "deciding the second review",
    )


class Side(Term):
    """区分的结论: on which side of a distinction the facts lie."""

    WITHIN = "within", "属前者", "the pardonable side"
    OUTSIDE = "outside", "属后者", "the other side"
    UNCLEAR = "unclear", "尚不清楚", "not clear yet"


class ToleranceDecision(Term):
    """容错认定: what the body with the power decided."""

    TOLERATED = "tolerated", "予以容错", "tolerated"
    LIGHTER = "lighter", "从轻减轻", "handled more lightly"
    REFUSED = "refused", "不予容错", "not tolerated"
