"""The meeting that decides on cadres (讨论决定): quorum, votes, order of speaking, reconsideration."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.rules import rule
from dandang.policy.verdict import Saying, Verdict, all_of, fact, lack, met, not_met, unknown

DOCUMENT = "selection_of_leading_cadres"
QUORUM, ADOPTION = f"{DOCUMENT}.quorum", f"{DOCUMENT}.adoption"
RECONSIDERATION, LAST = f"{DOCUMENT}.reconsideration", f"{DOCUMENT}.last_to_speak"


@rule(
    "meeting.quorum",
    zh="讨论决定的到会人数",
    en="quorum of the deciding meeting",
    document=DOCUMENT,
    parameters=(QUORUM,),
)
def quorum(*, due: int | None, present: int | None, on: date, local: Local) -> Verdict:
    """Whether enough members due to attend (应到会成员) are present; the answer is how many must be."""
    share = value(QUORUM, on, local)
    if due is None or present is None:
        return _attendance_unknown(share)
    part = Fraction(share.text)
    least = -(-due * part.numerator // part.denominator)
    answer = met if present >= least else not_met
    code = "meeting.quorate" if answer is met else "meeting.not_quorate"
    facts = [fact("meeting.attendance", due=due, present=present)]
    return answer(code, share, facts=facts, answer=least, least=least)


def _attendance_unknown(share: Parameter) -> Verdict:
    missing = [lack("meeting.lacks_attendance")]
    return unknown("meeting.attendance_unknown", share, missing=missing)


@rule(
    "meeting.adopted",
    zh="讨论决定的表决",
    en="vote of the deciding meeting",
    document=DOCUMENT,
    parameters=(QUORUM, ADOPTION),
)
def adopted(
    *, due: int | None, present: int | None, agreeing: int | None, on: date, local: Local
) -> Verdict:
    """Whether a proposal is adopted: a quorum, and more than half of those due to attend agree."""
    return all_of(
        quorum(due=due, present=present, on=on, local=local),
        majority(due=due, agreeing=agreeing, on=on, local=local),
    )


@rule(
    "meeting.majority",
    zh="同意人数",
    en="members who agree",
    document=DOCUMENT,
    parameters=(ADOPTION,),
)
def majority(*, due: int | None, agreeing: int | None, on: date, local: Local) -> Verdict:
    """Whether more than half of those due to attend agree; the answer is how many must."""
    return _majority("adopted", due, agreeing, value(ADOPTION, on, local))


@rule(
    "meeting.reconsidered",
    zh="复议",
    en="reconsideration",
    document=DOCUMENT,
    parameters=(RECONSIDERATION,),
)
def reconsidered(*, due: int | None, agreeing: int | None, on: date, local: Local) -> Verdict:
    """Whether a decision may be reconsidered (复议): more than half of those due to attend agree."""
    return _majority("reconsidered", due, agreeing, value(RECONSIDERATION, on, local))


def _majority(what: str, due: int | None, agreeing: int | None, share: Parameter) -> Verdict:
    if due is None or agreeing is None:
        missing = [lack("meeting.lacks_votes")]
        return unknown("meeting.votes_unknown", share, missing=missing)
    part = Fraction(share.text)
    least = due * part.numerator // part.denominator + 1
    answer = met if agreeing >= least else not_met
    code = f"meeting.{what}" if answer is met else f"meeting.not_{what}"
    facts = [fact("meeting.votes", due=due, agreeing=agreeing)]
    return answer(code, share, facts=facts, answer=least, least=least)


@rule(
    "meeting.order",
    zh="发表意见的顺序",
    en="order of speaking",
    document=DOCUMENT,
    parameters=(LAST,),
)
def order(
    *,
    present: Sequence[str] | None,
    speakers: Sequence[str] | None,
    head: str | None,
    on: date,
    local: Local,
) -> Verdict:
    """Whether everybody present spoke, one after the other, and the head (主要负责人) last."""
    last = value(LAST, on, local)
    told = {"present": present, "speakers": speakers, "head": head}
    missing = [lack(f"meeting.lacks_{name}") for name, said in told.items() if not said]
    if not present or not speakers or missing:
        return unknown("meeting.order_unknown", last, missing=missing)
    facts: list[Saying] = [fact("meeting.head", name=head)]
    silent = [name for name in present if name not in speakers]
    if silent:
        return not_met("meeting.silent", last, facts=facts, names="、".join(silent))
    facts.append(fact("meeting.spoke_last", name=speakers[-1]))
    if speakers[-1] != head:
        return not_met("meeting.head_not_last", last, facts=facts, who=last.text)
    return met("meeting.in_order", last, facts=facts, who=last.text)
