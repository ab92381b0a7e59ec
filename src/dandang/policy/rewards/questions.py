"""What may be asked of rewards, and in which words."""

from datetime import date

from dandang.policy.career_words import AUTHORITY, REGIME
from dandang.policy.parameters import Local
from dandang.policy.questions import question
from dandang.policy.rewards import rules
from dandang.policy.verdict import Verdict
from dandang.policy.words import Facts, Word, term, whole
from dandang.terms.rewards import RewardKind

KIND = Word("奖励种类", term(RewardKind))
BASE = Word("应参加考核人数", whole)
PROPOSED = Word("拟奖励人数", whole)


@question(
    "奖励人数是否超过名额",
    en="Are no more rewarded than there are places?",
    words=(KIND, BASE, PROPOSED),
)
def quota(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one kind of reward in one pool."""
    return rules.quota(
        facts.needed(KIND),
        base=facts.known(BASE),
        proposed=facts.known(PROPOSED),
        on=on,
        local=local,
    )


@question(
    "奖励的一次性奖金是多少",
    en="How much money goes with the reward?",
    words=(REGIME, AUTHORITY, KIND),
)
def money(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one reward of one person."""
    person = rules.Rewarded(facts.needed(REGIME), facts.needed(AUTHORITY))
    return rules.money(person, facts.needed(KIND), on=on, local=local)


@question("奖励由谁批准", en="Who approves the reward?", words=(KIND,))
def approved_by(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one kind of reward."""
    return rules.approved_by(facts.known(KIND), on=on, local=local)
