"""The one place that reads the clock. Called by web, cli and tasks alone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, in Beijing time."""
    return datetime.now(BEIJING)


def today() -> date:
    """This day in Beijing."""
    return now().date()
