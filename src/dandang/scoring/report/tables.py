"""Tables: the same numbers as the charts, for reading, copying and reading aloud."""

from collections.abc import Iterable, Sequence
from html import escape

from dandang.scoring.report.words import Words, digits
from dandang.scoring.rounding import plain, rounded, shown
from dandang.scoring.values import Plan, RateeScore


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column names the row; caption and heads are escaped already."""
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<div class='wide'><table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def results(words: Words, ratees: Sequence[RateeScore], plan: Plan) -> str:
    """Everything about every ratee; what the gate does not let be told is left out whole."""
    places = any(each.place is not None for each in ratees)
    ordered = any(each.band is not None for each in ratees)
    heads = ["ratee", "sheets", "record", "score", "se", "interval"]
    heads += ["place", "place_interval"] if places else []
    heads += ["p_top", "band", "zone"] if ordered else []
    return table(
        words.say("report.results"),
        [words.say(f"report.column_{head}") for head in heads],
        (_row(words, each, plan, places=places, ordered=ordered) for each in ratees),
    )


def _row(words: Words, each: RateeScore, plan: Plan, *, places: bool, ordered: bool) -> list[str]:
    row = [
        each.ratee,
        str(each.n_sheets),
        record(each, plan),
        digits(each.score),
        digits(each.se),
        f"{digits(each.low)}–{digits(each.high)}",
    ]
    if places:
        told = each.place is not None
        row += [str(each.place), f"{each.place_low}–{each.place_high}"] if told else ["—", "—"]
    if ordered:
        zone = "—" if each.zone is None else each.zone.say(words.language)
        row += [digits(each.p_top), "—" if each.band is None else str(each.band), zone]
    return row


def record(each: RateeScore, plan: Plan) -> str:
    """The score of record as printed; a dash where there are too few sheets."""
    if each.record is None:
        return "—"
    if each.record < 0:
        return plain(-rounded(-each.record, plan.decimals))
    return shown(each.record, plan.decimals)
