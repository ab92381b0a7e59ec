"""Days of cadre work: months, dates known only in part, the working-day calendar. Pure."""

from dandang.days.month import Month
from dandang.days.partial import PartialDate

__all__ = ["Month", "PartialDate"]
