"""The columns of a roster: which headings name which field, and how a heading is compared."""

import re
import unicodedata

from dandang.terms.term import Term


class RosterField(Term):
    """名册项目: the stored word, its heading in print, its English name."""

    NAME = "name", "姓名", "name"
    UNIT = "unit", "单位", "unit"
    POSTS = "posts", "现任职务", "present posts"
    SEX = "sex", "性别", "sex"
    ETHNICITY = "ethnicity", "民族", "ethnicity"
    NATIVE_PLACE = "native_place", "籍贯", "native place"
    BIRTH_PLACE = "birth_place", "出生地", "place of birth"
    FULL_TIME_SCHOOLING = "full_time_schooling", "全日制教育学历", "full-time education: schooling"
    FULL_TIME_DEGREE = "full_time_degree", "全日制教育学位", "full-time education: degree"
    FULL_TIME_SCHOOL = "full_time_school", "全日制教育毕业院校及专业", "full-time education: school"
    AT_WORK_SCHOOLING = "at_work_schooling", "在职教育学历", "on-the-job education: schooling"
    AT_WORK_DEGREE = "at_work_degree", "在职教育学位", "on-the-job education: degree"
    AT_WORK_SCHOOL = "at_work_school", "在职教育毕业院校及专业", "on-the-job education: school"
    BIRTH = "birth", "出生年月", "month of birth"
    WORK_START = "work_start", "参加工作时间", "work since"
    PARTY = "party", "入党时间", "Party since"
    POST_SINCE = "post_since", "任现职时间", "in post since"
    RANK = "rank", "职级", "rank"
    RANK_SINCE = "rank_since", "任现职级时间", "in rank since"
    LEVEL = "level", "职务层次", "post level"
    TITLE = "title", "专业技术职务", "professional title"
    SPECIALITY = "speciality", "熟悉专业有何专长", "speciality"
    HEALTH = "health", "健康状况", "health"
    IDENTITY = "identity", "身份证号", "identity number"
    AUTHORITY = "authority", "干部管理权限", "management authority"
    REGIME = "regime", "人员类别", "regime"
    IN_SERVICE = "in_service", "在职状态", "in service"
    NOTE = "note", "备注", "note"


F = RosterField

SYNONYMS: dict[RosterField, str] = {
    F.NAME: "姓名 名字 干部姓名",
    F.UNIT: "单位 单位名称 所在单位 工作单位 现工作单位 部门",
    F.POSTS: "现任职务 职务 现职务 现任职 工作单位及职务 所在单位及职务 单位及职务 现任单位及职务",
    F.SEX: "性别",
    F.ETHNICITY: "民族",
    F.NATIVE_PLACE: "籍贯",
    F.BIRTH_PLACE: "出生地",
    F.FULL_TIME_SCHOOLING: "全日制教育学历 全日制学历 全日制教育",
    F.FULL_TIME_DEGREE: "全日制教育学位 全日制学位",
    F.FULL_TIME_SCHOOL: (
        "全日制教育毕业院校及专业 全日制教育毕业院校系及专业 全日制毕业院校及专业 "
        "全日制毕业院校系及专业 全日制教育院校及专业 全日制院校及专业"
    ),
    F.AT_WORK_SCHOOLING: "在职教育学历 在职学历 在职教育",
    F.AT_WORK_DEGREE: "在职教育学位 在职学位",
    F.AT_WORK_SCHOOL: (
        "在职教育毕业院校及专业 在职教育毕业院校系及专业 在职毕业院校及专业 "
        "在职毕业院校系及专业 在职教育院校及专业 在职院校及专业"
    ),
    F.BIRTH: "出生年月 出生日期 出生时间 出生年月日 生日",
    F.WORK_START: "参加工作时间 参加工作年月 工作时间 工作年月 参工时间 参加工作日期",
    F.PARTY: "入党时间 入党年月 加入党派时间 加入中共时间 入党日期",
    F.POST_SINCE: "任现职时间 现职时间 任现职务时间 现职务始任时间 任职时间 任现职年月",
    F.RANK: "职级 现职级 现任职级",
    F.RANK_SINCE: "任现职级时间 现职级始任时间 现职级时间 任职级时间",
    F.LEVEL: "职务层次 现任职务层次 现职务层次 级别 行政级别 职务级别",
    F.TITLE: "专业技术职务 职称 专业技术职称 专业技术资格",
    F.SPECIALITY: "熟悉专业有何专长 熟悉专业 专长 熟悉专业及专长",
    F.HEALTH: "健康状况 身体状况",
    F.IDENTITY: "身份证号 身份证号码 公民身份号码 身份证 证件号码 居民身份证号码",
    F.AUTHORITY: "干部管理权限 管理权限 干部管理类别 管理类别",
    F.REGIME: "人员类别 人员身份 编制类别 干部类别 编制性质 身份类别",
    F.IN_SERVICE: "在职状态 人员状态 在岗状态",
    F.NOTE: "备注 说明",
}
# Headings that are known and carry nothing to import: counted anew wherever they are shown.
COUNTED = frozenset(["序号", "编号", "年龄", "任现职务年限", "现职务始任年限", "任现职级年限"])

_BY_HEADING = {
    heading: field for field, headings in SYNONYMS.items() for heading in headings.split()
}


def plain(text: str) -> str:
    """A heading as it is compared: no blanks, no brackets with hints, no marks."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[((].*?[))]|\[.*?\]|【.*?】", "", text)
    return re.sub(r"[\s\u3000/、,，:：*_\-]", "", text)


def field_of(heading: str) -> RosterField | None:
    """The field that a heading names, or None."""
    return _BY_HEADING.get(plain(heading))
