"""Words of grades: how far a year may be graded, which pool of excellent a person counts in."""

from dandang.terms.term import Term


class GradeLimit(Term):
    """等次上限: the best that a year may be given, from the lightest limit to the heaviest."""

    EXCELLENT = "excellent", "优秀", "excellent"
    COMPETENT = "competent", "称职", "competent"
    BASIC = "basic", "基本称职", "basically competent"
    COMMENT_ONLY = "comment_only", "只写评语，不确定等次", "comment only, no grade"
    INCOMPETENT = "incompetent", "不称职", "incompetent"
    PENDING = "pending", "不写评语、不确定等次", "neither comment nor grade"

    @property
    def weight(self) -> int:
        """How heavily it weighs on the result; 0 is no limit."""
        return list(GradeLimit).index(self)


class TeamGrade(Term):
    """领导班子等次: the yearly grade of a team."""

    EXCELLENT = "excellent", "优秀", "excellent"
    GOOD = "good", "良好", "good"
    FAIR = "fair", "一般", "fair"
    POOR = "poor", "较差", "poor"


class Rounding(Term):
    """名额取整: what is done with the fraction of a cap."""

    FLOOR = "floor", "舍去小数", "cut down"
    HALF_UP = "half_up", "四舍五入", "rounded half up"


class Counted(Term):
    """累计的年限: what years of 称职 and better are counted towards."""

    STEP = "step", "工资档次", "pay step"
    LEVEL = "level", "级别", "level"
