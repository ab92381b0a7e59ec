"""Kinds of assessment and words of grades, by the body of rules that a person stands under."""

from datetime import date

from dandang.policy.assessment.words import GRADE, PERSON, subject_of
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import Subject, rule, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, text
from dandang.terms.people import Regime

LAW_KINDS = "civil_servants_law.kinds"
LEADER_KINDS = "assessment_of_leading_cadres.kinds"
LAW_GRADES = "civil_servants_law.grades"
LEADER_GRADES = "assessment_of_leading_cadres.cadre_grades"
TEAM_GRADES = "assessment_of_leading_cadres.team_grades"

KIND = Word("考核方式", text)
ANNUAL = "年度考核"
PERIODIC = "定期考核"


@rule_of_person(
    "assessment.kind",
    zh="考核方式",
    en="Kind of assessment",
    document="civil_servants_law",
    parameters=(LAW_KINDS, LEADER_KINDS),
)
def kind(person: Subject, named: str | None, *, on: date, local: Local) -> Verdict:
    """Whether the rules know this kind; 年度考核 is the form that 定期考核 takes below the leaders."""
    leader = person.regime is Regime.LEADER
    kinds = value(LEADER_KINDS if leader else LAW_KINDS, on, local)
    if named is None:
        return unknown("assessment.kind_unclear", kinds, missing=[lack("assessment.kind_named")])
    known = PERIODIC if named == ANNUAL and not leader else named
    facts = [fact("assessment.kind_told", kind=named)]
    if known in kinds.words:
        return met("assessment.kind_known", kinds, facts=facts)
    return not_met("assessment.kind_not_known", kinds, facts=facts)


@question("这种考核方式规定中有没有", en="Do the rules know this kind", words=(*PERSON, KIND))
def _kind(facts: Facts, on: date, local: Local) -> Verdict:
    return kind(subject_of(facts), facts.known(KIND), on=on, local=local)


@rule_of_person(
    "assessment.grade_word",
    zh="个人等次用语",
    en="Word of a grade",
    document="civil_servants_law",
    parameters=(LAW_GRADES, LEADER_GRADES),
)
def grade_word(person: Subject, said: str | None, *, on: date, local: Local) -> Verdict:
    """Whether the word is a yearly grade of a person; 不确定等次 is none."""
    grades = value(LEADER_GRADES if person.regime is Regime.LEADER else LAW_GRADES, on, local)
    if said is None:
        return unknown("assessment.grade_unclear", grades, missing=[lack("assessment.grade_told")])
    facts = [fact("assessment.grade_said", grade=said)]
    if said in grades.words:
        return met("assessment.grade_known", grades, facts=facts)
    return not_met("assessment.grade_not_known", grades, facts=facts)


@question("这个等次规定中有没有", en="Do the rules know this grade", words=(*PERSON, GRADE))
def _grade_word(facts: Facts, on: date, local: Local) -> Verdict:
    return grade_word(subject_of(facts), facts.known(GRADE), on=on, local=local)


@rule(
    "assessment.team_grade_word",
    zh="班子等次用语",
    en="Word of a team's grade",
    document="assessment_of_leading_cadres",
    parameters=(TEAM_GRADES,),
)
def team_grade_word(said: str | None, *, on: date, local: Local) -> Verdict:
    """Whether the word is a yearly grade of a team."""
    grades = value(TEAM_GRADES, on, local)
    if said is None:
        return unknown("assessment.grade_unclear", grades, missing=[lack("assessment.grade_told")])
    facts = [fact("assessment.grade_said", grade=said)]
    if said in grades.words:
        return met("assessment.grade_known", grades, facts=facts)
    return not_met("assessment.grade_not_known", grades, facts=facts)


@question("这个班子等次规定中有没有", en="Do the rules know this grade of a team", words=(GRADE,))
def _team_grade_word(facts: Facts, on: date, local: Local) -> Verdict:
    return team_grade_word(facts.known(GRADE), on=on, local=local)
