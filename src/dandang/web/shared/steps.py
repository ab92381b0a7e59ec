"""Steps of rounds and cases as the stepper draws them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language

from dandang.apps.cases.queries import CaseFile
from dandang.apps.rounds.queries.running import Step as RoundStep
from dandang.terms.rounds import CaseStep
from dandang.web.shared.shapes import DONE, NEXT, NOW, Step


def of_round(steps: Iterable[RoundStep]) -> tuple[Step, ...]:
    """The seven steps of a round."""
    language = get_language() or "zh"
    return tuple(Step(each.step.say(language), each.place) for each in steps)


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
