"""Schools, degrees and titles that do not exist outside the synthetic county."""

from dataclasses import dataclass
from datetime import date
from random import Random

from dandang.career import Absent, Education, Field
from dandang.demo import PROVINCE
from dandang.terms.people import PostLevel

# Schooling, degree or not, years at school, and the age at which one leaves it.
_LADDER = {
    "中专": ("", 3, 19),
    "大专": ("", 3, 21),
    "大学": ("学士", 4, 22),
    "研究生": ("硕士", 3, 25),
}
_BRANCHES = {
    "农学": "农学",
    "林学": "农学",
    "水利水电工程": "工学",
    "土木工程": "工学",
    "计算机科学与技术": "工学",
    "会计学": "管理学",
    "行政管理": "管理学",
    "法学": "法学",
    "思想政治教育": "法学",
    "汉语言文学": "文学",
    "经济学": "经济学",
    "临床医学": "医学",
    "数学教育": "理学",
}
_SCHOOLS = {
    "中专": {
        "清源农业学校": ("农学", "林学"),
        "南屏师范学校": ("汉语言文学", "数学教育"),
        "南屏卫生学校": ("临床医学",),
        "南屏财经学校": ("会计学",),
    },
    "大专": {
        "南屏师范专科学校": ("汉语言文学", "数学教育", "思想政治教育"),
        "江岚交通职业学院": ("土木工程", "会计学"),
        "南屏农业专科学校": ("农学", "林学", "水利水电工程"),
        "南屏医学专科学校": ("临床医学",),
    },
    "大学": {
        "江岚大学": ("法学", "行政管理", "经济学", "汉语言文学", "会计学"),
        "江岚农业大学": ("农学", "林学", "行政管理"),
        "江岚师范大学": ("汉语言文学", "思想政治教育", "数学教育"),
        "江岚理工大学": ("土木工程", "水利水电工程", "计算机科学与技术"),
        "江岚医科大学": ("临床医学",),
    },
    "研究生": {
        "江岚大学": ("法学", "行政管理", "经济学"),
        "江岚农业大学": ("农学", "林学"),
        "江岚师范大学": ("思想政治教育", "汉语言文学"),
    },
}
_AT_WORK = (
    ("大专", "江岚广播电视大学"),
    ("大学", "江岚大学"),
    ("大学", f"中共{PROVINCE}省委党校"),
    ("研究生", f"中共{PROVINCE}省委党校"),
)


@dataclass(frozen=True, slots=True)
class Schooling:
    """What somebody learned before work, and since: with the months at school."""

    full_time: Education
    at_work: Education
    school: str
    subject: str
    entered: date
    left: date
    at_work_text: str = ""
    at_work_ended: int = 0


def schooling(rng: Random, birth: date, level: PostLevel) -> Schooling:
    """The education of somebody born on `birth` who today holds a post of `level`."""
    kind = _kind(rng, birth.year, level)
    degree, years, age = _LADDER[kind]
    school = rng.choice(tuple(_SCHOOLS[kind]))
    subject = rng.choice(_SCHOOLS[kind][school])
    left = date(birth.year + age + (birth.month > 8), 7, 1)
    entered = date(left.year - years, 9, 1)
    full_time = Education(
        full_time=True,
        schooling=kind,
        degree=f"{_BRANCHES[subject]}{degree}" if degree else Absent.NONE,
        school=f"{school}{subject}专业",
    )
    at_work, text, ended = _at_work(rng, kind, left.year)
    return Schooling(
        full_time=full_time,
        at_work=at_work,
        school=school,
        subject=subject,
        entered=entered,
        left=left,
        at_work_text=text,
        at_work_ended=ended,
    )


def _kind(rng: Random, year: int, level: PostLevel) -> str:
    if year < 1972:
        weights = (45, 35, 20, 0)
    elif year < 1982:
        weights = (20, 40, 37, 3)
    elif year < 1992:
        weights = (4, 26, 60, 10)
    else:
        weights = (0, 16, 68, 16)
    kind = rng.choices(tuple(_LADDER), weights)[0]
    high = level in {PostLevel.TOWNSHIP_CHIEF, PostLevel.COUNTY_CHIEF, PostLevel.COUNTY_DEPUTY}
    return "大专" if kind == "中专" and high and year >= 1975 else kind


def _at_work(rng: Random, kind: str, left: int) -> tuple[Education, str, int]:
    unknown: Field[str] = Absent.UNKNOWN if rng.random() < 0.3 else Absent.NONE
    nothing = Education(full_time=False, schooling=unknown, degree=unknown, school=unknown)
    ladder = tuple(_LADDER)
    higher = [pair for pair in _AT_WORK if ladder.index(pair[0]) > ladder.index(kind)]
    if not higher or rng.random() < 0.45 or left > 2019:
        return nothing, "", 0
    reached, school = rng.choice(higher)
    first = rng.randrange(left + 2, min(left + 14, 2023))
    subject = rng.choice(("行政管理", "经济管理", "法律", "公共管理"))
    education = Education(
        full_time=False,
        schooling=reached,
        degree=Absent.NONE,
        school=f"{school}{subject}专业",
    )
    text = f"（{first}.09--{first + 3}.07在{school}{reached}班{subject}专业在职学习）"
    return education, text, first + 3
