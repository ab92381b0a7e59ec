"""Steps of rounds and cases as the stepper draws them."""

from datetime import date

from django.utils.translation import get_language, gettext, ngettext

from dandang.apps.cases.queries import CaseFile
from dandang.apps.rounds.queries.running import RoundPage
from dandang.terms.rounds import CaseStep, RoundStep
from dandang.web.shared.shapes import DONE, NEXT, NOW, Step


def of_round(page: RoundPage) -> tuple[Step, ...]:
    """The seven steps of a round, each with what it came to or what it still waits for."""
    language = get_language() or "zh"
    notes = _notes(page)
    return tuple(
        Step(
            each.step.say(language),
            each.place,
            note=notes.get(each.step, "") if each.place != NEXT else "",
        )
        for each in page.steps
    )


def _notes(page: RoundPage) -> dict[RoundStep, str]:
    raters = sum(each.raters for each in page.classes)
    notes = {
        RoundStep.ROSTER: _people(page.people) if page.people else "",
        RoundStep.RATERS: (gettext("评价人 %(n)s 人") % {"n": raters}) if raters else "",
    }
    if page.result is not None:
        total = page.result.total
        notes[RoundStep.RATING] = gettext("发出 %(issued)s，收回 %(returned)s") % {
            "issued": total.issued,
            "returned": "—" if total.returned is None else total.returned,
        }
        scored = sum(bool(each.shown) for each in page.result.ratees)
        notes[RoundStep.COMPUTING] = gettext("得分 %(n)s 人") % {"n": scored}
    if page.undecided and page.result is not None:
        notes[RoundStep.PANEL] = gettext("待评定 %(n)s 人") % {"n": page.undecided}
    return notes


def _people(count: int) -> str:
    return ngettext("%(n)s 人", "%(n)s 人", count) % {"n": count}


def of_case(file: CaseFile, on: date) -> tuple[Step, ...]:
    """The steps of a case: who took each, and until when the present one is due."""
    language = get_language() or "zh"
    reached = {line.step: line for line in file.course}
    closed = file.row.step in {CaseStep.CLOSED, CaseStep.WITHDRAWN}
    order = list(file.steps)
    waiting = order.index(file.row.step) + 1 if file.row.step in order else len(order)
    drawn = []
    for i, step in enumerate(order):
        line = reached.get(step)
        now = i == waiting and not closed
        drawn.append(
            Step(
                title=step.say(language),
                place=DONE if line is not None else NOW if now else NEXT,
                who=line.act.acted_by if line else "",
                until=file.row.due if now else None,
                overdue=now and file.row.due is not None and file.row.due < on,
            )
        )
    return tuple(drawn)
