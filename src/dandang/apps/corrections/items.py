"""What an item of a file holds, and the career with another value in its place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dandang.career import Absent, Career, Education, stated, written
from dandang.days import PartialDate
from dandang.formats import identity
from dandang.terms.corrections import CorrectionItem
from dandang.terms.people import Sex
from dandang.terms.refusal import Refusal

I = CorrectionItem  # noqa: E741

_SCHOOLING: dict[CorrectionItem, tuple[bool, str]] = {
    I.FULL_TIME_SCHOOLING: (True, "schooling"),
    I.FULL_TIME_DEGREE: (True, "degree"),
    I.FULL_TIME_SCHOOL: (True, "school"),
    I.AT_WORK_SCHOOLING: (False, "schooling"),
    I.AT_WORK_DEGREE: (False, "degree"),
    I.AT_WORK_SCHOOL: (False, "school"),
}


def on_file(career: Career, item: CorrectionItem) -> str:
    """What the file says now, as text; blank for what is not one value and for what is sealed."""
    if item.sealed or item.by_hand:
        return ""
    if item in _SCHOOLING:
        full_time, name = _SCHOOLING[item]
        return written(getattr(_education(career, full_time=full_time), name))
    value = getattr(career, str(item))
    return value.zh if isinstance(value, Sex) else written(value)


def read(item: CorrectionItem, text: str) -> Any:
    """The value a text means for an item; Refusal with what the form should be."""
    text = text.strip()
    if not text:
        raise Refusal("corrections.right_missing", item=item)
    try:
        return _READERS.get(item, _text)(text)
    except ValueError as error:
        raise Refusal("corrections.right_unclear", item=item, said=text[:20]) from error


def corrected(career: Career, item: CorrectionItem, text: str) -> Career:
    """The career with what `text` says at an item that is one value."""
    value = read(item, text)
    if item not in _SCHOOLING:
        return replace(career, **{str(item): value})
    full_time, name = _SCHOOLING[item]
    old = _education(career, full_time=full_time)
    others = tuple(one for one in career.educations if one.full_time is not full_time)
    return replace(career, educations=(*others, replace(old, **{name: value})))


def _education(career: Career, *, full_time: bool) -> Education:
    found = (one for one in career.educations if one.full_time is full_time)
    return next(found, Education(full_time))


def _text(text: str) -> Any:
    return stated(text)


def _name(text: str) -> str:
    said = stated(text.replace(" ", "").replace("\u3000", ""))
    if isinstance(said, Absent):
        raise ValueError(text)
    return said


def _sex(text: str) -> Sex:
    found = {sex.zh: sex for sex in Sex} | {sex.en: sex for sex in Sex}
    if text not in found:
        raise ValueError(text)
    return found[text]


def _month(text: str) -> PartialDate:
    day = PartialDate.parse(text)
    if day.month is None:
        raise ValueError(text)
    return day


_READERS: dict[CorrectionItem, Callable[[str], Any]] = {
    I.NAME: _name,
    I.SEX: _sex,
    I.BIRTH: _month,
    I.WORK_START: _month,
    I.RANK_SINCE: _month,
    I.IDENTITY: identity.read,
}
