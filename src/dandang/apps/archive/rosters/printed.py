"""How a career prints in a roster: each field as the text of its cell."""

from datetime import date

from dandang.apps.archive.rosters.names import Names
from dandang.career import Career, Education, written
from dandang.formats.roster_cells import party_text
from dandang.formats.roster_fields import RosterField
from dandang.terms.term import Term

F = RosterField

# Fields that are one attribute of the career.
SIMPLE: dict[RosterField, str] = {
    F.NAME: "name",
    F.SEX: "sex",
    F.ETHNICITY: "ethnicity",
    F.NATIVE_PLACE: "native_place",
    F.BIRTH_PLACE: "birth_place",
    F.BIRTH: "birth",
    F.WORK_START: "work_start",
    F.PARTY: "party",
    F.RANK: "rank",
    F.RANK_SINCE: "rank_since",
    F.TITLE: "title",
    F.SPECIALITY: "speciality",
    F.HEALTH: "health",
    F.AUTHORITY: "authority",
    F.REGIME: "regime",
    F.NOTE: "note",
}
# Fields that are one attribute of the full-time or the on-the-job education.
SCHOOLING: dict[RosterField, tuple[bool, str]] = {
    F.FULL_TIME_SCHOOLING: (True, "schooling"),
    F.FULL_TIME_DEGREE: (True, "degree"),
    F.FULL_TIME_SCHOOL: (True, "school"),
    F.AT_WORK_SCHOOLING: (False, "schooling"),
    F.AT_WORK_DEGREE: (False, "degree"),
    F.AT_WORK_SCHOOL: (False, "school"),
}
MONTHS = frozenset({F.BIRTH, F.WORK_START, F.RANK_SINCE})


def cell_text(value: object) -> str:
    """A value as it stands in a cell."""
    return value.zh if isinstance(value, Term) else written(value)


def education(career: Career, *, full_time: bool) -> Education:
    """The education of a sort; all unknown when none is on file."""
    return next(
        (one for one in career.educations if one.full_time is full_time), Education(full_time)
    )


def printed(career: Career, on: date, names: Names) -> dict[RosterField, str]:
    """Every field of a roster's row for a career, as things stand on a day; months as yyyy.MM."""
    row = {one: cell_text(getattr(career, name)) for one, name in SIMPLE.items()}
    for one in MONTHS:
        row[one] = row[one][:7]
    row[F.PARTY] = party_text(row[F.PARTY])
    for one, (full_time, name) in SCHOOLING.items():
        row[one] = cell_text(getattr(education(career, full_time=full_time), name))
    row[F.UNIT] = names.label(career.unit)
    row[F.IN_SERVICE] = "在职" if career.in_service else "退休"
    row[F.POSTS] = "，".join(post_texts(career, on, names))
    main = career.main_on(on)
    row[F.POST_SINCE] = f"{main.first_day:%Y.%m}" if main else ""
    row[F.LEVEL] = main.level.zh if main else ""
    return row


def post_texts(career: Career, on: date, names: Names) -> tuple[str, ...]:
    """The posts of a day, the main one first; posts outside the career's unit name theirs."""
    return tuple(
        one.post if one.unit == career.unit else names.label(one.unit).replace("/", "") + one.post
        for one in career.posts_on(on)
    )
