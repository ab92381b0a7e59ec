"""The frozen career of a person: every field stated, stated-none or unknown. Pure."""

from dandang.career.age import age
from dandang.career.career import Career
from dandang.career.field import Absent, Field, stated, written
from dandang.career.parts import (
    Appointment,
    Education,
    Relative,
    ResumeLine,
    StatusPeriod,
    YearGrade,
)

__all__ = [
    "Absent",
    "Appointment",
    "Career",
    "Education",
    "Field",
    "Relative",
    "ResumeLine",
    "StatusPeriod",
    "YearGrade",
    "age",
    "stated",
    "written",
]
