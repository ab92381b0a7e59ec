"""How a request for a correction is drawn on both desks: its steps and its course."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dandang.apps.cases.queries import CourseRow
from dandang.apps.corrections.queries import CorrectionPage
from dandang.terms.rounds import CaseMove, CaseStep
from dandang.web.shared.shapes import DONE, NEXT, NOW, Step

# Which item of a request fills which missing part of a file, where their codes differ.
ITEM_OF_PART = {"education": "full_time_schooling", "resume": "career", "post": "career"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the course in words."""

    line: CourseRow
    what: str


def course(page: CorrectionPage) -> tuple[Told, ...]:
    """The course, the first line called what it is here."""
    language = get_language() or "zh"
    return tuple(
        Told(line, _("提出更正") if line.move is CaseMove.FILE else line.move.say(language))
        for line in page.file.course
    )


def served(until: date | None) -> str:
    """What is said once an answer was served: until when a review can be asked for, if at all."""
    if until is None:
        return _("已记录答复的送达。")
    day = f"{until.year}年{until.month}月{until.day}日"
    return _("已记录答复的送达，申请复核截止 %(day)s。") % {"day": day}


def steps(page: CorrectionPage, on: date) -> tuple[Step, ...]:
    """Asked, decided, and the review where one was asked for."""
    lines = {line.move: line for line in page.file.course}
    step, due = page.row.step, page.row.due
    decided = lines.get(CaseMove.ACCEPT) or lines.get(CaseMove.DECLINE)
    drawn = [Step(_("提出更正"), DONE, who=lines[CaseMove.FILE].act.acted_by)]
    if step is CaseStep.WITHDRAWN:
        return (*drawn, Step(_("撤回"), DONE, who=lines[CaseMove.WITHDRAW].act.acted_by))
    late = due is not None and due < on
    if decided is None:
        drawn.append(Step(_("核对并答复"), NOW, until=due, overdue=late))
    else:
        drawn.append(Step(_("核对并答复"), DONE, who=decided.act.acted_by))
    if CaseMove.OBJECT in lines:
        reviewed = lines.get(CaseMove.REVIEW)
        if reviewed is None:
            drawn.append(Step(_("复核"), NOW, until=due, overdue=late))
        else:
            drawn.append(Step(_("复核"), DONE, who=reviewed.act.acted_by))
    answered = decided is not None and step is not CaseStep.OBJECTED
    if page.served_on is not None:
        drawn.append(Step(_("送达答复"), DONE, who=lines[CaseMove.SERVE].act.acted_by))
    else:
        drawn.append(Step(_("送达答复"), NOW if answered else NEXT))
    return tuple(drawn)
