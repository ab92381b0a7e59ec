"""优秀名额: how many may be graded 优秀, in whole numbers, pool by pool."""

from collections.abc import Sequence
from datetime import date

from dandang.policy.given import Given
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.questions import question
from dandang.policy.rules import rule
from dandang.policy.verdict import Saying, Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, listed, whole, yes_no
from dandang.terms.grading import Rounding

DOCUMENT = "assessment_of_civil_servants"
SHARE = f"{DOCUMENT}.excellent_share"
EXTENDED = f"{DOCUMENT}.excellent_share_extended"
ROUNDING = f"{DOCUMENT}.rounding"
POOLING = f"{DOCUMENT}.pooling"
TOGETHER = "county"
LEADERS_APART = "civil_servants_law.leaders_apart"


def cap(base: int, percent: int, rounding: Rounding) -> int:
    """`percent` of `base` as a whole number."""
    return (base * percent + (50 if rounding is Rounding.HALF_UP else 0)) // 100


def rounding_of(parameter: Parameter) -> Rounding:
    """The way of rounding that the parameter names."""
    return Rounding(parameter.text)


@rule(
    "assessment.quota",
    zh="公务员优秀名额",
    en="Places of excellent for civil servants",
    document=DOCUMENT,
    parameters=(SHARE, EXTENDED, ROUNDING, POOLING, LEADERS_APART),
)
def quota(
    staffs: Sequence[int],
    leaders: int | None,
    consent: bool | None,
    proposed: int | None = None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """How many may be 优秀 among the staffs of one or several units; met when `proposed` fits.

    `leaders` are the leading members among them: assessed by the managing authority, they leave the
    base of the first unit. `consent` to the higher share must be known where it matters.
    """
    apart = value(LEADERS_APART, on, local)
    if leaders is None:
        missing = [lack("assessment.leaders_among")]
        return unknown("assessment.base_unclear", apart, missing=missing)
    bases = [staffs[0] - leaders, *staffs[1:]]
    share, extended = value(SHARE, on, local), value(EXTENDED, on, local)
    how = (value(ROUNDING, on, local), value(POOLING, on, local), apart)
    plain, higher = (_places(bases, each.whole, how[0], how[1]) for each in (share, extended))
    facts = [fact("assessment.base", base=tuple(bases), leaders=leaders)]
    if consent is None and (proposed is None or plain < proposed <= higher):
        missing = [lack("assessment.consent")]
        return unknown(
            "assessment.consent_unclear", share, extended, *how, missing=missing, facts=facts
        )
    if consent:
        return fits(higher, proposed, (extended, *how), facts)
    return fits(plain, proposed, (share, *how), facts)


def _places(bases: Sequence[int], percent: int, rounding: Parameter, pooling: Parameter) -> int:
    pools = [sum(bases)] if pooling.text == TOGETHER else bases
    return sum(cap(base, percent, rounding_of(rounding)) for base in pools)


def fits(
    places: int, proposed: int | None, used: Sequence[Parameter], facts: Sequence[Saying]
) -> Verdict:
    """Met with the number of places, unless more are proposed than there are."""
    if proposed is not None:
        facts = [*facts, fact("assessment.proposed", proposed=proposed)]
        if proposed > places:
            return not_met("assessment.too_many", *used, facts=facts, answer=places, places=places)
    return met("assessment.places", *used, facts=facts, answer=places, places=places)


def wholes(given: Given, field: str) -> tuple[int, ...]:
    """A list of whole numbers."""
    return tuple(whole(each, field) for each in listed(given, field))


STAFFS = Word("应参加考核人数", wholes)
LEADERS = Word("其中领导成员", whole)
CONSENT = Word("主管部门同意提高比例", yes_no)
PROPOSED = Word("拟定优秀人数", whole)


@question(
    "公务员优秀名额有几个",
    en="How many places of excellent are there for civil servants",
    words=(STAFFS, LEADERS, CONSENT, PROPOSED),
)
def _quota(facts: Facts, on: date, local: Local) -> Verdict:
    return quota(
        facts.needed(STAFFS),
        facts.known(LEADERS),
        facts.known(CONSENT),
        facts.known(PROPOSED),
        on=on,
        local=local,
    )
