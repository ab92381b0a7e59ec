"""Recusal (回避): by kinship, by business of relatives, by place, from a matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.rules import rule_of_person
from dandang.policy.verdict import Saying, Verdict, fact, lack, met, not_met, unknown
from dandang.terms.people import Authority, Regime
from dandang.terms.recusal import KeptWork, Kinship, PostPlace, PrincipalPost

LEADERS, CIVIL_SERVANTS = "recusal_of_leading_cadres", "recusal_of_civil_servants"


@dataclass(frozen=True, slots=True)
class Placed:
    """Who is to be put into a post, or handles a matter."""

    regime: Regime
    authority: Authority


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two relatives in one organ; None where nobody has said.

    `leads`: the other one leads the organ; `work`: what this one would do there.
    """

    kinship: Kinship | None
    same_superior: bool | None = None
    direct_line: bool | None = None
    leads: bool | None = None
    work: KeptWork | None = None


@rule_of_person(
    "recusal.kin_of_leader",
    zh="领导干部任职回避（亲属）",
    en="recusal of leading cadres for kinship",
    document=LEADERS,
    parameters=(f"{LEADERS}.kin", f"{LEADERS}.kept_work"),
    regimes=(Regime.LEADER,),
)
def kin_of_leader(person: Placed, tie: Tie, *, on: date, local: Local) -> Verdict:
    """Whether a leading cadre may work beside a relative."""
    return _kin(LEADERS, tie, on, local)


@rule_of_person(
    "recusal.kin_of_civil_servant",
    zh="公务员任职回避（亲属）",
    en="recusal of civil servants for kinship",
    document=CIVIL_SERVANTS,
    parameters=(f"{CIVIL_SERVANTS}.kin", f"{CIVIL_SERVANTS}.kept_work"),
    regimes=(Regime.CIVIL_SERVANT, Regime.AS_CIVIL_SERVANT),
)
def kin_of_civil_servant(person: Placed, tie: Tie, *, on: date, local: Local) -> Verdict:
    """Whether a civil servant may work beside a relative."""
    return _kin(CIVIL_SERVANTS, tie, on, local)


def beside_kin(person: Placed, tie: Tie, *, on: date, local: Local) -> Verdict:
    """The rule of kinship that this person stands under."""
    ask = kin_of_leader if person.regime is Regime.LEADER else kin_of_civil_servant
    return ask(person, tie, on=on, local=local)


def _kin(document: str, tie: Tie, on: date, local: Local) -> Verdict:
    kin, kept = value(f"{document}.kin", on, local), value(f"{document}.kept_work", on, local)
    if tie.kinship is None:
        return unknown("recusal.kinship_unknown", kin, missing=[lack("recusal.lacks_kinship")])
    facts = [fact("recusal.kinship", kinship=tie.kinship)]
    if tie.kinship.zh not in kin.words:
        return met("recusal.not_near", kin, facts=facts)
    ties = {
        "same_superior": tie.same_superior,
        "direct_line": tie.direct_line,
        "kept_work": _kept(tie, kept),
    }
    return _barred(ties, (kin, kept), facts, "recusal.may_work_there")


def _kept(tie: Tie, kept: Parameter) -> bool | None:
    there = None if tie.work is None else tie.work.zh in kept.words
    if tie.leads is False or there is False:
        return False
    return None if tie.leads is None or there is None else True


def _barred(
    ties: dict[str, bool | None],
    held: tuple[Parameter, ...],
    facts: Iterable[Saying],
    free: str,
) -> Verdict:
    """Not met by the first tie that holds; unknown while one is not known; else met."""
    for name, holds in ties.items():
        if holds:
            return not_met(f"recusal.{name}", *held, facts=facts)
    missing = [lack(f"recusal.lacks_{name}") for name, holds in ties.items() if holds is None]
    if missing:
        return unknown("recusal.tie_unknown", *held, missing=missing, facts=facts)
    return met(free, *held, facts=facts)


@rule_of_person(
    "recusal.business",
    zh="亲属经营企业的任职回避",
    en="recusal for business of relatives",
    document=LEADERS,
    parameters=(f"{LEADERS}.business_of_kin",),
    regimes=(Regime.LEADER,),
)
def business_of_kin(
    person: Placed, *, business: bool | None, regulates: bool | None, on: date, local: Local
) -> Verdict:
    """Whether one may lead an organ whose sector the spouse, children or their spouses do business in.

    `regulates`: the organ supervises or is in charge of that business.
    """
    held = value(f"{LEADERS}.business_of_kin", on, local)
    if business is False or regulates is False:
        return met("recusal.no_business_there", held)
    told = {"business": business, "regulates": regulates}
    missing = [lack(f"recusal.lacks_{name}") for name, said in told.items() if said is None]
    if missing:
        return unknown("recusal.business_unknown", held, missing=missing)
    return not_met("recusal.business_there", held, facts=[fact("recusal.business")])


@rule_of_person(
    "recusal.place_of_leader",
    zh="领导干部地域回避",
    en="recusal of leading cadres for the place they grew up in",
    document=LEADERS,
    parameters=(
        f"{LEADERS}.county_posts",
        f"{LEADERS}.city_posts_generally",
        f"{LEADERS}.autonomous_area_may_bend",
    ),
    regimes=(Regime.LEADER,),
)
def place_of_leader(
    person: Placed,
    post: PrincipalPost,
    place: PostPlace,
    *,
    grew_up: bool | None,
    autonomous: bool,
    on: date,
    local: Local,
) -> Verdict:
    """Whether a leading cadre may head a body of a city or county where he grew up (成长地)."""
    posts = value(f"{LEADERS}.county_posts", on, local)
    held = [posts]
    if place is PostPlace.CITY:
        held.append(value(f"{LEADERS}.city_posts_generally", on, local))
    if autonomous:
        held.append(value(f"{LEADERS}.autonomous_area_may_bend", on, local))
    return _place(tuple(held), post, place, grew_up, autonomous)


@rule_of_person(
    "recusal.place_of_civil_servant",
    zh="县乡正职地域回避",
    en="recusal of heads of counties and townships for the place they grew up in",
    document=CIVIL_SERVANTS,
    parameters=(f"{CIVIL_SERVANTS}.county_posts", f"{CIVIL_SERVANTS}.township_posts"),
)
def place_of_civil_servant(
    person: Placed,
    post: PrincipalPost,
    place: PostPlace,
    *,
    grew_up: bool | None,
    on: date,
    local: Local,
) -> Verdict:
    """Whether one may head a body of a county or township where one grew up."""
    code = "township_posts" if place is PostPlace.TOWNSHIP else "county_posts"
    posts = value(f"{CIVIL_SERVANTS}.{code}", on, local)
    return _place((posts,), post, place, grew_up, False)


def at_home(
    person: Placed,
    post: PrincipalPost,
    place: PostPlace,
    *,
    grew_up: bool | None,
    autonomous: bool,
    on: date,
    local: Local,
) -> Verdict:
    """The rule of place that this person and post stand under: townships have one of their own."""
    if person.regime is Regime.LEADER and place is not PostPlace.TOWNSHIP:
        return place_of_leader(
            person, post, place, grew_up=grew_up, autonomous=autonomous, on=on, local=local
        )
    return place_of_civil_servant(person, post, place, grew_up=grew_up, on=on, local=local)


def _place(
    held: tuple[Parameter, ...],
    post: PrincipalPost,
    place: PostPlace,
    grew_up: bool | None,
    autonomous: bool,
) -> Verdict:
    facts = [fact("recusal.post", place=place, post=post)]
    if post.zh not in held[0].words:
        return met("recusal.post_not_listed", *held, facts=facts)
    if grew_up is None:
        missing = [lack("recusal.lacks_place")]
        return unknown("recusal.place_unknown", *held, missing=missing, facts=facts)
    if not grew_up:
        return met("recusal.not_at_home", *held, facts=[*facts, fact("recusal.elsewhere")])
    facts.append(fact("recusal.grew_up_there"))
    if autonomous:
        missing = [lack("recusal.lacks_autonomous_rule")]
        return unknown("recusal.may_bend", *held, missing=missing, facts=facts)
    code = "recusal.generally_not_at_home" if place is PostPlace.CITY else "recusal.never_at_home"
    return not_met(code, *held, facts=facts)


@rule_of_person(
    "recusal.duty",
    zh="公务回避",
    en="recusal from a matter",
    document=CIVIL_SERVANTS,
    parameters=(f"{CIVIL_SERVANTS}.duty_matters", f"{CIVIL_SERVANTS}.duty_grounds"),
)
def from_duty(
    person: Placed,
    matter: str | None,
    *,
    own: bool | None,
    kin: bool | None,
    other: bool | None,
    on: date,
    local: Local,
) -> Verdict:
    """Whether one may take part in a matter (公务): not with an interest of one's own or of relatives.

    `other`: somebody has found that fairness may suffer for another reason.
    """
    matters = value(f"{CIVIL_SERVANTS}.duty_matters", on, local)
    grounds = value(f"{CIVIL_SERVANTS}.duty_grounds", on, local)
    if matter is None or matter not in matters.words:
        missing = [lack("recusal.lacks_matter")]
        return unknown("recusal.matter_unknown", matters, missing=missing)
    facts = [fact("recusal.matter", matter=matter)]
    ties = {"own_interest": own, "kin_interest": kin, "other_reason": other}
    return _barred(ties, (matters, grounds), facts, "recusal.may_take_part")
