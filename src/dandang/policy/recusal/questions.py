"""What may be asked of recusal, and in which words."""

from datetime import date

from dandang.policy.career_words import AUTHORITY, REGIME
from dandang.policy.parameters import Local
from dandang.policy.questions import question
from dandang.policy.recusal import rules
from dandang.policy.verdict import Verdict
from dandang.policy.words import Facts, Word, term, text, yes_no
from dandang.terms.recusal import KeptWork, Kinship, PostPlace, PrincipalPost

KINSHIP = Word("亲属关系", term(Kinship))
SAME_SUPERIOR = Word("直接隶属于同一领导", yes_no)
DIRECT_LINE = Word("直接上下级", yes_no)
LEADS = Word("亲属在该机关任领导", yes_no)
WORK = Word("从事工作", term(KeptWork))
BUSINESS = Word("亲属经营企业", yes_no)
REGULATES = Word("监管或者主管该行业", yes_no)
POST = Word("正职", term(PrincipalPost))
PLACE = Word("任职地方", term(PostPlace))
GREW_UP = Word("本人成长地", yes_no)
AUTONOMOUS = Word("民族自治地方", yes_no)
MATTER = Word("公务", text)
OWN, KIN, OTHER = (
    Word("涉及本人利害", yes_no),
    Word("涉及亲属利害", yes_no),
    Word("其他可能影响公正", yes_no),
)
PERSON = (REGIME, AUTHORITY)


def _person(facts: Facts) -> rules.Placed:
    return rules.Placed(facts.needed(REGIME), facts.needed(AUTHORITY))


@question(
    "能否与亲属同机关任职",
    en="May the post be held beside a relative?",
    words=(*PERSON, KINSHIP, SAME_SUPERIOR, DIRECT_LINE, LEADS, WORK),
)
def beside_kin(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of two relatives in one organ."""
    tie = rules.Tie(
        kinship=facts.known(KINSHIP),
        same_superior=facts.known(SAME_SUPERIOR),
        direct_line=facts.known(DIRECT_LINE),
        leads=facts.known(LEADS),
        work=facts.known(WORK),
    )
    return rules.beside_kin(_person(facts), tie, on=on, local=local)


@question(
    "亲属经营企业能否任监管部门领导",
    en="May an organ be led that supervises a business of relatives?",
    words=(*PERSON, BUSINESS, REGULATES),
)
def business(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one leading cadre and one organ."""
    return rules.business_of_kin(
        _person(facts),
        business=facts.known(BUSINESS),
        regulates=facts.known(REGULATES),
        on=on,
        local=local,
    )


@question(
    "能否在当地任正职",
    en="May the post be held in that place?",
    words=(*PERSON, POST, PLACE, GREW_UP, AUTONOMOUS),
)
def at_home(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one person, one post, one place."""
    return rules.at_home(
        _person(facts),
        facts.needed(POST),
        facts.needed(PLACE),
        grew_up=facts.known(GREW_UP),
        autonomous=facts.known(AUTONOMOUS) is True,
        on=on,
        local=local,
    )


@question(
    "能否参加这项公务",
    en="May one take part in this matter?",
    words=(*PERSON, MATTER, OWN, KIN, OTHER),
)
def from_duty(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one person and one matter."""
    return rules.from_duty(
        _person(facts),
        facts.known(MATTER),
        own=facts.known(OWN),
        kin=facts.known(KIN),
        other=facts.known(OTHER),
        on=on,
        local=local,
    )
