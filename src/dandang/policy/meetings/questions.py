"""What may be asked of the deciding meeting, and in which words."""

from datetime import date

from dandang.policy.meetings import rules
from dandang.policy.parameters import Local
from dandang.policy.questions import question
from dandang.policy.verdict import Verdict
from dandang.policy.words import Facts, Word, text, texts, whole

DUE, PRESENT, AGREEING = Word("应到", whole), Word("到会", whole), Word("同意", whole)
NAMES = Word("到会人员", texts)
SPEAKERS = Word("发言顺序", texts)
HEAD = Word("主要负责人", text)


@question("到会人数是否达到要求", en="Are enough members present?", words=(DUE, PRESENT))
def quorum(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one meeting."""
    due, present = facts.known(DUE), facts.known(PRESENT)
    return rules.quorum(due=due, present=present, on=on, local=local)


@question("讨论决定是否通过", en="Is the proposal adopted?", words=(DUE, PRESENT, AGREEING))
def adopted(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one vote."""
    return rules.adopted(
        due=facts.known(DUE),
        present=facts.known(PRESENT),
        agreeing=facts.known(AGREEING),
        on=on,
        local=local,
    )


@question("能否复议", en="May the decision be reconsidered?", words=(DUE, AGREEING))
def reconsidered(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one decision."""
    due, agreeing = facts.known(DUE), facts.known(AGREEING)
    return rules.reconsidered(due=due, agreeing=agreeing, on=on, local=local)


@question(
    "发言顺序是否合规", en="Did they speak in the right order?", words=(NAMES, SPEAKERS, HEAD)
)
def order(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one meeting."""
    return rules.order(
        present=facts.known(NAMES),
        speakers=facts.known(SPEAKERS),
        head=facts.known(HEAD),
        on=on,
        local=local,
    )
