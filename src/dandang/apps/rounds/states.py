"""The table of a round's states and of the moves between them."""

from dandang.terms.access import Role
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import RoundState, RoundStep

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
    "approve": frozenset({S.REVIEW}),
    "publish": frozenset({S.REVIEW}),
    "serve": frozenset({S.PUBLISHED}),
    "redecide": frozenset({S.PUBLISHED}),
}

STEPS: tuple[tuple[RoundStep, frozenset[RoundState]], ...] = (
    (RoundStep.ROSTER, frozenset({S.DRAFT})),
    (RoundStep.RATERS, frozenset({S.FROZEN})),
    (RoundStep.SLIPS, frozenset({S.READY})),
    (RoundStep.RATING, frozenset({S.PRINTED, S.OPEN})),
    (RoundStep.COMPUTING, frozenset({S.CLOSED})),
    (RoundStep.PANEL, frozenset({S.REVIEW})),
    (RoundStep.TELLING, frozenset({S.PUBLISHED})),
)

# What waits, and for whom, while a round stands at a state: exactly one thing.
NEXT: dict[RoundState, tuple[str, Role]] = {
    S.DRAFT: ("round_to_freeze", Role.ORGANISER_OFFICER),
    S.FROZEN: ("round_to_staff", Role.ORGANISER_OFFICER),
    S.READY: ("round_to_print", Role.ORGANISER_OFFICER),
    S.PRINTED: ("round_to_open", Role.ORGANISER_OFFICER),
    S.OPEN: ("round_to_close", Role.ORGANISER_OFFICER),
    S.CLOSED: ("round_to_compute", Role.ORGANISER_OFFICER),
    S.REVIEW: ("round_to_decide", Role.PANELLIST),
    S.PUBLISHED: ("results_to_serve", Role.UNIT_PERSONNEL_OFFICER),
}


def require(move: str, state: RoundState) -> None:
    """Refuse `move` unless the table permits it at `state`."""
    if state not in PERMITTED[move]:
        raise Refusal("rounds.not_now", state=state)
