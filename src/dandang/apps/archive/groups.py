"""Groups that follow from what is on file and are never typed by hand: 80后, 党外, 少数民族, 学历.

Each group is told twice in the same words, as a condition of a query and of one person; a test
holds the two together.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from dandang.apps.archive.models import Education
from dandang.terms.people import PostLevel
from dandang.terms.term import Term

_MAJORITY = "汉族"
_NONE = "无"


class Side(Term):
    """党派: whether somebody belongs to the Party."""

    MEMBER = "member", "中共党员", "member of the Party"
    OUTSIDE = "outside", "党外", "outside the Party"
    UNKNOWN = "unknown", "未填", "not filled in"


class People(Term):
    """民族: majority or minority."""

    MAJORITY = "majority", "汉族", "Han"
    MINORITY = "minority", "少数民族", "ethnic minority"
    UNKNOWN = "unknown", "未填", "not filled in"


class Schooling(Term):
    """最高学历: the highest of full-time and on-the-job education."""

    GRADUATE = "graduate", "研究生", "postgraduate"
    UNDERGRADUATE = "undergraduate", "大学", "university"
    COLLEGE = "college", "大专", "junior college"
    BELOW = "below", "中专及以下", "secondary and below"
    UNKNOWN = "unknown", "未填", "not filled in"


class Decade(Term):
    """出生年代."""

    FIFTIES = "195", "50后", "born in the 1950s"
    SIXTIES = "196", "60后", "born in the 1960s"
    SEVENTIES = "197", "70后", "born in the 1970s"
    EIGHTIES = "198", "80后", "born in the 1980s"
    NINETIES = "199", "90后", "born in the 1990s"
    NOUGHTIES = "200", "00后", "born in the 2000s"


class Tier(Term):
    """层次, chief and deputy together."""

    COUNTY = "county", "县处级（正职、副职）", "county level, chief or deputy"
    TOWNSHIP = "township", "乡科级（正职、副职）", "township level, chief or deputy"

    @property
    def levels(self) -> tuple[PostLevel, ...]:
        """The post levels it holds."""
        return tuple(level for level in PostLevel if str(level).startswith(f"{self}_"))


def side_of(party: str) -> Side:
    """The side that the column 入党时间 tells: a date is a member, 无 or another party is outside."""
    if not party:
        return Side.UNKNOWN
    return Side.MEMBER if party[0] in "12" else Side.OUTSIDE


def of_side(side: Side) -> Q:
    """The condition of the same."""
    member = Q(party__startswith="1") | Q(party__startswith="2")
    if side is Side.UNKNOWN:
        return Q(party="")
    return member if side is Side.MEMBER else ~member & ~Q(party="")


def people_of(ethnicity: str) -> People:
    """Majority or minority; 无 tells nothing."""
    if ethnicity in {"", _NONE}:
        return People.UNKNOWN
    return People.MAJORITY if ethnicity == _MAJORITY else People.MINORITY


def of_people(people: People) -> Q:
    """The condition of the same."""
    if people is People.MAJORITY:
        return Q(ethnicity=_MAJORITY)
    unknown = Q(ethnicity__in=["", _NONE])
    return unknown if people is People.UNKNOWN else ~unknown & ~Q(ethnicity=_MAJORITY)


def of_decade(decade: Decade) -> Q:
    """Whoever was born in those ten years."""
    return Q(birth__startswith=str(decade))


# What a schooling's text must hold, highest first; 大学专科 is no university degree.
_WORDS: tuple[tuple[Schooling, tuple[str, ...]], ...] = (
    (Schooling.GRADUATE, ("研究生",)),
    (Schooling.COLLEGE, ("大专", "专科")),
    (Schooling.UNDERGRADUATE, ("大学", "本科")),
)
_ORDER = (Schooling.GRADUATE, Schooling.UNDERGRADUATE, Schooling.COLLEGE, Schooling.BELOW)


def schooling_of(texts: Iterable[str]) -> Schooling:
    """The highest of some schoolings, as their texts tell it."""
    found = {_one_schooling(text) for text in texts} - {Schooling.UNKNOWN}
    return next((level for level in _ORDER if level in found), Schooling.UNKNOWN)


def _one_schooling(text: str) -> Schooling:
    if text in {"", _NONE}:
        return Schooling.UNKNOWN
    for level, words in _WORDS:
        if any(word in text for word in words):
            return level
    return Schooling.BELOW


def of_schooling(wanted: Schooling) -> Q:
    """The condition of the same."""
    if wanted is Schooling.UNKNOWN:
        known = Education.objects.filter(person=OuterRef("pk")).exclude(schooling__in=["", _NONE])
        return ~Q(Exists(known))
    condition = Q(_has(wanted))
    for higher in _ORDER[: _ORDER.index(wanted)]:
        condition &= ~Q(_has(higher))
    return condition


def _has(level: Schooling) -> Exists:
    rows = Education.objects.filter(person=OuterRef("pk")).exclude(schooling__in=["", _NONE])
    for one, words in _WORDS:
        contains = Q()
        for word in words:
            contains |= Q(schooling__contains=word)
        if one is level:
            return Exists(rows.filter(contains))
        rows = rows.exclude(contains)
    return Exists(rows)


def full_years(since: date, on: date) -> int:
    """Whole years from a day to a day."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
