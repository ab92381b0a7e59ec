"""`dandang score --why`: what one ratee's numbers are made of, round by round."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.scoring.sheets import Sheets
    from dandang.scoring.tallies.rounds import TallyRound
    from dandang.scoring.tallies.rules import Rules
    from dandang.scoring.values import Plan
    from dandang.scoring.why import Why


def explained(rounds: "Mapping[str, Sheets]", plan: "Plan", ratee: str, language: str) -> str:
    """The score of record and the corrected score, down to every sheet. Refused: nobody of that name."""
    from dandang.scoring.fit import fitted
    from dandang.scoring.why import of_estimate, of_record, text

    told = []
    for name, sheets in rounds.items():
        if ratee not in sheets.ratees:
            continue
        told.append(_record(name, of_record(sheets, plan, ratee), ratee, language))
        estimate = of_estimate(sheets, fitted(sheets, plan), ratee, by_sheet=True)
        told.append(text(estimate, language))
    if not told:
        raise Refusal("why.unknown", ratee=ratee)
    return "".join(told)


def explained_tally(
    rules: "Rules", rounds: "Sequence[TallyRound]", ratee: str, language: str
) -> str:
    """The score of record of a tally, down to every mark. Refused: nobody of that name."""
    from dandang.scoring.why import of_tally

    told = [
        _record(each.scores.name, of_tally(rules, count), ratee, language)
        for each in rounds
        for count in each.counts
        if count.ratee == ratee
    ]
    if not told:
        raise Refusal("why.unknown", ratee=ratee)
    return "".join(told)


def _record(name: str, found: "Why | None", ratee: str, language: str) -> str:
    from dandang.scoring.why import text

    head = say("why.round", language, name=name) + "\n" if name else ""
    none = say("why.none", language, ratee=ratee) + "\n"
    return head + (none if found is None else text(found, language))
