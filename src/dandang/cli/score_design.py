"""`dandang score --design`: what the scores of a planned round will be worth, printed."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.scoring.design import Design, Outlook


def designed(options: argparse.Namespace) -> int:
    """0 when everything was printed. Refused: a file that cannot be read, a design that cannot be."""
    from dandang.scoring.design import one_more, outlook
    from dandang.scoring.design_in import read

    try:
        design = read(options.design.read_text("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("ratings.file_unreadable", name=options.design, reason=reason) from error
    except UnicodeDecodeError as error:
        raise Refusal("design.no_toml", reason="UTF-8") from error
    language = options.lang
    for line in _lines(design, outlook(design), language):
        print(line)
    for each in one_more(design):
        print(say("design.said_more", language, rater_class=each.rater_class,
                  **_told(each.outlook, language)))  # fmt: skip
    return 0


def _told(found: "Outlook", language: str) -> dict[str, object]:
    return {
        "width": f"{found.width:.3f}",
        "places": f"{found.place_width:.1f}",
        "g": f"{found.g:.3f}",
        "groups": len(found.linked),
        "gate": found.gate.say(language),
    }


def _lines(design: "Design", found: "Outlook", language: str) -> Iterator[str]:
    told = _told(found, language)
    ratees = sum(design.units.values())
    yield say("design.said_whole", language, ratees=ratees, **told)
    if len(found.linked) > 1:
        yield say("design.said_linked", language, groups=len(found.linked))
    for unit in found.units:
        named = "、".join("＋".join(part) for part in unit.parts)
        parts = say("design.said_parts", language, parts=named)
        yield say(
            "design.said_unit",
            language,
            unit=unit.unit,
            ratees=unit.ratees,
            se=f"{unit.se:.3f}",
            width=f"{unit.width:.3f}",
            parts=parts if unit.parts else say("design.said_no_score", language),
        )
    for cell in found.hidden:
        yield say(
            "design.said_hidden",
            language,
            unit=cell.unit,
            rater_class=cell.rater_class,
            raters=cell.raters,
            least=design.least,
            chance=f"{100 * cell.chance_below:.0f}",
        )
    assumed = design.assumed
    yield say(
        "design.said_assumed",
        language,
        ratee=assumed.ratee,
        ratee_class=assumed.ratee_class,
        rater=assumed.rater,
        residual=assumed.residual,
    )
