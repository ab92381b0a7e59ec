"""Every write of a round, by step: preparing, conducting, deciding, telling, objecting."""

from dandang.apps.rounds.actions.approving import approve, approve_for
from dandang.apps.rounds.actions.conducting import (
    close,
    compute,
    open_round,
    print_slips,
    repeat,
)
from dandang.apps.rounds.actions.deciding import confirm_all, decide
from dandang.apps.rounds.actions.exporting import letter, tally
from dandang.apps.rounds.actions.meeting import record_meeting
from dandang.apps.rounds.actions.objecting import (
    answer,
    answer_for,
    assign,
    assign_named,
    object_to_result,
    withdraw,
    withdraw_for,
)
from dandang.apps.rounds.actions.objecting import close as close_objection
from dandang.apps.rounds.actions.preparing import (
    choose_ratees,
    choose_raters,
    create,
    freeze_roster,
    note_recusal,
    set_rater_class,
    set_scheme,
)
from dandang.apps.rounds.actions.serving import cancel_service, read_on_screen, serve, serve_all
from dandang.apps.rounds.actions.telling import publish, reissue

__all__ = [
    "answer",
    "answer_for",
    "approve",
    "approve_for",
    "assign",
    "assign_named",
    "cancel_service",
    "choose_ratees",
    "choose_raters",
    "close",
    "close_objection",
    "compute",
    "confirm_all",
    "create",
    "decide",
    "freeze_roster",
    "letter",
    "note_recusal",
    "object_to_result",
    "open_round",
    "print_slips",
    "publish",
    "read_on_screen",
    "record_meeting",
    "reissue",
    "repeat",
    "serve",
    "serve_all",
    "set_rater_class",
    "set_scheme",
    "tally",
    "withdraw",
    "withdraw_for",
]
