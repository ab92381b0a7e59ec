"""Everything of one round, and of many: one process a round."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.again import scores_without, split_half
from dandang.scoring.anomalies import Suspicion, suspicions
from dandang.scoring.fit import Fit, fitted
from dandang.scoring.gate import Reason, gate, reliability
from dandang.scoring.normal import quantile
from dandang.scoring.places import places, ranked
from dandang.scoring.records import records
from dandang.scoring.sheets import Floats, Ints, Sheets
from dandang.scoring.values import (
    Anomaly,
    Gate,
    Moved,
    Plan,
    RateeScore,
    RaterNote,
    RoundScores,
    Zone,
)

MOST_REFITS = 12
MOST_MOVED = 5
CLEAR, OUT = 0.90, 0.10


def scored(name: str, sheets: Sheets, plan: Plan) -> RoundScores:
    """Scores, places as far as the gate lets them be told, and what looks wrong."""
    fit = fitted(sheets, plan)
    told, parts, reasons = gate(fit, sheets, sheets.group)
    found = suspicions(sheets, fit)
    doubtful = np.zeros(len(sheets), bool)
    for each in found:
        doubtful |= each.sheets
    without = scores_without(fit, doubtful) if doubtful.any() else fit.scores
    seen = _Seen(sheets, fit, plan, told)
    return RoundScores(
        name=name,
        n=len(sheets),
        n_ratees=len(sheets.ratees),
        n_raters=len(sheets.raters),
        classes=sheets.classes,
        mean=fit.mean,
        components=fit.components,
        method=fit.method,
        iterations=fit.iterations,
        converged=fit.converged,
        g=reliability(fit),
        split_half=split_half(fit, plan.seed),
        parts=parts,
        gate=told,
        gate_reasons=reasons,
        notes=tuple(_notes(sheets, plan)),
        ratees=_ratees(seen, without),
        raters=_raters(seen, found),
        anomalies=_anomalies(seen, found),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """One round as it is told from: its sheets, their fit, the plan, and what the gate allows."""

    sheets: Sheets
    fit: Fit
    plan: Plan
    gate: Gate


def scored_rounds(
    rounds: Mapping[str, Sheets], plan: Plan, pool: ProcessPoolExecutor | None = None
) -> tuple[RoundScores, ...]:
    """Each round by itself, in the order given; in the processes of `pool` where there is one."""
    names, sheets = list(rounds), list(rounds.values())
    run = map if pool is None else pool.map
    return tuple(run(scored, names, sheets, [plan] * len(names)))


def _ratees(seen: _Seen, without: Floats) -> tuple[RateeScore, ...]:
    sheets, fit, plan, told = seen.sheets, seen.fit, seen.plan, seen.gate
    found = places(fit, sheets.group, top=plan.top, level=plan.level)
    se = np.sqrt(fit.own + fit.common)
    reach = quantile((1.0 + plan.level) / 2.0) * se
    n_sheets = np.bincount(sheets.ratee, minlength=len(sheets.ratees))
    ordered = told is not Gate.SCORES
    ranks = told is Gate.PLACES
    after = _ranked_in(without, sheets.group)
    own = 1.0 - fit.own / fit.true if fit.true > 0.0 else np.zeros(len(se))
    record = records(sheets, plan)

    def one(i: int) -> RateeScore:
        p_top = float(found.p_top[i])
        return RateeScore(
            ratee=sheets.ratees[i],
            group=sheets.groups[sheets.group[i]],
            n_sheets=int(n_sheets[i]),
            n_raters=int(n_sheets[i]),
            record=record[i],
            score=float(fit.scores[i]),
            se=float(se[i]),
            low=float(fit.scores[i] - reach[i]),
            high=float(fit.scores[i] + reach[i]),
            reliability=max(0.0, float(own[i])),
            place=int(found.place[i]) if ranks else None,
            place_low=int(found.low[i]) if ranks else None,
            place_high=int(found.high[i]) if ranks else None,
            p_top=p_top if ordered else None,
            band=int(found.band[i]) if ordered else None,
            zone=_zone(p_top) if ordered else None,
            score_without=float(without[i]),
            place_without=int(after[i]) if ranks else None,
        )

    best_first = np.argsort(-np.round(fit.scores, 9), kind="stable")
    return tuple(one(i) for i in best_first.tolist())


def _zone(p_top: float) -> Zone:
    if p_top >= CLEAR:
        return Zone.CLEAR
    return Zone.OUT if p_top <= OUT else Zone.PANEL


def _ranked_in(scores: Floats, groups: Ints) -> Ints:
    place = np.zeros(len(scores), np.int64)
    for group in np.unique(groups):
        place[groups == group] = ranked(scores[groups == group])
    return place


def _raters(seen: _Seen, found: tuple[Suspicion, ...]) -> tuple[RaterNote, ...]:
    sheets, fit = seen.sheets, seen.fit
    counts = np.bincount(sheets.rater, minlength=len(sheets.raters))
    notes = [
        RaterNote(name, int(counts[i]), float(fit.severity[i]))
        for i, name in enumerate(sheets.raters)
    ]
    for each in found:
        for rater in each.raters:
            note = notes[rater]
            notes[rater] = replace(
                note,
                flags=(*note.flags, each.kind),
                reasons=(*note.reasons, (each.code, each.values)),
            )
    return tuple(notes)


def _anomalies(seen: _Seen, found: tuple[Suspicion, ...]) -> tuple[Anomaly, ...]:
    """Each with the ratees whom it moves most; beyond a dozen only the blocs, whose point that is."""
    sheets = seen.sheets
    refit = [each for each in found if len(found) <= MOST_REFITS or each.lifted][:MOST_REFITS]
    return tuple(
        Anomaly(
            kind=each.kind,
            raters=tuple(sheets.raters[i] for i in each.raters),
            lifted=tuple(sheets.ratees[i] for i in each.lifted),
            sunk=tuple(sheets.ratees[i] for i in each.sunk),
            n_sheets=int(each.sheets.sum()),
            code=each.code,
            values=each.values,
            moved=_moved(seen, each.sheets) if each in refit else (),
        )
        for each in found
    )


def _moved(seen: _Seen, doubtful: NDArray[np.bool_]) -> tuple[Moved, ...]:
    sheets, fit = seen.sheets, seen.fit
    without = scores_without(fit, doubtful)
    before, after = _ranked_in(fit.scores, sheets.group), _ranked_in(without, sheets.group)
    most = np.argsort(-np.abs(without - fit.scores), kind="stable")[:MOST_MOVED]
    ranks = seen.gate is Gate.PLACES
    return tuple(
        Moved(
            ratee=sheets.ratees[i],
            score=float(fit.scores[i]),
            score_without=float(without[i]),
            place=int(before[i]) if ranks else None,
            place_without=int(after[i]) if ranks else None,
        )
        for i in most.tolist()
    )


def _notes(sheets: Sheets, plan: Plan) -> Iterator[Reason]:
    if len(sheets.classes) > 1 and not plan.classes:
        yield "scoring.note_equal_weights", {}
    if sheets.sums is not None:
        open_sheets = int(np.sum(sheets.part < 1.0))
        yield "scoring.note_open", {"sheets": open_sheets, "all": len(sheets)}
