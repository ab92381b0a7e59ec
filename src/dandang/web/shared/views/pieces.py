"""A page that shows every piece, with invented data."""

import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from importlib.resources import files
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from dandang.assessing.results import Share
from dandang.days import PartialDate
from dandang.kit import clock
from dandang.kit.paging import Page
from dandang.web.shared.calendars import Entry, sheet
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.forms.pieces import PieceFile, PieceFilters
from dandang.web.shared.shapes import (
    Bar,
    Change,
    Chart,
    DryRun,
    FactCard,
    FourLists,
    Mark,
    Problem,
    Step,
    Work,
)
from dandang.web.shared.strips import strip


@dataclass(frozen=True, slots=True)
class Cut:
    """A line between two grades."""

    grade: str
    least: int


@require_safe
@signed_in
def pieces(request: DeskRequest) -> HttpResponse:
    """All pieces on one page, for whoever builds pages."""
    return render(request, "shared/pieces.html", _invented(clock.today()))


def _invented(today: date) -> dict[str, Any]:
    text = files("dandang.web.shared.views").joinpath("pieces.toml").read_text("utf-8")
    data = tomllib.loads(text)
    shares = [
        Share(
            "", each["name"], each["count"], Fraction(str(each["percent"])), f"{each['percent']}%"
        )
        for each in data["shares"]
    ]
    return {
        **data,
        "today": today,
        "late": date(today.year - 1, 12, 31),
        "steps": [Step(**step) for step in data["steps"]],
        "bars": [_bar(**bar) for bar in data["bars"]],
        "marks": [Mark(mark["title"], PartialDate.parse(mark["day"])) for mark in data["marks"]],
        "shares": shares,
        "why": [(line["words"], line["value"]) for line in data["why"]],
        "clean": DryRun("roster.xlsx", ((gettext("新增"), 12), (gettext("更新"), 3))),
        "faulty": DryRun(
            "roster.xlsx",
            ((gettext("行"), 41),),
            tuple(Problem(**problem) for problem in data["problems"]),
        ),
        "page": Page((), 2, 50, 622),
        "filters": PieceFilters(),
        "file": PieceFile(),
        "strip": strip(data["strip"]["scores"], [Cut(**cut) for cut in data["cuts"]]),
        "facts": [_fact(**each) for each in data["facts"]],
        "lists": [FourLists(**each) for each in data["lists"]],
        "sheet": sheet(
            today,
            (Entry(today.replace(day=each["day"]), each["title"]) for each in data["entries"]),
            on=today,
        ),
        "differences": [Change(**each) for each in data["changes"]],
        "works": [Work(**each) for each in data["works"]],
        "chart": _chart(data["people"]),
    }


def _fact(evidence: list[str], **rest: Any) -> FactCard:
    return FactCard(evidence=tuple((title, "#charts") for title in evidence), **rest)


def _bar(title: str, first: str, last: str = "", second: bool = False) -> Bar:
    until = PartialDate.parse(last) if last else None
    return Bar(title, PartialDate.parse(first), until, not second)


def _chart(people: list[dict[str, Any]]) -> Chart:
    known = [each for each in people if "low" in each]
    return Chart(
        title=gettext("得分与区间"),
        words=gettext("两人的得分与区间，区间不相交时才分先后。"),
        option={
            "xAxis": {"type": "value", "min": 80, "max": 100},
            "yAxis": {"type": "category", "inverse": True, "data": [e["name"] for e in known]},
            "series": [
                {
                    "type": "custom",
                    "renderItem": "interval",
                    "data": [
                        [place, float(e["low"]), float(e["high"])] for place, e in enumerate(known)
                    ],
                    "encode": {"x": [1, 2], "y": 0},
                },
                {
                    "type": "scatter",
                    "symbolSize": 9,
                    "data": [[float(e["score"]), place] for place, e in enumerate(known)],
                    "label": {"show": True, "position": "top", "formatter": "{@[0]}"},
                },
            ],
        },
        heads=(gettext("姓名"), gettext("得分"), gettext("区间"), gettext("票数")),
        rows=tuple((e["name"], e["score"], f"{e['low']}–{e['high']}", e["count"]) for e in known),
        height=200,
    )
