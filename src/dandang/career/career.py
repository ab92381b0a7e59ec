"""The career value: what formats read, the archive stores and rules judge."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from dandang.career.age import age
from dandang.career.field import Absent, Field
from dandang.career.parts import (
    Appointment,
    Education,
    Relative,
    ResumeLine,
    StatusPeriod,
    YearGrade,
)
from dandang.days import PartialDate
from dandang.terms.people import Authority, Regime, Sex

UNKNOWN = Absent.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """干部履历: one person as on file. Equal careers say the same.

    `unit` is the full name path of the unit the person belongs to, as in 清源县/县农业农村局. Lists
    are put in one order: full-time education first, the rest by day. ValueError for a blank text or
    for 无 as text: those are `Absent.UNKNOWN` and `Absent.NONE`.
    """

    name: str
    sex: Field[Sex] = UNKNOWN
    birth: Field[PartialDate] = UNKNOWN
    ethnicity: Field[str] = UNKNOWN
    native_place: Field[str] = UNKNOWN
    birth_place: Field[str] = UNKNOWN
    party: Field[str] = UNKNOWN
    work_start: Field[PartialDate] = UNKNOWN
    health: Field[str] = UNKNOWN
    title: Field[str] = UNKNOWN
    speciality: Field[str] = UNKNOWN
    rank: Field[str] = UNKNOWN
    rank_since: Field[PartialDate] = UNKNOWN
    authority: Authority
    regime: Regime
    in_service: bool = True
    unit: str
    educations: tuple[Education, ...] = ()
    resume: tuple[ResumeLine, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    status_periods: tuple[StatusPeriod, ...] = ()
    year_grades: tuple[YearGrade, ...] = ()
    identity: Field[str] = UNKNOWN
    family: Field[tuple[Relative, ...]] = UNKNOWN
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse blanks that pretend to be values, and put the lists in order."""
        for each in fields(self):
            if each.name != "note" and getattr(self, each.name) in {"", "无"}:
                raise ValueError(f"{each.name}: state a value, or Absent.UNKNOWN, or Absent.NONE")
        ordered: dict[str, list[Any]] = {
            "educations": sorted(self.educations, key=lambda one: not one.full_time),
            "appointments": sorted(
                self.appointments, key=lambda one: (one.first_day, not one.main, one.unit, one.post)
            ),
            "status_periods": sorted(
                self.status_periods, key=lambda one: (one.first_day, one.kind)
            ),
            "year_grades": sorted(self.year_grades, key=lambda one: one.year),
        }
        for name, rows in ordered.items():
            object.__setattr__(self, name, tuple(rows))

    def age(self, on: date) -> int | None:
        """Age on a day, by month; None when the month of birth is not known."""
        return age(self.birth, on)

    def posts_on(self, day: date) -> tuple[Appointment, ...]:
        """The appointments that hold on a day, the main one first."""
        held = [one for one in self.appointments if one.holds(day)]
        return tuple(sorted(held, key=lambda one: not one.main))

    def main_on(self, day: date) -> Appointment | None:
        """The main appointment on a day, if any."""
        return next((one for one in self.posts_on(day) if one.main), None)

    def status_on(self, day: date) -> tuple[StatusPeriod, ...]:
        """The status periods that hold on a day."""
        return tuple(one for one in self.status_periods if one.holds(day))

    def grade_of(self, year: int) -> str | None:
        """The grade of a year, or None when no result is on file."""
        return next((one.grade for one in self.year_grades if one.year == year), None)
