"""Age as cadre work counts it: by month."""

from datetime import date

from dandang.career.field import Absent, Field
from dandang.days import PartialDate


def age(birth: Field[PartialDate], on: date) -> int | None:
    """Completed years on a day, counted by month: the month of birth counts as reached.

    None when the month of birth is not known.
    """
    if isinstance(birth, Absent) or birth.month is None:
        return None
    return on.year - birth.year - (on.month < birth.month)
