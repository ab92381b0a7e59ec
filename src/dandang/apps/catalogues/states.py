"""The table of a version's states and of the moves between them."""

from dandang.terms.catalogues import VersionMove, VersionState
from dandang.terms.refusal import Refusal

S, M = VersionState, VersionMove

# From which states each move may be made.
PERMITTED: dict[VersionMove, frozenset[VersionState]] = {
    M.FILL: frozenset({S.DRAFT}),
    M.DISCARD: frozenset({S.DRAFT}),
    M.ACTIVATE: frozenset({S.DRAFT}),
    M.RETIRE: frozenset({S.ACTIVE}),
}


def require(move: VersionMove, state: VersionState) -> None:
    """Refuse `move` unless the table permits it at `state`."""
    if state not in PERMITTED[move]:
        raise Refusal("catalogues.not_now", state=state, move=move)
