"""Doubts: what looks wrong with some sheets, the evidence, and both results side by side."""

from collections.abc import Sequence

from dandang.scoring.report.drawing import dots, line, picture, scale_of, text
from dandang.scoring.report.tables import table
from dandang.scoring.report.words import Words, digits
from dandang.scoring.values import Anomaly, Moved

WIDTH = 960.0
ROW = 24.0
LEFT, RIGHT = 150.0, 40.0


def doubts(words: Words, name: str, found: Sequence[Anomaly]) -> str:
    """Every proposed anomaly with its evidence; a sentence where nothing looks wrong."""
    if not found:
        return f"<p>{words.say('report.no_doubts')}</p>"
    said = [f"<p>{words.say('report.doubts_lead', count=len(found))}</p>"]
    for i, each in enumerate(found, start=1):
        said.append(f"<h4>{i}. {words.term(each.kind)}</h4>")
        said.append(f"<p>{words.say(each.code, **each.values)}</p>")
        raters = words.listed(each.raters)
        said.append(
            f"<p class='small'>"
            f"{words.say('report.doubt_sheets', sheets=each.n_sheets, raters=raters)}</p>"
        )
        if each.moved:
            said.append(_both(words, f"{name}-{i}", each.moved))
            said.append(_moved(words, each.moved))
    return "".join(said)


def _both(words: Words, name: str, moved: Sequence[Moved]) -> str:
    """Score with all sheets (ring) and with these set aside (point), a row a ratee."""
    ends = [value for each in moved for value in (each.score, each.score_without)]
    x = scale_of(ends, LEFT, WIDTH - RIGHT)
    foot = ROW * len(moved) + 8
    shapes = [line(x(tick), 4, x(tick), foot, "grid") for tick in x.ticks()]
    for i, each in enumerate(moved):
        y = ROW * (i + 0.5) + 4
        shapes.append(text(LEFT - 10, y + 5, each.ratee, "", "end"))
        shapes.append(line(x(each.score), y, x(each.score_without), y, "interval"))
        shapes.append(dots([(x(each.score), y)], 4.5, "ring"))
        shapes.append(dots([(x(each.score_without), y)], 4.5, "point"))
    shapes += [text(x(t), foot + 16, digits(t, x.places), "small", "middle") for t in x.ticks()]
    title, says = words.plain("report.both"), words.plain("report.both_says")
    return picture((WIDTH, foot + 24), name, title, says, "".join(shapes))


def _moved(words: Words, moved: Sequence[Moved]) -> str:
    heads = ("ratee", "score", "score_without", "place", "place_without")
    return table(
        words.say("report.both"),
        [words.say(f"report.column_{head}") for head in heads],
        [
            [
                each.ratee,
                digits(each.score),
                digits(each.score_without),
                _place(each.place),
                _place(each.place_without),
            ]
            for each in moved
        ],
    )


def _place(place: int | None) -> str:
    return "—" if place is None else str(place)
