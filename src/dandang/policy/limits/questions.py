"""What may be asked of public notices and time limits, and in which words."""

from datetime import date

from dandang.policy.limits import rules
from dandang.policy.parameters import Local
from dandang.policy.questions import question
from dandang.policy.verdict import Verdict
from dandang.policy.words import Facts, Word, day, partial, term
from dandang.terms.limits import LimitKind, NoticeKind

NOTICE = Word("公示种类", term(NoticeKind))
SHOWN = Word("公示起", partial)
LIMIT = Word("期限种类", term(LimitKind))
START = Word("起算日", partial)
DONE = Word("办理日", day)


@question("公示是否期满", en="Has the notice run its time?", words=(NOTICE, SHOWN))
def notice(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one public notice."""
    return rules.notice(facts.needed(NOTICE), first=facts.known(SHOWN), on=on, local=local)


@question("是否在期限内", en="Is it within the time limit?", words=(LIMIT, START, DONE))
def within(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one thing to be done."""
    return rules.within(
        facts.needed(LIMIT),
        start=facts.known(START),
        done=facts.known(DONE),
        on=on,
        local=local,
    )
