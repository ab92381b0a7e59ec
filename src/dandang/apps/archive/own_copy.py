"""A career as the plain values of the copy that its person may take."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dandang.apps.archive.models import Person
from dandang.apps.organisation.queries import CountyLine
from dandang.career import Absent, Career, written
from dandang.terms.term import Term

_OWN = (
    "name",
    "sex",
    "birth",
    "ethnicity",
    "native_place",
    "birth_place",
    "party",
    "work_start",
    "health",
    "title",
    "speciality",
    "rank",
    "rank_since",
    "authority",
    "regime",
)


def copy_values(career: Career, *, county: CountyLine, on: date) -> dict[str, Any]:
    """The values of `formats.own_copy`, sections in the order of the file."""
    family = career.family if isinstance(career.family, tuple) else ()
    return {
        "name": career.name,
        "office": county.office,
        "day": f"{on.year}年{on.month}月{on.day}日",
        "date": on.isoformat(),
        "fictional": "虚构数据，仅供演示" if county.fictitious else "",
        "sections": [
            _section("基本情况", (), _pairs(career)),
            _section(
                "任职经历",
                ("任职日期", "免职日期", "单位", "职务", "任免文件"),
                [
                    (one.first_day, one.last_day or "", _short(one.unit), one.post, one.document)
                    for one in career.appointments
                ],
            ),
            _section(
                "学历学位",
                ("类别", "学历", "学位", "毕业院校及专业"),
                [
                    ("全日制" if one.full_time else "在职", one.schooling, one.degree, one.school)
                    for one in career.educations
                ],
            ),
            _section(
                "简历",
                ("起", "止", "经历"),
                [(one.first, one.last or "", one.text) for one in career.resume],
            ),
            _section(
                "年度考核结果",
                ("年度", "等次"),
                [(one.year, one.grade) for one in career.year_grades],
            ),
            _section(
                "状态期间",
                ("类别", "起", "止", "依据文件", "说明"),
                [
                    (one.kind, one.first_day, one.last_day or "", one.document, one.note)
                    for one in career.status_periods
                ],
            ),
            _section(
                "家庭成员",
                ("称谓", "姓名", "出生年月", "政治面貌", "工作单位及职务"),
                [(one.relation, one.name, one.birth, one.political, one.work) for one in family],
            ),
        ],
    }


def _pairs(career: Career) -> list[tuple[object, object]]:
    """Names of columns with their values, then the identity number and whether family is stated."""
    pairs: list[tuple[object, object]] = [
        (field.verbose_name, getattr(career, field.name))
        for field in Person._meta.concrete_fields
        if field.name in _OWN
    ]
    pairs.append(("身份证号", career.identity))
    if isinstance(career.family, Absent):
        pairs.append(("家庭成员", career.family))
    return pairs


def _section(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, Any]:
    return {
        "title": title,
        "heads": list(heads),
        "rows": [[_said(cell) for cell in row] for row in rows],
    }


def _short(unit: str) -> str:
    """The name of a unit without the county before it."""
    return unit.partition("/")[2] or unit


def _said(value: object) -> str:
    if value is Absent.UNKNOWN:
        return "未填"
    if isinstance(value, date):
        return f"{value:%Y.%m.%d}"
    return value.zh if isinstance(value, Term) else written(value)
