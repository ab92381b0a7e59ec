"""A result as plain JSON and back: what a run gave, kept whole after the ballots are gone."""

import hashlib
import json
from fractions import Fraction
from typing import Any

from dandang.assessing.ballots import Ratee
from dandang.assessing.results import Group, RateeResult, RoundResult, Share
from dandang.assessing.scheme import Scheme
from dandang.assessing.tally import AspectTally, Reconciled


def to_json(result: RoundResult) -> dict[str, Any]:
    """The result without its scheme; every fraction as `numerator/denominator`."""
    return {
        "ratees": [_ratee_out(each) for each in result.ratees],
        "groups": [_reconciled_out(each) for each in result.groups],
        "total": _reconciled_out(result.total),
        "quorum_reached": result.quorum_reached,
    }


def from_json(scheme: Scheme, value: dict[str, Any]) -> RoundResult:
    """The result that `to_json` wrote, under the scheme it was computed with."""
    return RoundResult(
        scheme=scheme,
        ratees=tuple(_ratee_in(each) for each in value["ratees"]),
        groups=tuple(_reconciled_in(each) for each in value["groups"]),
        total=_reconciled_in(value["total"]),
        quorum_reached=value["quorum_reached"],
    )


def digest(value: dict[str, Any]) -> str:
    """SHA-256 of the stored result, the same for the same input."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _ratee_out(each: RateeResult) -> dict[str, Any]:
    return {
        "key": each.ratee.key,
        "name": each.ratee.name,
        "post": each.ratee.post,
        "unit": each.ratee.unit,
        "score": _text(each.score),
        "record": _text(each.record),
        "shown": each.shown,
        "reason": each.reason,
        "proposal": each.proposal,
        "groups": [_group_out(group) for group in each.groups],
        "shares": [
            [share.choice, share.name, share.count, str(share.percent), share.shown]
            for share in each.shares
        ],
    }


def _ratee_in(value: dict[str, Any]) -> RateeResult:
    return RateeResult(
        ratee=Ratee(value["key"], value["name"], value["post"], value["unit"]),
        score=_fraction(value["score"]),
        record=_fraction(value["record"]),
        shown=value["shown"],
        reason=value["reason"],
        groups=tuple(_group_in(group) for group in value["groups"]),
        shares=tuple(
            Share(choice, name, count, Fraction(percent), shown)
            for choice, name, count, percent, shown in value["shares"]
        ),
        proposal=value["proposal"],
    )


def _group_out(group: Group) -> dict[str, Any]:
    return {
        "classes": list(group.classes),
        "name": group.name,
        "weight": str(group.weight),
        "ballots": group.ballots,
        "size": group.size,
        "aspects": [
            [each.aspect, dict(each.counts), each.blank, each.base, str(each.total)]
            for each in group.aspects
        ],
    }


def _group_in(value: dict[str, Any]) -> Group:
    return Group(
        classes=tuple(value["classes"]),
        name=value["name"],
        weight=Fraction(value["weight"]),
        ballots=value["ballots"],
        size=value["size"],
        aspects=tuple(
            AspectTally(aspect, counts, blank, base, Fraction(total))
            for aspect, counts, blank, base, total in value["aspects"]
        ),
    )


def _reconciled_out(row: Reconciled) -> list[Any]:
    return [
        list(row.classes),
        row.name,
        row.due,
        row.present,
        row.issued,
        row.returned,
        row.valid,
        row.spoilt,
        row.abstained,
    ]


def _reconciled_in(value: list[Any]) -> Reconciled:
    return Reconciled(tuple(value[0]), *value[1:])
