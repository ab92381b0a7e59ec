"""Retirement (退休): the original ages, their gradual raising since 2025, and going earlier."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dandang.career import Absent, Career, Field
from dandang.days import Month, PartialDate
from dandang.policy.parameters import Local, Parameter, book, value
from dandang.policy.rules import rule_of_person
from dandang.policy.verdict import Finding, Saying, Verdict, fact, lack, met, not_met, unknown
from dandang.terms.people import Authority, PostLevel, Regime, Sex
from dandang.terms.rules import RuleOutcome

OLD, NEW = "retirement_of_1978", "gradual_retirement"
COUNTY_LEVEL = frozenset({PostLevel.COUNTY_CHIEF, PostLevel.COUNTY_DEPUTY})
CADRES_ALONE = frozenset({Regime.LEADER, Regime.CIVIL_SERVANT, Regime.AS_CIVIL_SERVANT})

# The original age by its parameter, and how it is raised: one month for so many, at most so many.
RAISED = {
    "men": ("step_from_60", "most_from_60"),
    "women_at_county_level": ("step_from_60", "most_from_60"),
    "women_cadres": ("step_from_55", "most_from_55"),
    "women_workers": ("step_from_50", "most_from_50"),
}
AGES = tuple(f"{OLD}.{code}" for code in RAISED)
CONTRIBUTION = (
    f"{NEW}.least_contribution",
    f"{NEW}.contribution_rises_by",
    f"{NEW}.most_contribution",
)
STEPS = tuple(sorted({f"{NEW}.{code}" for pair in RAISED.values() for code in pair}))


@dataclass(frozen=True, slots=True)
class Retiree:
    """Who may retire: what the age hangs on. `level` and `worker` None where nobody has said.

    In offices there are cadres alone; elsewhere it has to be said who is a worker.
    """

    regime: Regime
    authority: Authority
    birth: Field[PartialDate] = Absent.UNKNOWN
    sex: Field[Sex] = Absent.UNKNOWN
    level: PostLevel | None = None
    worker: bool | None = None

    @classmethod
    def of(cls, career: Career, on: date) -> "Retiree":
        """What a career says on a day; whether somebody is a worker stands in no file."""
        held = career.main_on(on)
        return cls(
            regime=career.regime,
            authority=career.authority,
            birth=career.birth,
            sex=career.sex,
            level=held.level if held else None,
        )


@dataclass(frozen=True, slots=True)
class Ages:
    """When somebody would have retired before 2025, and when now, with the parameters of both."""

    original: Month
    statutory: Month
    parameters: tuple[Parameter, ...]
    facts: tuple[Saying, ...]


Found: TypeAlias = Ages | tuple[Saying, ...]


@rule_of_person(
    "retirement.age",
    zh="达到法定退休年龄",
    en="has reached the statutory age of retirement",
    document=NEW,
    parameters=(*AGES, *STEPS),
)
def reached(person: Retiree, *, on: date, local: Local) -> Verdict:
    """Whether the month of retirement (到龄年月) has come, counted by month; the answer is that month."""
    ages = _ages(person, on, local)
    if not isinstance(ages, Ages):
        return unknown("retirement.age_unknown", missing=ages)
    answer = met if Month.of(on) >= ages.statutory else not_met
    return answer(
        "retirement.reached" if answer is met else "retirement.not_reached",
        *ages.parameters,
        facts=ages.facts,
        answer=str(ages.statutory),
        month=ages.statutory,
        original=ages.original,
        delay=ages.original.until(ages.statutory),
    )


@rule_of_person(
    "retirement.early",
    zh="自愿弹性提前退休",
    en="may retire earlier of one's own will",
    document=NEW,
    parameters=(*AGES, *STEPS, f"{NEW}.earlier_by", *CONTRIBUTION),
)
def may_go_early(person: Retiree, *, contributed: int | None, on: date, local: Local) -> Verdict:
    """Whether one may retire on a day before the statutory age (弹性提前退休).

    Never before the original age, and only with the least months of contributions (`contributed`).
    """
    earlier = value(f"{NEW}.earlier_by", on, local)
    least, contribution = _least_contribution(on, local)
    ages = _ages(person, on, local)
    if not isinstance(ages, Ages):
        return unknown("retirement.age_unknown", missing=ages)
    first = max(ages.original, ages.statutory.plus(-earlier.whole))
    held = (*ages.parameters, earlier, *contribution)
    facts: tuple[Saying, ...] = ages.facts
    missing: tuple[Saying, ...] = ()
    if contributed is not None:
        facts += (fact("retirement.contributed", months=contributed),)
    if Month.of(on) < first:
        outcome, code = RuleOutcome.NOT_MET, "retirement.too_early"
    elif contributed is None:
        outcome, code = RuleOutcome.UNKNOWN, "retirement.contribution_unknown"
        missing = (lack("retirement.lacks_contribution"),)
    elif contributed < least:
        outcome, code = RuleOutcome.NOT_MET, "retirement.contributed_too_little"
    else:
        outcome, code = RuleOutcome.MET, "retirement.may_go_early"
    values = {
        "month": first,
        "original": ages.original,
        "statutory": ages.statutory,
        "least": least,
    }
    return Verdict(outcome, (Finding(code, values, held, facts),), missing, answer=str(first))


def _ages(person: Retiree, on: date, local: Local) -> Found:
    missing = _missing(person)
    if missing or isinstance(person.birth, Absent) or person.birth.in_month is None:
        return missing
    code = _code(person)
    base = value(f"{OLD}.{code}", on, local)
    original = person.birth.in_month.plus(12 * base.whole)
    delay, raised = _delay(code, original, on, local)
    facts = [fact("retirement.birth", birth=person.birth), fact("retirement.sex", sex=person.sex)]
    if person.level is not None:
        facts.append(fact("retirement.level", level=person.level))
    return Ages(original, original.plus(delay), (base, *raised), tuple(facts))


def _missing(person: Retiree) -> tuple[Saying, ...]:
    found = []
    if isinstance(person.birth, Absent) or person.birth.in_month is None:
        found.append(lack("retirement.lacks_birth"))
    if isinstance(person.sex, Absent):
        found.append(lack("retirement.lacks_sex"))
    if person.sex is Sex.FEMALE and person.level is None:
        found.append(lack("retirement.lacks_level"))
    unsaid = person.worker is None and person.regime not in CADRES_ALONE
    if person.sex is Sex.FEMALE and person.level not in COUNTY_LEVEL and unsaid:
        found.append(lack("retirement.lacks_standing"))
    return tuple(found)


def _code(person: Retiree) -> str:
    if person.sex is Sex.MALE:
        return "men"
    if person.level in COUNTY_LEVEL:
        return "women_at_county_level"
    return "women_workers" if person.worker else "women_cadres"


def _delay(code: str, original: Month, on: date, local: Local) -> tuple[int, tuple[Parameter, ...]]:
    step_code, most_code = RAISED[code]
    begins = book().declared[f"{NEW}.{step_code}"].values[0].first_day
    if on < begins:
        return 0, ()
    step, most = value(f"{NEW}.{step_code}", on, local), value(f"{NEW}.{most_code}", on, local)
    over = Month.of(begins).until(original)
    return (0 if over < 0 else min(over // step.whole + 1, most.whole)), (step, most)


def _least_contribution(on: date, local: Local) -> tuple[int, tuple[Parameter, ...]]:
    """The least months of contributions on a day: it rises each year from 2030 on, up to the most."""
    base, rises, most = CONTRIBUTION
    least = value(base, on, local)
    begins = book().declared[rises].values[0].first_day
    if on < begins:
        return least.whole, (least,)
    by, cap = value(rises, on, local), value(most, on, local)
    years = on.year - begins.year + 1
    return min(least.whole + years * by.whole, cap.whole), (least, by, cap)
