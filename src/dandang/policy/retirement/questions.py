"""What may be asked of retirement, and in which words."""

from datetime import date

from dandang.policy.career_words import AUTHORITY, BIRTH, LEVEL, REGIME, SEX
from dandang.policy.parameters import Local
from dandang.policy.questions import question
from dandang.policy.retirement.rules import Retiree, may_go_early, reached
from dandang.policy.verdict import Verdict
from dandang.policy.words import Facts, Word, choice, whole

STANDING = Word("干部或工人", choice({"干部": False, "工人": True}))
CONTRIBUTED = Word("缴费月数", whole)
WORDS = (REGIME, AUTHORITY, SEX, BIRTH, LEVEL, STANDING)


@question(
    "是否达到法定退休年龄",
    en="Has the statutory age of retirement been reached?",
    words=WORDS,
    of_career=lambda career, on, local: reached(Retiree.of(career, on), on=on, local=local),
)
def has_reached(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of the person told."""
    return reached(_retiree(facts), on=on, local=local)


@question(
    "能否自愿弹性提前退休",
    en="May one retire earlier of one's own will?",
    words=(*WORDS, CONTRIBUTED),
    of_career=lambda career, on, local: may_go_early(
        Retiree.of(career, on), contributed=None, on=on, local=local
    ),
)
def may_go(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of the person told."""
    contributed = facts.known(CONTRIBUTED)
    return may_go_early(_retiree(facts), contributed=contributed, on=on, local=local)


def _retiree(facts: Facts) -> Retiree:
    return Retiree(
        regime=facts.needed(REGIME),
        authority=facts.needed(AUTHORITY),
        birth=facts.of(BIRTH),
        sex=facts.of(SEX),
        level=facts.known(LEVEL),
        worker=facts.known(STANDING),
    )
