"""The three states of a field: stated, stated-none (无) and unknown."""

from enum import Enum
from typing import TypeAlias, TypeVar

T = TypeVar("T")


class Absent(Enum):
    """Why a field has no value: nobody has said (UNKNOWN), or it was said that there is none (NONE)."""

    UNKNOWN = "unknown"
    NONE = "none"


Field: TypeAlias = T | Absent

NONE_ON_PAPER = "无"


def stated(text: str) -> Field[str]:
    """What a cell or column says: blank is unknown, 无 is stated-none, anything else is stated."""
    text = text.strip()
    if not text:
        return Absent.UNKNOWN
    return Absent.NONE if text == NONE_ON_PAPER else text


def written(value: object) -> str:
    """The way back: unknown is blank, stated-none is 无, anything else as it prints."""
    if value is Absent.UNKNOWN:
        return ""
    return NONE_ON_PAPER if value is Absent.NONE else str(value)
