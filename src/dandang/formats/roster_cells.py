"""Reading one cell of a roster: text, dates, words of a list, names, identity numbers."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from dandang.career import Absent, Field, stated
from dandang.days import PartialDate
from dandang.formats import identity
from dandang.formats.roster_fields import RosterField
from dandang.formats.sheets import Cell
from dandang.terms.people import Authority, PostLevel, Regime, Sex
from dandang.terms.refusal import Refusal
from dandang.terms.term import Term

_ETHNICITIES = frozenset(
    [
        "汉族",
        "蒙古族",
        "回族",
        "藏族",
        "维吾尔族",
        "苗族",
        "彝族",
        "壮族",
        "布依族",
        "朝鲜族",
        "满族",
        "侗族",
        "瑶族",
        "白族",
        "土家族",
        "哈尼族",
        "哈萨克族",
        "傣族",
        "黎族",
        "傈僳族",
        "佤族",
        "畲族",
        "高山族",
        "拉祜族",
        "水族",
        "东乡族",
        "纳西族",
        "景颇族",
        "柯尔克孜族",
        "土族",
        "达斡尔族",
        "仫佬族",
        "羌族",
        "布朗族",
        "撒拉族",
        "毛南族",
        "仡佬族",
        "锡伯族",
        "阿昌族",
        "普米族",
        "塔吉克族",
        "怒族",
        "乌孜别克族",
        "俄罗斯族",
        "鄂温克族",
        "德昂族",
        "保安族",
        "裕固族",
        "京族",
        "塔塔尔族",
        "独龙族",
        "鄂伦春族",
        "赫哲族",
        "门巴族",
        "珞巴族",
        "基诺族",
    ]
)
_SEXES = {"男": Sex.MALE, "女": Sex.FEMALE, "1": Sex.MALE, "2": Sex.FEMALE}
_SEXES |= {"男性": Sex.MALE, "女性": Sex.FEMALE}
_LEVELS = {
    "正处级": PostLevel.COUNTY_CHIEF,
    "处级正职": PostLevel.COUNTY_CHIEF,
    "副处级": PostLevel.COUNTY_DEPUTY,
    "处级副职": PostLevel.COUNTY_DEPUTY,
    "正科级": PostLevel.TOWNSHIP_CHIEF,
    "科级正职": PostLevel.TOWNSHIP_CHIEF,
    "副科级": PostLevel.TOWNSHIP_DEPUTY,
    "科级副职": PostLevel.TOWNSHIP_DEPUTY,
    "科员": PostLevel.STAFF,
}
_REGIMES = {
    "参公": Regime.AS_CIVIL_SERVANT,
    "参照公务员法管理": Regime.AS_CIVIL_SERVANT,
    "参照公务员法管理人员": Regime.AS_CIVIL_SERVANT,
    "事业": Regime.INSTITUTION,
    "事业编制": Regime.INSTITUTION,
    "事业人员": Regime.INSTITUTION,
    "行政": Regime.CIVIL_SERVANT,
    "行政编制": Regime.CIVIL_SERVANT,
    "国企": Regime.ENTERPRISE,
    "国企人员": Regime.ENTERPRISE,
    "领导干部": Regime.LEADER,
}
_AUTHORITIES = {"市管干部": Authority.CITY, "县管干部": Authority.COUNTY, "单位": Authority.UNIT}
_SERVICE = {
    "在职": True,
    "在岗": True,
    "退休": False,
    "离退休": False,
    "离休": False,
    "去世": False,
}
# A spreadsheet keeps no more digits of a number than this.
_LONGEST_SAFE_NUMBER = 15


def text(cell: Cell) -> str:
    """A cell as text: blanks outside gone, line breaks gone, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date):
        return str(PartialDate.of(cell))
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    joined = cell.replace("\u200b", "").replace("\ufeff", "")
    if "\n" in joined or "\r" in joined:
        joined = re.sub(r"\s*[\r\n]+\s*", "", joined)
    return joined.strip()


def name(cell: Cell) -> str:
    """A name without padding, the dot of minority names as ·."""
    said = re.sub(r"[\s\u3000]", "", unicodedata.normalize("NFC", text(cell)))
    return re.sub(r"(?<=\w)[•・‧∙．.。?？](?=\w)", "·", said)


def month(cell: Cell) -> Field[PartialDate]:
    """A date of a roster. A day that a spreadsheet made of a month (the first) is the month.

    Refusal for nonsense, and for the number 1984.1, which may have been 1984.10.
    """
    if isinstance(cell, date):
        return PartialDate(cell.year, cell.month, None if cell.day == 1 else cell.day)
    said = stated(text(cell))
    if isinstance(said, Absent):
        return said
    if isinstance(cell, float) and re.fullmatch(r"\d{4}\.1", said):
        raise Refusal("roster.date_january_or_october", said=said, year=said[:4])
    try:
        return PartialDate.parse(said)
    except ValueError as error:
        raise Refusal("roster.date_unreadable", said=said) from error


def party(cell: Cell) -> Field[str]:
    """When somebody joined the Party, or which party he belongs to; a month is written yyyy.MM."""
    said = text(cell)
    if isinstance(cell, date | float):
        read = month(cell)
        return read if isinstance(read, Absent) else str(read)
    return stated(party_text(said))


def party_text(said: str) -> str:
    """The same in one form: 200108, 2001-8 and 2001年8月 are 2001.08; ; is ；."""
    said = said.replace(";", "；").replace(" ", "")
    try:
        return str(PartialDate.parse(said))
    except ValueError:
        return said


def ethnicity(cell: Cell) -> Field[str]:
    """An ethnicity in full: 汉 is 汉族. Refusal for one that is none of the fifty-six."""
    said = stated(text(cell).replace(" ", ""))
    if isinstance(said, Absent):
        return said
    full = said if said.endswith("族") else f"{said}族"
    if full not in _ETHNICITIES:
        raise Refusal("roster.ethnicity_unknown", said=said)
    return full


def word(field: RosterField, cell: Cell) -> Field[Term]:
    """A word of a closed list, by its name or one of the usual other names."""
    said = stated(re.sub(r"\s", "", text(cell)))
    if isinstance(said, Absent):
        return said
    members, others = _WORDS[field]
    for member in members:
        if said == member.zh:
            return member
    if said in others:
        return others[said]
    options = "、".join(member.zh for member in members)
    raise Refusal("roster.word_unknown", field=field, said=said, options=options)


_WORDS: dict[RosterField, tuple[type[Term], Mapping[str, Term]]] = {
    RosterField.SEX: (Sex, _SEXES),
    RosterField.LEVEL: (PostLevel, _LEVELS),
    RosterField.REGIME: (Regime, _REGIMES),
    RosterField.AUTHORITY: (Authority, _AUTHORITIES),
}


def in_service(cell: Cell) -> Field[bool]:
    """Whether somebody is in service."""
    said = stated(text(cell))
    if isinstance(said, Absent):
        return Absent.UNKNOWN
    if said not in _SERVICE:
        raise Refusal(
            "roster.word_unknown",
            field=RosterField.IN_SERVICE,
            said=said,
            options="、".join(_SERVICE),
        )
    return _SERVICE[said]


def identity_number(cell: Cell) -> Field[str]:
    """An identity number. Refusal when a spreadsheet kept it as a number and lost its last digits."""
    said = text(cell)
    if isinstance(cell, float) and (len(said) > _LONGEST_SAFE_NUMBER or "e" in said.lower()):
        raise Refusal("roster.identity_lost_digits")
    if re.fullmatch(r"[\d.]+[eE]\+?\d+", said):
        raise Refusal("roster.identity_lost_digits")
    told = stated(re.sub(r"\.0+$", "", unicodedata.normalize("NFKC", said)))
    return told if isinstance(told, Absent) else identity.read(told)


def posts(cell: Cell) -> Field[tuple[str, ...]]:
    """The posts of a cell, one by one, the main one first; parts of one post stay joined by 、."""
    said = stated(text(cell))
    if isinstance(said, Absent):
        return said
    parts = re.split(r"[，,；;]", re.sub(r"[\s\u3000]", "", said))
    return tuple(part for part in parts if part)


def plain(cell: Cell) -> Field[str]:
    """Free text."""
    return stated(text(cell))
