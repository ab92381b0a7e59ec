"""Rewards of civil servants (奖励): how many, after which notice, approved by whom, how much money."""

from dataclasses import dataclass
from datetime import date

from dandang.policy.parameters import Local, value
from dandang.policy.rules import rule, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.terms.people import Authority, Regime
from dandang.terms.rewards import RewardKind

DOCUMENT = "rewards_of_civil_servants"
SHARES = {
    RewardKind.COMMENDATION: f"{DOCUMENT}.commendation_share",
    RewardKind.THIRD_MERIT: f"{DOCUMENT}.merit_share",
}
MONEY = {
    RewardKind.COMMENDATION: f"{DOCUMENT}.money_commendation",
    RewardKind.THIRD_MERIT: f"{DOCUMENT}.money_third_merit",
    RewardKind.SECOND_MERIT: f"{DOCUMENT}.money_second_merit",
    RewardKind.FIRST_MERIT: f"{DOCUMENT}.money_first_merit",
    RewardKind.TITLE: f"{DOCUMENT}.money_title",
}
APPROVAL = f"{DOCUMENT}.approval"


@dataclass(frozen=True, slots=True)
class Rewarded:
    """Who is to be rewarded."""

    regime: Regime
    authority: Authority


@rule(
    "reward.quota",
    zh="奖励名额",
    en="places of a reward",
    document=DOCUMENT,
    parameters=tuple(SHARES.values()),
)
def quota(
    kind: RewardKind, *, base: int | None, proposed: int | None, on: date, local: Local
) -> Verdict:
    """Whether so many may be rewarded, of `base` people due for assessment; the answer is how many may.

    Fractions are cut down. Where no share is fixed, or none is known for the kind, it is unknown.
    """
    held = () if kind not in SHARES else (value(SHARES[kind], on, local),)
    if not held or not held[0].whole:
        missing = [lack("reward.lacks_share", kind=kind)]
        return unknown("reward.no_share", *held, missing=missing, kind=kind)
    if base is None:
        missing = [lack("reward.lacks_base")]
        return unknown("reward.base_unknown", *held, missing=missing, kind=kind)
    most = base * held[0].whole // 100
    facts = [fact("reward.base", count=base)]
    if proposed is None:
        missing = [lack("reward.lacks_proposed")]
        code = "reward.proposed_unknown"
        return unknown(code, *held, missing=missing, facts=facts, answer=most, kind=kind, most=most)
    facts.append(fact("reward.proposed", count=proposed))
    answer = met if proposed <= most else not_met
    code = "reward.within_quota" if answer is met else "reward.above_quota"
    return answer(code, *held, facts=facts, answer=most, kind=kind, most=most)


@rule_of_person(
    "reward.money",
    zh="一次性奖金",
    en="money of a reward",
    document=DOCUMENT,
    parameters=tuple(MONEY.values()),
)
def money(person: Rewarded, kind: RewardKind, *, on: date, local: Local) -> Verdict:
    """How much money (一次性奖金) goes with a reward, in yuan."""
    amount = value(MONEY[kind], on, local)
    facts = [fact("reward.given", kind=kind)]
    return met("reward.money", amount, facts=facts, answer=amount.whole, yuan=amount.whole)


@rule(
    "reward.approval",
    zh="奖励审批机关",
    en="who approves a reward",
    document=DOCUMENT,
    parameters=(APPROVAL,),
)
def approved_by(kind: RewardKind | None, *, on: date, local: Local) -> Verdict:
    """Who approves a reward of a kind (审批权限)."""
    table = value(APPROVAL, on, local)
    if kind is None:
        return unknown("reward.kind_unknown", table, missing=[lack("reward.lacks_kind")])
    who = str(table.table[kind.zh])
    return met(
        "reward.approved_by", table, facts=[fact("reward.given", kind=kind)], answer=who, who=who
    )
