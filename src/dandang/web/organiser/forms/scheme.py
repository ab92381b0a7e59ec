"""The scheme as it is typed in, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.http import QueryDict
from django.utils.translation import gettext

from dandang.assessing.scheme import Aspect, Choice, GradeCut, RaterClass, Scheme
from dandang.scoring.rounding import plain
from dandang.terms.refusal import Refusal

MOST_ROWS = 20
PLAIN_FRACTION = re.compile(r"(\d{1,3})/([1-9]\d{0,2})")
PLAIN_NUMBER = re.compile(r"\d{1,6}(\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Typed:
    """The scheme as texts in rows, for the page: parts → rows → fields."""

    head: Mapping[str, str]
    aspects: tuple[Mapping[str, str], ...]
    choices: tuple[Mapping[str, str], ...]
    classes: tuple[Mapping[str, str], ...]
    cuts: tuple[Mapping[str, str], ...]


HEAD = ("title", "year", "decimals", "quorum", "least", "objection_working_days")
PARTS = {
    "aspects": ("code", "name", "weight"),
    "choices": ("code", "name", "value"),
    "classes": ("code", "name", "weight", "rule"),
    "cuts": ("grade", "least"),
}


def typed_from(scheme: Scheme) -> Typed:
    """What the page shows for a scheme."""
    return Typed(
        head={
            "title": scheme.title,
            "year": str(scheme.year),
            "decimals": str(scheme.decimals),
            "quorum": _share_text(scheme.quorum),
            "least": str(scheme.least),
            "objection_working_days": str(scheme.objection_working_days),
        },
        aspects=tuple(
            {"code": a.code, "name": a.name, "weight": plain(a.weight)} for a in scheme.aspects
        ),
        choices=tuple(
            {"code": c.code, "name": c.name, "value": "" if c.value is None else plain(c.value)}
            for c in scheme.choices
        ),
        classes=tuple(
            {"code": c.code, "name": c.name, "weight": plain(c.weight), "rule": c.rule}
            for c in scheme.classes
        ),
        cuts=tuple({"grade": c.grade, "least": plain(c.least)} for c in scheme.cuts),
    )


def typed_in(post: QueryDict) -> Typed:
    """What somebody has typed, empty rows left out."""

    def rows(part: str) -> tuple[Mapping[str, str], ...]:
        found = []
        for i in range(MOST_ROWS):
            row = {field: post.get(f"{part}-{i}-{field}", "").strip() for field in PARTS[part]}
            shown = {field: text for field, text in row.items() if field not in {"code", "rule"}}
            if any(shown.values()):
                row["code"] = row.get("code") or f"{part[0]}{i + 1}"
                found.append(row)
        return tuple(found)

    return Typed(
        head={field: post.get(field, "").strip() for field in HEAD},
        aspects=rows("aspects"),
        choices=rows("choices"),
        classes=rows("classes"),
        cuts=rows("cuts"),
    )


def scheme_of(typed: Typed, before: Scheme) -> Scheme:
    """The scheme that was typed; a text that is no number is refused with its field."""
    head = typed.head
    return replace(
        before,
        title=head["title"],
        year=_whole(gettext("年度"), head["year"]),
        decimals=_whole(gettext("小数位数"), head["decimals"]),
        quorum=_share(gettext("收回比例"), head["quorum"]),
        least=_whole(gettext("最少票数"), head["least"]),
        objection_working_days=_whole(gettext("异议期限"), head["objection_working_days"]),
        aspects=tuple(
            Aspect(row["code"], row["name"], _number(row["name"], row["weight"]))
            for row in typed.aspects
        ),
        choices=tuple(
            Choice(
                row["code"],
                row["name"],
                _number(row["name"], row["value"]) if row["value"] else None,
            )
            for row in typed.choices
        ),
        classes=tuple(
            RaterClass(row["code"], row["name"], _number(row["name"], row["weight"]), row["rule"])
            for row in typed.classes
        ),
        cuts=tuple(
            GradeCut(row["grade"], _number(row["grade"], row["least"])) for row in typed.cuts
        ),
    )


def _share_text(share: Fraction) -> str:
    percent = share * 100
    return f"{percent}%" if percent.denominator == 1 else str(share)


def _share(field: str, text: str) -> Fraction:
    if fraction := PLAIN_FRACTION.fullmatch(text):
        return Fraction(int(fraction[1]), int(fraction[2]))
    if text.endswith(("%", "％")):
        return _number(field, text[:-1].strip()) / 100
    raise Refusal("rounds.share_unclear", field=field)


def _number(field: str, text: str) -> Fraction:
    if not PLAIN_NUMBER.fullmatch(text):
        raise Refusal("rounds.number_unclear", field=field)
    return Fraction(text)


def _whole(field: str, text: str) -> int:
    number = _number(field, text)
    if number.denominator != 1:
        raise Refusal("rounds.number_unclear", field=field)
    return int(number)
