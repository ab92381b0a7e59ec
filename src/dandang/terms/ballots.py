"""Words about boxes and ballots."""

from dandang.terms.term import Term


class BoxState(Term):
    """票箱状态."""

    PREPARED = "prepared", "已备好，未开箱", "prepared"
    OPEN = "open", "投票中", "open"
    SEALING = "sealing", "封箱中", "being sealed"
    CLOSED = "closed", "已封箱", "closed"
