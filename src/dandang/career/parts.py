"""What a career is made of."""

from dataclasses import dataclass
from datetime import date

from dandang.career.field import Absent, Field
from dandang.days import PartialDate
from dandang.terms.people import PostLevel, StatusKind


def _covers(first_day: date, last_day: date | None, day: date) -> bool:
    return first_day <= day and (last_day is None or day <= last_day)


@dataclass(frozen=True, slots=True)
class Education:
    """学历学位: the highest full-time (全日制) or the highest on-the-job (在职) education."""

    full_time: bool
    schooling: Field[str] = Absent.UNKNOWN
    degree: Field[str] = Absent.UNKNOWN
    school: Field[str] = Absent.UNKNOWN


@dataclass(frozen=True, slots=True)
class ResumeLine:
    """简历: one segment; `last` None is still running."""

    first: PartialDate
    last: PartialDate | None
    text: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """任职: in a post of a unit from a day to a day (both counted); `last_day` None while it lasts.

    `unit` is the unit's full name path, as in 清源县/县农业农村局. `order` is the place in the team.
    """

    unit: str
    post: str
    level: PostLevel
    first_day: date
    last_day: date | None = None
    main: bool = True
    in_team: bool = False
    order: int = 0
    document: str = ""

    def holds(self, day: date) -> bool:
        """Whether it held on that day."""
        return _covers(self.first_day, self.last_day, day)


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """状态期间: what binds a later decision from a day to a day (both counted)."""

    kind: StatusKind
    first_day: date
    last_day: date | None = None
    note: str = ""
    document: str = ""
    unit: str = ""

    def holds(self, day: date) -> bool:
        """Whether it held on that day."""
        return _covers(self.first_day, self.last_day, day)


@dataclass(frozen=True, slots=True)
class YearGrade:
    """年度考核结果: the grade word of a year."""

    year: int
    grade: str


@dataclass(frozen=True, slots=True)
class Relative:
    """家庭成员: sealed wherever it is stored."""

    relation: str
    name: str
    birth: Field[PartialDate] = Absent.UNKNOWN
    political: Field[str] = Absent.UNKNOWN
    work: Field[str] = Absent.UNKNOWN
