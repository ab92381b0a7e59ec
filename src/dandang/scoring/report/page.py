"""The page: one section a round, from the sentence of the gate down to the table of all numbers."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from dandang.scoring.report import bars, caterpillar, doubts, tables
from dandang.scoring.report.style import STYLE
from dandang.scoring.report.words import Words, digits
from dandang.scoring.values import Method, Plan, RateeScore, RoundScores


def written(rounds: Sequence[RoundScores], plan: Plan, language: str = "zh") -> str:
    """The whole report as one HTML page that fetches nothing. Same rounds, same text."""
    words = Words(language)
    body = "".join(_round(words, i, each, plan) for i, each in enumerate(rounds, start=1))
    title = words.say("report.title")
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head>'
        '<meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{words.heading('report.title')}</h1><p>{words.say('report.lead')}</p>"
        f"{_contents(words, rounds)}{body}{_how(words, rounds, plan)}</main></body></html>\n"
    )


def _contents(words: Words, rounds: Sequence[RoundScores]) -> str:
    if len(rounds) < 2:
        return ""
    links = "".join(
        f'<li><a href="#r{i}">{_name(words, each)}</a> · {words.term(each.gate)}</li>'
        for i, each in enumerate(rounds, start=1)
    )
    return f'<nav aria-label="{words.say("report.contents")}"><ul>{links}</ul></nav>'


def _name(words: Words, each: RoundScores) -> str:
    return escape(each.name) or words.say("report.only_round")


def _round(words: Words, number: int, each: RoundScores, plan: Plan) -> str:
    parts = [
        f'<section id="r{number}"><h2>{_name(words, each)}</h2>',
        _gate(words, each),
        _figures(words, each),
        f"<h3>{words.heading('report.caterpillar')}</h3>",
        *_caterpillars(words, number, each.ratees),
    ]
    if each.components is not None:
        parts.append(f"<h3>{words.heading('report.variances')}</h3>")
        parts.append(f"<p>{words.say('report.variances_lead')}</p>")
        parts.append(bars.variances(words, f"v{number}", each.components))
    if each.raters:
        parts.append(f"<h3>{words.heading('report.severity')}</h3>")
        parts.append(f"<p>{words.say('report.severity_lead')}</p>")
        parts.append(bars.severity(words, f"s{number}", each.raters))
        parts.append(f"<h3>{words.heading('report.doubts')}</h3>")
        parts.append(doubts.doubts(words, f"d{number}", each.anomalies))
    parts.append(f"<h3>{words.heading('report.results')}</h3>")
    for group, members in _groups(each.ratees):
        parts.append(_group_name(group))
        parts.append(tables.results(words, members, plan))
    return "".join(parts) + "</section>"


def _gate(words: Words, each: RoundScores) -> str:
    reasons = _said(words, each.gate_reasons) or f"<li>{words.say('report.gate_open')}</li>"
    return (
        f"<p class='gate'><strong>{words.term(each.gate)}</strong></p>"
        f"<ul>{reasons}{_said(words, each.notes)}</ul>"
    )


def _said(words: Words, reasons: Sequence[tuple[str, Mapping[str, object]]]) -> str:
    return "".join(f"<li>{words.say(code, **values)}</li>" for code, values in reasons)


def _figures(words: Words, each: RoundScores) -> str:
    told = [
        ("n", str(each.n)),
        ("n_ratees", str(each.n_ratees)),
        ("n_raters", str(each.n_raters)),
        ("mean", digits(each.mean)),
        ("g", digits(each.g, 3)),
        ("split_half", digits(each.split_half, 3)),
    ]
    if each.method is not Method.NONE:
        told += [("method", words.term(each.method)), ("parts", str(each.parts))]
    cells = "".join(
        f"<div><dt>{words.say(f'report.figure_{key}')}</dt><dd>{value}</dd></div>"
        for key, value in told
    )
    return f"<dl class='figures'>{cells}</dl>"


def _groups(ratees: Sequence[RateeScore]) -> Iterator[tuple[str, list[RateeScore]]]:
    """Ratees that are compared with each other, best first; groups by name."""
    ordered = sorted(ratees, key=lambda each: each.group)
    for group, members in itertools.groupby(ordered, key=lambda each: each.group):
        yield group, list(members)


def _group_name(group: str) -> str:
    return f"<h4>{escape(group)}</h4>" if group else ""


def _caterpillars(words: Words, number: int, ratees: Sequence[RateeScore]) -> Iterator[str]:
    yield f"<p>{words.say('report.caterpillar_lead')}</p>"
    for i, (group, members) in enumerate(_groups(ratees), start=1):
        yield _group_name(group)
        yield caterpillar.caterpillar(words, f"c{number}-{i}", members)
        yield bars.bands(words, f"b{number}-{i}", members)


def _how(words: Words, rounds: Sequence[RoundScores], plan: Plan) -> str:
    score = "report.how_score" if any(each.raters for each in rounds) else "report.how_tally"
    level = f"{100 * plan.level:.0f} %"
    share = f"{100 * plan.top:.0f} %"
    return (
        f"<section><h2>{words.heading('report.how')}</h2>"
        f"<p>{words.say('report.how_record', decimals=plan.decimals)}</p>"
        f"<p>{words.say(score)}</p>"
        f"<p>{words.say('report.how_interval', level=level)}</p>"
        f"<p>{words.say('report.how_places', share=share)}</p>"
        f"<p>{words.say('report.how_doubts')}</p></section>"
    )
