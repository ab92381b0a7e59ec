"""A career as bars and marks of its timeline, and the head of its file."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.career import Career
from dandang.days import PartialDate
from dandang.web.shared.shapes import Bar, Mark

# The fields of the head of a file in the order of the printed form.
FIELDS: tuple[tuple[str, Promise | str], ...] = (
    ("sex", _("性别")),
    ("birth", _("出生年月")),
    ("ethnicity", _("民族")),
    ("native_place", _("籍贯")),
    ("birth_place", _("出生地")),
    ("party", _("入党时间")),
    ("work_start", _("参加工作时间")),
    ("health", _("健康状况")),
    ("title", _("专业技术职务")),
    ("speciality", _("熟悉专业有何专长")),
    ("rank", _("职级")),
    ("rank_since", _("任现职级时间")),
)


def bars(career: Career) -> tuple[Bar, ...]:
    """The posts, each with the last part of its unit's name."""
    return tuple(
        Bar(
            title=f"{held.unit.split('/')[-1]} {held.post}",
            first=PartialDate.of(held.first_day),
            last=PartialDate.of(held.last_day) if held.last_day else None,
            main=held.main,
        )
        for held in career.appointments
    )


def marks(career: Career, on: date) -> tuple[Mark, ...]:
    """The grades of years, and the first day of each status period that is not sealed."""
    grades = [Mark(each.grade, PartialDate(each.year)) for each in career.year_grades]
    periods = [
        Mark(each.kind.say(get_language() or "zh"), PartialDate.of(each.first_day))
        for each in career.status_periods
        if each.first_day <= on
    ]
    return tuple(grades + periods)


def facts(career: Career) -> tuple[tuple[str, object], ...]:
    """The head of the file: names of fields with their values."""
    return tuple((str(name), getattr(career, field)) for field, name in FIELDS)
