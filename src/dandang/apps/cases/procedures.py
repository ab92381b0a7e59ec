"""The table of procedures: for each, the moves from step to step, by whom, with what, until when."""

from dataclasses import dataclass

from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.terms.rounds import CaseMove, CaseStep


@dataclass(frozen=True, slots=True)
class Move:
    """One permitted move.

    `verb` is what the actor must carry; `by_party` lets only the cadre himself; `by_assignee` only
    the person assigned; `no_part` refuses whoever took part in the subject; `needs` names what must
    be given; `days` is the setting (working days) for the step that follows; `waits` what then waits
    in the inbox of which role; `ends` says that the case is closed by it.
    """

    name: CaseMove
    source: CaseStep | None
    target: CaseStep
    verb: Verb
    by_party: bool = False
    by_assignee: bool = False
    no_part: bool = False
    needs: tuple[str, ...] = ()
    days: str | None = None
    waits: tuple[str, Role] | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """A governed procedure: its code, its name, its steps in order and its moves."""

    code: str
    title: str
    steps: tuple[CaseStep, ...]
    moves: tuple[Move, ...]

    def move(
        self, name: CaseMove, source: CaseStep | None, *, recorded: bool = False
    ) -> Move | None:
        """The move of that name out of `source`; `recorded` asks for the one made from paper."""
        for move in self.moves:
            if move.name is name and move.source is source and ("scan" in move.needs) is recorded:
                return move
        return None

    def moves_from(self, source: CaseStep) -> tuple[Move, ...]:
        """What may happen next at a step."""
        return tuple(move for move in self.moves if move.source is source)


OBJECTION = Procedure(
    code="objection",
    title="考核结果异议",
    steps=(CaseStep.FILED, CaseStep.ASSIGNED, CaseStep.ANSWERED, CaseStep.CLOSED),
    moves=(
        Move(
            CaseMove.FILE,
            None,
            CaseStep.FILED,
            Verb.CASES_OBJECT,
            by_party=True,
            needs=("text",),
            days="objection.assign_days",
            waits=("case_to_assign", Role.ORGANISER_OFFICER),
        ),
        Move(
            CaseMove.FILE,
            None,
            CaseStep.FILED,
            Verb.CASES_OBJECT_FOR,
            needs=("text", "scan", "acted_on"),
            days="objection.assign_days",
            waits=("case_to_assign", Role.ORGANISER_OFFICER),
        ),
        Move(
            CaseMove.ASSIGN,
            CaseStep.FILED,
            CaseStep.ASSIGNED,
            Verb.CASES_ASSIGN,
            needs=("assignee",),
            days="objection.answer_days",
        ),
        Move(
            CaseMove.ANSWER,
            CaseStep.ASSIGNED,
            CaseStep.ANSWERED,
            Verb.CASES_ANSWER,
            by_assignee=True,
            no_part=True,
            needs=("text", "finding"),
            days="objection.close_days",
            waits=("case_to_close", Role.ORGANISER_OFFICER),
        ),
        Move(
            CaseMove.ANSWER,
            CaseStep.ASSIGNED,
            CaseStep.ANSWERED,
            Verb.CASES_ANSWER_FOR,
            no_part=True,
            needs=("text", "finding", "scan", "acted_on"),
            days="objection.close_days",
            waits=("case_to_close", Role.ORGANISER_OFFICER),
        ),
        Move(
            CaseMove.CLOSE,
            CaseStep.ANSWERED,
            CaseStep.CLOSED,
            Verb.CASES_CLOSE,
            needs=("served",),
        ),
        Move(
            CaseMove.WITHDRAW,
            CaseStep.FILED,
            CaseStep.WITHDRAWN,
            Verb.CASES_OBJECT,
            by_party=True,
        ),
        Move(
            CaseMove.WITHDRAW,
            CaseStep.FILED,
            CaseStep.WITHDRAWN,
            Verb.CASES_WITHDRAW_FOR,
            needs=("scan", "acted_on"),
        ),
    ),
)

CORRECTION = Procedure(
    code="correction",
    title="档案信息更正",
    steps=(CaseStep.FILED, CaseStep.CLOSED),
    moves=(
        Move(
            CaseMove.FILE,
            None,
            CaseStep.FILED,
            Verb.CORRECTIONS_REQUEST,
            by_party=True,
            needs=("text",),
            days="correction.answer_days",
            waits=("correction_to_decide", Role.ORGANISER_OFFICER),
        ),
        Move(
            CaseMove.FILE,
            None,
            CaseStep.FILED,
            Verb.CORRECTIONS_REQUEST_FOR,
            needs=("text", "scan", "acted_on"),
            days="correction.answer_days",
            waits=("correction_to_decide", Role.ORGANISER_OFFICER),
        ),
        Move(
            CaseMove.WITHDRAW,
            CaseStep.FILED,
            CaseStep.WITHDRAWN,
            Verb.CORRECTIONS_REQUEST,
            by_party=True,
            ends=True,
        ),
        Move(
            CaseMove.WITHDRAW,
            CaseStep.FILED,
            CaseStep.WITHDRAWN,
            Verb.CORRECTIONS_REQUEST_FOR,
            needs=("scan", "acted_on"),
            ends=True,
        ),
        Move(
            CaseMove.ACCEPT,
            CaseStep.FILED,
            CaseStep.CLOSED,
            Verb.CORRECTIONS_DECIDE,
            waits=("correction_to_serve", Role.UNIT_PERSONNEL_OFFICER),
            ends=True,
        ),
        Move(
            CaseMove.DECLINE,
            CaseStep.FILED,
            CaseStep.DECLINED,
            Verb.CORRECTIONS_DECIDE,
            needs=("text",),
            waits=("correction_to_serve", Role.UNIT_PERSONNEL_OFFICER),
            ends=True,
        ),
        Move(
            CaseMove.OBJECT,
            CaseStep.DECLINED,
            CaseStep.OBJECTED,
            Verb.CORRECTIONS_REQUEST,
            by_party=True,
            needs=("text",),
            days="correction.review_days",
            waits=("correction_to_review", Role.LEADER),
        ),
        Move(
            CaseMove.OBJECT,
            CaseStep.DECLINED,
            CaseStep.OBJECTED,
            Verb.CORRECTIONS_REQUEST_FOR,
            needs=("text", "scan", "acted_on"),
            days="correction.review_days",
            waits=("correction_to_review", Role.LEADER),
        ),
        Move(
            CaseMove.REVIEW,
            CaseStep.OBJECTED,
            CaseStep.CLOSED,
            Verb.CORRECTIONS_REVIEW,
            needs=("text",),
            waits=("correction_to_serve", Role.UNIT_PERSONNEL_OFFICER),
            ends=True,
        ),
        Move(
            CaseMove.REVIEW,
            CaseStep.OBJECTED,
            CaseStep.CLOSED,
            Verb.CORRECTIONS_REVIEW_FOR,
            needs=("text", "scan", "acted_on"),
            waits=("correction_to_serve", Role.UNIT_PERSONNEL_OFFICER),
            ends=True,
        ),
        Move(
            CaseMove.SERVE,
            CaseStep.DECLINED,
            CaseStep.DECLINED,
            Verb.CORRECTIONS_REQUEST,
            by_party=True,
        ),
        Move(
            CaseMove.SERVE,
            CaseStep.DECLINED,
            CaseStep.DECLINED,
            Verb.CORRECTIONS_SERVE,
            needs=("served", "scan"),
        ),
        Move(
            CaseMove.SERVE,
            CaseStep.CLOSED,
            CaseStep.CLOSED,
            Verb.CORRECTIONS_REQUEST,
            by_party=True,
        ),
        Move(
            CaseMove.SERVE,
            CaseStep.CLOSED,
            CaseStep.CLOSED,
            Verb.CORRECTIONS_SERVE,
            needs=("served", "scan"),
        ),
    ),
)

PROCEDURES = {procedure.code: procedure for procedure in (OBJECTION, CORRECTION)}
