"""Tallies from rows of a file: a heading, then one row for each ratee and class."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dandang.scoring.tallies.rules import Counted, Fault, Rules
from dandang.terms.refusal import Refusal

HEADINGS = {
    "round": ("round", "轮次", "考核轮次"),
    "ratee": ("ratee", "测评对象", "考核对象", "被测评人", "姓名"),
    "class": ("class", "票类", "票种", "类别", "评价人类别"),
    "group": ("group", "考核单元", "组别", "单位"),
    "due": ("due", "应到"),
    "present": ("present", "实到"),
    "issued": ("issued", "发出"),
    "returned": ("returned", "收回"),
    "valid": ("valid", "有效"),
    "spoilt": ("spoilt", "作废"),
    "abstained": ("abstained", "弃权"),
}
OPTIONAL = ("round", "class", "group")
COUNTS = ("due", "present", "issued", "returned", "valid", "spoilt", "abstained")
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """The rows that could be read, and every line that could not, with the reason."""

    rows: tuple[Counted, ...]
    faults: tuple[Fault, ...] = field(default=())


def read(
    rules: Rules, lines: Iterable[tuple[int, Sequence[str]]], named: Mapping[str, str] | None = None
) -> Read:
    """The tally in `lines`, pairs of line number and cells; the first holds the headings.

    `named` says which heading is the round, ratee, class or group where it is none of the usual
    ones. Every grade of the rules needs its column. Refused: no heading, a column missing or twice.
    """
    rest = iter(lines)
    places = _places(rules, next(rest, (0, ()))[1], dict(named or {}))
    rows, faults = [], []
    for line, cells in rest:
        if not any(cell.strip() for cell in cells):
            continue
        found, wrong = _row(rules, places, line, cells)
        faults += wrong
        if found is not None:
            rows.append(found)
    return Read(tuple(rows), tuple(faults))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _heading(what: str) -> str:
    return HEADINGS[what][1] if what in HEADINGS else what.removeprefix("=")


def _places(rules: Rules, head: Sequence[str], named: Mapping[str, str]) -> dict[str, int]:
    said = [_plain(cell).lower() for cell in head]
    wanted = {
        what: (_plain(named[what]).lower(),) if named.get(what) else usual
        for what, usual in HEADINGS.items()
    }
    wanted |= {f"={name}": (_plain(name).lower(),) for name in rules.grades}
    places = {}
    missing = []
    for what, headings in wanted.items():
        found = [i for i, each in enumerate(said) if each in headings]
        if len(found) > 1:
            raise Refusal("tallies.column_twice", heading=head[found[1]])
        if found:
            places[what] = found[0]
        elif what not in OPTIONAL or named.get(what):
            missing.append(named.get(what) or _heading(what))
    if missing:
        raise Refusal("tallies.columns_missing", columns="、".join(missing))
    return places


def _row(
    rules: Rules, places: Mapping[str, int], line: int, cells: Sequence[str]
) -> tuple[Counted | None, list[Fault]]:
    def cell(what: str) -> str:
        place = places.get(what, len(cells))
        return unicodedata.normalize("NFKC", cells[place]).strip() if place < len(cells) else ""

    faults = []
    if not cell("ratee"):
        faults.append(Fault(line, "tallies.ratee_missing"))
    numbers = {}
    for what in (*COUNTS, *(f"={name}" for name in rules.grades)):
        said = cell(what)
        # A blank count is not 0: somebody has not counted yet. Workbooks write 12 as 12.0.
        if not re.fullmatch(r"[0-9]{1,8}(\.0)?", said) or int(float(said)) > MOST:
            values = {"heading": _heading(what), "said": said}
            faults.append(Fault(line, "tallies.not_a_count", values))
            continue
        numbers[what] = int(float(said))
    if faults:
        return None, faults
    return Counted(
        line=line,
        round=cell("round"),
        ratee=cell("ratee"),
        rater_class=cell("class"),
        due=numbers["due"],
        present=numbers["present"],
        issued=numbers["issued"],
        returned=numbers["returned"],
        valid=numbers["valid"],
        spoilt=numbers["spoilt"],
        abstained=numbers["abstained"],
        marks=tuple(numbers[f"={name}"] for name in rules.grades),
        group=cell("group"),
    ), []
