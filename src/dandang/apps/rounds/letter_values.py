"""What a result letter says, from the stored result and the panel's decisions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dandang.apps.organisation import queries as organisation
from dandang.apps.rounds import stored
from dandang.apps.rounds.models import Decision, Ratee, Round
from dandang.assessing import documents
from dandang.assessing.scheme_in import read_toml
from dandang.terms.rounds import DecisionState

TITLE = "考核结果告知书"


def letter_values(row: Round, ratees: Sequence[Ratee], *, on: date) -> list[dict[str, Any]]:
    """One set of values per ratee, in order; the number is added when the letter is issued."""
    assert row.result is not None
    county = organisation.county()
    result = stored.from_json(read_toml(row.scheme), row.result)
    last: dict[int, Decision] = {}
    for decision in Decision.objects.filter(ratee__in=list(ratees)).order_by("pk"):
        last[decision.ratee_id] = decision
    head = documents.Head(
        title=TITLE,
        objection_to=county.office,
        office=county.office,
        day=on,
        fictional="虚构" if county.fictitious else "",
    )
    values = []
    for each in ratees:
        decided = last.get(each.pk)
        values.append(
            documents.letter_values(
                result,
                f"r{each.pk}",
                head=head,
                grade=each.grade,
                grade_note=_note(decided),
                reasons=[decided.reason] if decided and decided.reason else [],
            )
        )
    return values


def _note(decided: Decision | None) -> str:
    if decided is None:
        return ""
    if decided.state == DecisionState.CONFIRMED:
        return "评审组按建议确认"
    return f"评审组由“{decided.before}”调整" if decided.before else "评审组评定"
