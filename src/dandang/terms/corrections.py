"""Words about corrections of one's own file."""

from dandang.terms.term import Term


class CorrectionItem(Term):
    """更正项目: which part of the file is said to be wrong or missing."""

    NAME = "name", "姓名", "name"
    SEX = "sex", "性别", "sex"
    BIRTH = "birth", "出生年月", "month of birth"
    ETHNICITY = "ethnicity", "民族", "ethnicity"
    NATIVE_PLACE = "native_place", "籍贯", "native place"
    BIRTH_PLACE = "birth_place", "出生地", "place of birth"
    PARTY = "party", "入党时间", "joined the Party"
    WORK_START = "work_start", "参加工作时间", "began work"
    HEALTH = "health", "健康状况", "health"
    TITLE = "title", "专业技术职务", "professional title"
    SPECIALITY = "speciality", "熟悉专业有何专长", "speciality"
    RANK = "rank", "职级", "rank"
    RANK_SINCE = "rank_since", "任现职级时间", "rank held since"
    FULL_TIME_SCHOOLING = "full_time_schooling", "全日制学历", "full-time schooling"
    FULL_TIME_DEGREE = "full_time_degree", "全日制学位", "full-time degree"
    FULL_TIME_SCHOOL = "full_time_school", "全日制毕业院校及专业", "full-time school and subject"
    AT_WORK_SCHOOLING = "at_work_schooling", "在职学历", "on-the-job schooling"
    AT_WORK_DEGREE = "at_work_degree", "在职学位", "on-the-job degree"
    AT_WORK_SCHOOL = "at_work_school", "在职毕业院校及专业", "on-the-job school and subject"
    IDENTITY = "identity", "身份证号", "identity number"
    FAMILY = "family", "家庭成员", "family"
    CAREER = "career", "简历与任职", "resume and posts"
    GRADES = "grades", "年度考核结果", "annual grades"

    @property
    def sealed(self) -> bool:
        """Whether its content stands in the proof alone, never in the request."""
        return self in {CorrectionItem.IDENTITY, CorrectionItem.FAMILY}

    @property
    def by_hand(self) -> bool:
        """Whether the file is changed on its own pages before the request is accepted."""
        return self in {CorrectionItem.FAMILY, CorrectionItem.CAREER, CorrectionItem.GRADES}


class CorrectionOutcome(Term):
    """更正结果: what came of a request."""

    ACCEPTED = "accepted", "同意更正", "accepted"
    DECLINED = "declined", "不予更正", "declined"
    ACCEPTED_ON_REVIEW = "accepted_on_review", "复核后更正", "accepted on review"
    UPHELD_ON_REVIEW = "upheld_on_review", "复核维持", "declined again on review"

    @property
    def accepted(self) -> bool:
        """Whether the file was changed."""
        return self in {CorrectionOutcome.ACCEPTED, CorrectionOutcome.ACCEPTED_ON_REVIEW}
