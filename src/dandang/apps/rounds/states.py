"""The table of a round's states and of the moves between them."""

from dandang.terms.refusal import Refusal
from dandang.terms.rounds import RoundState

S = RoundState

PERMITTED: dict[str, frozenset[RoundState]] = {
    "set_scheme": frozenset({S.DRAFT, S.FROZEN, S.READY}),
    "freeze_roster": frozenset({S.DRAFT, S.FROZEN, S.READY}),
    "choose_raters": frozenset({S.FROZEN, S.READY}),
    "print_slips": frozenset({S.READY, S.PRINTED}),
    "open": frozenset({S.PRINTED}),
    "repeat": frozenset({S.PRINTED, S.OPEN}),
    "close": frozenset({S.OPEN}),
    "compute": frozenset({S.CLOSED}),
    "decide": frozenset({S.REVIEW}),
    "publish": frozenset({S.REVIEW}),
    "serve": frozenset({S.PUBLISHED}),
    "redecide": frozenset({S.PUBLISHED}),
}

STEPS: tuple[tuple[str, frozenset[RoundState]], ...] = (
    ("名册", frozenset({S.DRAFT})),
    ("方案与评价人", frozenset({S.FROZEN})),
    ("印票", frozenset({S.READY})),
    ("测评", frozenset({S.PRINTED, S.OPEN})),
    ("计算", frozenset({S.CLOSED})),
    ("评审", frozenset({S.REVIEW})),
    ("发布与送达", frozenset({S.PUBLISHED})),
)


def require(move: str, state: RoundState) -> None:
    """Refuse `move` unless the table permits it at `state`."""
    if state not in PERMITTED[move]:
        raise Refusal("rounds.not_now", state=state)
