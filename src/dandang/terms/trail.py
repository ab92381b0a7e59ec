"""Words about the trail."""

from dandang.terms.term import Term


class Outcome(Term):
    """办理结果: what came of an act."""

    DONE = "done", "已办", "done"
    REFUSED = "refused", "被拒绝", "refused"
