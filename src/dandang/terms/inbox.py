"""Words about the inbox."""

from dandang.terms.term import Term


class InboxView(Term):
    """待办视图: which items of the inbox a page shows."""

    OPEN = "open", "等我办理", "waiting for me"
    HANDED = "handed", "已交办", "handed over"
    DONE = "done", "已办结", "done"
    OVERDUE = "overdue", "逾期督办", "overdue with others"
