"""What the system holds at an item, and how a date there agrees with the one in the papers."""

from dandang.career import Career, written
from dandang.days import PartialDate
from dandang.terms.checks import CheckItem, Closeness

DATES = {CheckItem.BIRTH: "birth", CheckItem.WORK_START: "work_start", CheckItem.PARTY: "party"}


def on_file(career: Career, item: CheckItem) -> str:
    """What the system holds, as text; blank for what is not one value or not filled."""
    if item in DATES:
        return written(getattr(career, DATES[item]))
    if item is CheckItem.EDUCATION:
        found = [written(one.schooling) for one in career.educations]
        return "、".join(text for text in found if text)
    if item is CheckItem.CAREER:
        return f"简历 {len(career.resume)} 段" if career.resume else ""
    return career.regime.zh


def closeness(one: str, other: str) -> Closeness | None:
    """How two dates agree (相符程度); None where one of them is not a date."""
    try:
        first, second = PartialDate.parse(one), PartialDate.parse(other)
    except ValueError:
        return None
    if first == second:
        return Closeness.SAME
    rough, fine = sorted((str(first), str(second)), key=len)
    return Closeness.FINER if fine.startswith(f"{rough}.") else Closeness.DIFFERENT
