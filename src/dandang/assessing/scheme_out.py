"""Schemes written as TOML."""

from fractions import Fraction

from dandang.assessing.ballots import Issue
from dandang.assessing.scheme import Scheme
from dandang.scoring.rounding import plain


def write_toml(scheme: Scheme, issues: tuple[Issue, ...] = ()) -> str:
    """The scheme (and its counts) as TOML that `read_toml` gives back equal."""
    lines = [
        f"title = {_quoted(scheme.title)}",
        f"year = {scheme.year}",
        f"decimals = {scheme.decimals}",
        f"quorum = {_number(scheme.quorum)}",
        f"least = {scheme.least}",
        f"objection_working_days = {scheme.objection_working_days}",
        f"spoilt_below = {_number(scheme.spoilt_below)}",
        f"denominator = {_quoted(str(scheme.denominator))}",
    ]
    if scheme.scores is not None:
        lines += ["", "[scores]"]
        lines += [f"low = {_number(scheme.scores.low)}", f"high = {_number(scheme.scores.high)}"]
    for aspect in scheme.aspects:
        lines += _table("aspects", code=aspect.code, name=aspect.name, weight=aspect.weight)
    for choice in scheme.choices:
        lines += _table("choices", code=choice.code, name=choice.name, value=choice.value)
    for each in scheme.classes:
        lines += _table(
            "classes", code=each.code, name=each.name, weight=each.weight, rule=each.rule or None
        )
    for cut in scheme.cuts:
        lines += _table("cuts", grade=cut.grade, least=cut.least)
    for issue in issues:
        lines += [
            *_table("issued", **{"class": issue.rater_class}),
            f"due = {issue.due}",
            f"present = {issue.present}",
            f"issued = {issue.issued}",
        ]
    return "\n".join(lines) + "\n"


def _table(part: str, **values: str | Fraction | None) -> list[str]:
    return ["", f"[[{part}]]"] + [
        f"{key} = {_quoted(value) if isinstance(value, str) else _number(value)}"
        for key, value in values.items()
        if value is not None
    ]


def _number(value: Fraction) -> str:
    text = plain(value)
    return _quoted(text) if "/" in text else text


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(sign):04x}"
        if sign < " " or sign == "\x7f"
        else "\\" + sign
        if sign in '"\\'
        else sign
        for sign in text
    )
    return f'"{escaped}"'
