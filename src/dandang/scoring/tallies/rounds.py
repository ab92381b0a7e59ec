"""Everything of rounds that came as tallies: counts and scores of record, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dandang.scoring.gate import LEAST_RATEES, ORDER_G, PLACES_G, Reason
from dandang.scoring.places import bands, ranked, whole_share
from dandang.scoring.quota import zone
from dandang.scoring.sheets import Floats, Ints
from dandang.scoring.tallies.counting import RateeCount, by_ratee, counted
from dandang.scoring.tallies.rules import Counted, Rules
from dandang.scoring.tallies.sureness import Estimate, between, draws, estimates, surenesses
from dandang.scoring.values import Gate, Method, RateeScore, RoundScores


@dataclass(frozen=True, slots=True)
class TallyRound:
    """One round: the counts of every ratee by name, and the scores of those who have one."""

    counts: tuple[RateeCount, ...]
    scores: RoundScores


def scored(rules: Rules, rows: Sequence[Counted]) -> tuple[TallyRound, ...]:
    """Each round by itself, by name; `rows` must be without faults. The order of rows is nothing."""
    rounds: dict[str, list[RateeCount]] = {}
    for (name, _), members in sorted(by_ratee(rows).items()):
        rounds.setdefault(name, []).append(counted(rules, members))
    return tuple(_round(rules, name, tuple(counts)) for name, counts in rounds.items())


def _round(rules: Rules, name: str, counts: tuple[RateeCount, ...]) -> TallyRound:
    told = tuple(each for each in counts if each.record is not None)
    found = surenesses(rules, told)
    made = estimates(rules, found) if told else ()
    true = between(found)[1] if told else 0.0
    g = max(0.0, 1 - float(np.mean([each.se**2 for each in made])) / true) if true > 0 else 0.0
    gate, reasons = _gate(told, g)
    ratees = _ratees(rules, told, made, gate)
    return TallyRound(
        counts,
        RoundScores(
            name=name,
            n=sum(each.counted.valid for each in told),
            n_ratees=len(told),
            n_raters=max((each.counted.valid for each in told), default=0),
            classes=tuple(rules.classes) or _classes(told),
            mean=float(np.mean([each.score for each in made])) if made else 0.0,
            components=None,
            method=Method.NONE,
            iterations=0,
            converged=True,
            g=g,
            split_half=None,
            parts=1,
            gate=gate,
            gate_reasons=reasons,
            notes=(
                ("tallies.severity", {}),
                *((each.reason, {"ratee": each.ratee}) for each in counts if each.reason),
            ),
            ratees=ratees,
            raters=(),
            anomalies=(),
        ),
    )


def _classes(told: Sequence[RateeCount]) -> tuple[str, ...]:
    return tuple(sorted({code for each in told for part in each.parts for code in part.classes}))


def _gate(told: Sequence[RateeCount], g: float) -> tuple[Gate, tuple[Reason, ...]]:
    """What may be told: less than by ratings, since nobody sees who rated whom."""
    found: list[tuple[Gate, Reason]] = []
    if len(told) < LEAST_RATEES:
        values = {"count": len(told), "least": LEAST_RATEES}
        found.append((Gate.SCORES, ("scoring.gate_ratees", values)))
    elif g < PLACES_G:
        level, least = (Gate.SCORES, ORDER_G) if g < ORDER_G else (Gate.BANDS, PLACES_G)
        found.append((level, ("scoring.gate_g", {"g": f"{g:.2f}", "least": f"{least:.2f}"})))
    if len({each.counted.returned for each in told}) > 1:
        found.append((Gate.BANDS, ("tallies.other_raters", {})))
    worst = max((level for level, _ in found), key=list(Gate).index, default=Gate.PLACES)
    return worst, tuple(reason for _, reason in found)


def _ratees(
    rules: Rules, told: Sequence[RateeCount], made: Sequence[Estimate], gate: Gate
) -> tuple[RateeScore, ...]:
    scores = np.array([each.score for each in made])
    errors = np.array([each.se**2 for each in made])
    drawn = draws(rules, made)
    rows: list[RateeScore] = []
    for group in sorted({each.group for each in told}):
        at = [i for i, each in enumerate(told) if each.group == group]
        rows += _group(
            rules,
            [told[i] for i in at],
            [made[i] for i in at],
            _Order.of(rules, scores[at], errors[at], drawn[:, at]),
            gate,
        )
    return tuple(sorted(rows, key=lambda each: (-round(each.score, 9), each.ratee)))


@dataclass(frozen=True, slots=True)
class _Order:
    """The order within one group, as sure as the draws make it."""

    place: Ints
    low: Ints
    high: Ints
    p_top: Floats
    band: Ints

    @classmethod
    def of(cls, rules: Rules, scores: Floats, errors: Floats, drawn: Floats) -> "_Order":
        """Places counted in joint draws (draws × ratees)."""
        order = np.argsort(np.argsort(-drawn, axis=1, kind="stable"), axis=1, kind="stable") + 1
        tail = (1 - rules.level) / 2
        low, high = np.quantile(order, [tail, 1 - tail], axis=0)
        place = ranked(scores)
        return cls(
            place,
            np.minimum(np.floor(low).astype(np.int64), place),
            np.maximum(np.ceil(high).astype(np.int64), place),
            np.asarray((order <= whole_share(rules.top, len(scores))).mean(axis=0)),
            bands(scores, errors),
        )


def _group(
    rules: Rules,
    told: Sequence[RateeCount],
    made: Sequence[Estimate],
    order: _Order,
    gate: Gate,
) -> list[RateeScore]:
    ranks, ordered = gate is Gate.PLACES, gate is not Gate.SCORES

    def one(i: int) -> RateeScore:
        count, estimate, p_top = told[i], made[i], float(order.p_top[i])
        place = int(order.place[i]) if ranks else None
        return RateeScore(
            ratee=count.ratee,
            group=count.group,
            n_sheets=count.counted.valid,
            n_raters=count.counted.valid,
            record=count.record,
            score=estimate.score,
            se=estimate.se,
            low=estimate.low,
            high=estimate.high,
            reliability=estimate.reliability,
            place=place,
            place_low=int(order.low[i]) if ranks else None,
            place_high=int(order.high[i]) if ranks else None,
            p_top=p_top if ordered else None,
            band=int(order.band[i]) if ordered else None,
            zone=zone(p_top) if ordered else None,
            score_without=estimate.score,
            place_without=place,
        )

    return [one(i) for i in range(len(told))]
