"""Leading cadres: their pool of 优秀 by the team's grade, what bars 优秀, what votes may decide."""

from collections.abc import Sequence
from datetime import date

from dandang.career.field import Absent
from dandang.policy.assessment.quota import PROPOSED, ROUNDING, cap, fits, rounding_of
from dandang.policy.assessment.words import PERSON, subject_of
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import Subject, rule, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, term, texts, whole, yes_no
from dandang.terms.grading import GradeLimit, TeamGrade

DOCUMENT = "assessment_of_leading_cadres"
TEAM_SHARE = f"{DOCUMENT}.team_share"
CADRE_SHARE = f"{DOCUMENT}.cadre_share"
PRINCIPAL = f"{DOCUMENT}.principal_of_poor_team"
BARRED = f"{DOCUMENT}.excellent_barred_by"
VOTES = f"{DOCUMENT}.votes_decide"
SHARES = {
    TeamGrade.EXCELLENT: f"{DOCUMENT}.share_in_excellent_team",
    TeamGrade.GOOD: CADRE_SHARE,
    TeamGrade.FAIR: f"{DOCUMENT}.share_in_fair_team",
    TeamGrade.POOR: f"{DOCUMENT}.share_in_poor_team",
}

TEAMS = Word("参加考核的班子数", whole)
MEMBERS = Word("参加考核的班子成员数", whole)
TEAM_GRADE = Word("班子等次", term(TeamGrade))
IS_PRINCIPAL = Word("是主要负责人", yes_no)
CIRCUMSTANCES = Word("经认定的情形", texts)
VOTED = Word("只凭测评票数确定", yes_no)


@rule(
    "assessment.team_quota",
    zh="优秀领导班子名额",
    en="Places of excellent for teams",
    document=DOCUMENT,
    parameters=(TEAM_SHARE, ROUNDING),
)
def team_quota(
    teams: int | None, proposed: int | None = None, *, on: date, local: Local
) -> Verdict:
    """How many of so many teams may be 优秀; met when `proposed` fits."""
    share, rounding = value(TEAM_SHARE, on, local), value(ROUNDING, on, local)
    if teams is None:
        missing = [lack("assessment.number_of_teams")]
        return unknown("assessment.base_unclear", share, missing=missing)
    facts = [fact("assessment.base_of_teams", teams=teams)]
    places = cap(teams, share.whole, rounding_of(rounding))
    return fits(places, proposed, (share, rounding), facts)


@question(
    "优秀领导班子名额有几个",
    en="How many places of excellent are there for teams",
    words=(TEAMS, PROPOSED),
)
def _team_quota(facts: Facts, on: date, local: Local) -> Verdict:
    return team_quota(facts.known(TEAMS), facts.known(PROPOSED), on=on, local=local)


@rule(
    "assessment.member_quota",
    zh="班子成员优秀名额",
    en="Places of excellent for members of a team",
    document=DOCUMENT,
    parameters=(*SHARES.values(), ROUNDING),
)
def member_quota(
    members: int,
    grade: TeamGrade | None,
    proposed: int | None = None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """How many members of teams of one grade may be 优秀; met when `proposed` fits."""
    rounding = value(ROUNDING, on, local)
    if grade is None:
        missing = [lack("assessment.grade_of_team")]
        return unknown("assessment.team_not_graded", rounding, missing=missing)
    share = value(SHARES[grade], on, local)
    facts = [fact("assessment.base_of_members", members=members, grade=grade)]
    places = cap(members, share.whole, rounding_of(rounding))
    return fits(places, proposed, (share, rounding), facts)


@question(
    "领导班子成员优秀名额有几个",
    en="How many places of excellent are there for members of a team",
    words=(MEMBERS, TEAM_GRADE, PROPOSED),
)
def _member_quota(facts: Facts, on: date, local: Local) -> Verdict:
    return member_quota(
        facts.needed(MEMBERS),
        facts.known(TEAM_GRADE),
        facts.known(PROPOSED),
        on=on,
        local=local,
    )


@rule_of_person(
    "assessment.leader_ceiling",
    zh="领导干部等次上限",
    en="Best grade of a leading cadre",
    document=DOCUMENT,
    parameters=(PRINCIPAL, BARRED),
)
def leader_ceiling(
    person: Subject,
    circumstances: Sequence[str] | None,
    team: TeamGrade | None,
    principal: bool | None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when nothing stands against 优秀. What is a circumstance, people find (`circumstances`).

    None is unknown, an empty list is "none found". The principal of a poor team is limited further.
    """
    barred, poor = value(BARRED, on, local), value(PRINCIPAL, on, local)
    if team is TeamGrade.POOR and principal:
        facts = [fact("assessment.leads_poor_team")]
        limit = next(each for each in GradeLimit if each.zh == poor.text)
        return not_met("assessment.limited", poor, facts=facts, answer=limit, limit=limit)
    missing = []
    if circumstances is None:
        missing.append(lack("assessment.findings_of_circumstances"))
    if team is None or (team is TeamGrade.POOR and principal is None):
        missing.append(lack("assessment.grade_of_team_and_post"))
    if missing:
        return unknown("assessment.leader_unclear", barred, poor, missing=missing)
    found = tuple(each for each in circumstances or () if each in barred.words)
    if found:
        facts = [fact("assessment.circumstances_found", found=found)]
        limit = GradeLimit.COMPETENT
        return not_met("assessment.limited", barred, facts=facts, answer=limit, limit=limit)
    return met("assessment.no_limit", barred, poor, answer=GradeLimit.EXCELLENT)


@question(
    "领导干部年度考核最高可以定什么等次",
    en="What is the best grade of a leading cadre",
    words=(*PERSON, CIRCUMSTANCES, TEAM_GRADE, IS_PRINCIPAL),
)
def _leader_ceiling(facts: Facts, on: date, local: Local) -> Verdict:
    told = facts.of(CIRCUMSTANCES)
    none_found = () if told is Absent.NONE else None
    return leader_ceiling(
        subject_of(facts),
        facts.known(CIRCUMSTANCES) or none_found,
        facts.known(TEAM_GRADE),
        facts.known(IS_PRINCIPAL),
        on=on,
        local=local,
    )


@rule_of_person(
    "assessment.by_votes",
    zh="测评票数与等次",
    en="Votes and grades",
    document=DOCUMENT,
    parameters=(VOTES,),
)
def by_votes(person: Subject, votes_alone: bool | None, *, on: date, local: Local) -> Verdict:
    """Not met when 基本称职 or 不称职 is fixed by the counts of votes alone."""
    rule_ = value(VOTES, on, local)
    if votes_alone is None:
        missing = [lack("assessment.ground_of_grade")]
        return unknown("assessment.ground_unclear", rule_, missing=missing)
    if votes_alone and not rule_.flag:
        return not_met("assessment.votes_alone", rule_)
    return met("assessment.judged", rule_)


@question(
    "基本称职、不称职能否只凭测评票数确定",
    en="May votes alone fix a low grade",
    words=(*PERSON, VOTED),
)
def _by_votes(facts: Facts, on: date, local: Local) -> Verdict:
    return by_votes(subject_of(facts), facts.known(VOTED), on=on, local=local)
