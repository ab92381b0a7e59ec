"""提醒、函询、诫勉: who approves them, until when to reply, when to look again, when one is due."""

from collections.abc import Mapping
from datetime import date

from dandang.career.field import Absent, Field
from dandang.days import PartialDate
from dandang.policy.clocks import CLOCK_PARAMETERS, START_DAY, kept, last_day
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown, waived
from dandang.policy.words import Facts, Word, day, partial, term, text, yes_no
from dandang.terms.restraints import Inquirer, Ladder

APPROVERS = "reminder_inquiry_admonition.approvers"
FOLLOW_UP = "reminder_inquiry_admonition.follow_up_months"
AFTER_BASIC = "reminder_inquiry_admonition.admonition_after_basic_grade"
REPORT = "discipline_enforcement_rules.report_months"
REPLY: Mapping[Inquirer, str] = {
    Inquirer.ORGANISATION: "reminder_inquiry_admonition.reply_days",
    Inquirer.DISCIPLINE: "discipline_enforcement_rules.reply_days",
}
BASIC = "基本称职"


@rule(
    "reminders.approval",
    zh="提醒、函询、诫勉由谁批准",
    en="who approves a reminder, an inquiry, an admonition",
    document="reminder_inquiry_admonition",
    parameters=(APPROVERS,),
)
def approval(measure: Ladder, approver: str | None, *, on: date, local: Local) -> Verdict:
    """Met when the one who approved it may; the answer is who may."""
    basis = value(APPROVERS, on, local)
    may = str(basis.table[measure.zh])
    if approver is None:
        missing = [lack("reminders.approver")]
        return unknown(
            "reminders.may_approve", basis, missing=missing, answer=may, measure=measure, may=may
        )
    say = met if approver == may else not_met
    code = "reminders.approved" if approver == may else "reminders.not_approved"
    return say(code, basis, answer=may, measure=measure, may=may, approver=approver)


@rule(
    "reminders.reply",
    zh="函询是否按期回复",
    en="whether a written inquiry was answered in time",
    document="reminder_inquiry_admonition",
    parameters=(*REPLY.values(), *CLOCK_PARAMETERS),
)
def reply(
    sent_by: Inquirer, served: Field[PartialDate], done: Field[date], *, on: date, local: Local
) -> Verdict:
    """Met when the answer came in time, or time is left; the answer is the last day."""
    begins = lack("reminders.day_of_service")
    return kept(REPLY[sent_by], served, done, begins=begins, on=on, local=local)


@rule(
    "reminders.report",
    zh="函询情况是否按期报告",
    en="whether the outcome of an inquiry was reported in time",
    document="discipline_enforcement_rules",
    parameters=(REPORT, *CLOCK_PARAMETERS),
)
def report(answered: Field[PartialDate], done: Field[date], *, on: date, local: Local) -> Verdict:
    """Met when the discipline department reported in time, or time is left; the answer is the last day."""
    begins = lack("reminders.day_of_reply")
    return kept(REPORT, answered, done, begins=begins, on=on, local=local)


@rule(
    "reminders.follow_up",
    zh="提醒、诫勉后是否了解改正情况",
    en="whether correction was looked at after a reminder or an admonition",
    document="reminder_inquiry_admonition",
    parameters=(FOLLOW_UP, *CLOCK_PARAMETERS),
)
def follow_up(
    measure: Ladder, given: Field[PartialDate], looked: Field[date], *, on: date, local: Local
) -> Verdict:
    """Met when correction was looked at once the months were over; waived before that day.

    The answer is the day from which it is due.
    """
    if measure is Ladder.INQUIRY:
        return waived("reminders.no_follow_up")
    if isinstance(given, Absent) or given.day is None:
        return unknown("reminders.given_unknown", missing=[lack("reminders.day_given")])
    held = (value(FOLLOW_UP, given.earliest, local), value(START_DAY, given.earliest, local))
    due = last_day(given.earliest, *held, local).day
    facts = [fact("reminders.given", measure=measure, day=given)]
    if isinstance(looked, date) and looked >= due:
        return met("reminders.looked_at", *held, facts=facts, answer=due, day=looked)
    if on < due:
        return waived("reminders.not_due", *held, facts=facts, answer=due, due=due)
    if looked is Absent.UNKNOWN:
        missing = [lack("reminders.day_looked")]
        return unknown("reminders.due", *held, missing=missing, facts=facts, answer=due, due=due)
    return not_met("reminders.not_looked_at", *held, facts=facts, answer=due, due=due)


@rule(
    "reminders.after_basic_grade",
    zh="基本称职后是否予以诫勉",
    en="whether a basically competent grade was followed by an admonition",
    document="reminder_inquiry_admonition",
    parameters=(AFTER_BASIC,),
)
def after_basic_grade(
    grade: str | None, admonished: bool | None, *, on: date, local: Local
) -> Verdict:
    """Met when who was graded basically competent has been admonished; other grades waive it."""
    if grade is None:
        return unknown("reminders.grade_unknown", missing=[lack("reminders.grade")])
    if grade != BASIC:
        return waived("reminders.other_grade", grade=grade)
    basis = value(AFTER_BASIC, on, local)
    if admonished is None:
        return unknown("reminders.admonition_due", basis, missing=[lack("reminders.admonition")])
    say = met if admonished else not_met
    return say("reminders.admonished" if admonished else "reminders.not_admonished", basis)


MEASURE = Word("措施", term(Ladder))
APPROVER = Word("批准人", text)
SENT_BY = Word("函询机关", term(Inquirer))
SERVED = Word("收到日", partial)
REPLIED = Word("回复日", day)
ANSWERED = Word("收到回复日", partial)
REPORTED = Word("报告日", day)
GIVEN = Word("实施日", partial)
LOOKED = Word("了解日", day)
GRADE = Word("年度等次", text)
ADMONISHED = Word("已予诫勉", yes_no)


@question(
    "提醒、函询、诫勉由谁批准",
    en="Who approves a reminder, an inquiry, an admonition",
    words=(MEASURE, APPROVER),
)
def _approval(facts: Facts, on: date, local: Local) -> Verdict:
    return approval(facts.needed(MEASURE), facts.known(APPROVER), on=on, local=local)


@question(
    "函询是否按期回复", en="Was an inquiry answered in time", words=(SENT_BY, SERVED, REPLIED)
)
def _reply(facts: Facts, on: date, local: Local) -> Verdict:
    served, replied = facts.of(SERVED), facts.of(REPLIED)
    return reply(facts.needed(SENT_BY), served, replied, on=on, local=local)


@question(
    "函询情况是否按期报告",
    en="Was the outcome of an inquiry reported in time",
    words=(ANSWERED, REPORTED),
)
def _report(facts: Facts, on: date, local: Local) -> Verdict:
    return report(facts.of(ANSWERED), facts.of(REPORTED), on=on, local=local)


@question(
    "提醒、诫勉后是否了解改正情况",
    en="Was correction looked at after a reminder or an admonition",
    words=(MEASURE, GIVEN, LOOKED),
)
def _follow_up(facts: Facts, on: date, local: Local) -> Verdict:
    given, looked = facts.of(GIVEN), facts.of(LOOKED)
    return follow_up(facts.needed(MEASURE), given, looked, on=on, local=local)


@question(
    "基本称职后是否予以诫勉",
    en="Was a basically competent grade followed by an admonition",
    words=(GRADE, ADMONISHED),
)
def _after_basic_grade(facts: Facts, on: date, local: Local) -> Verdict:
    return after_basic_grade(facts.known(GRADE), facts.known(ADMONISHED), on=on, local=local)
