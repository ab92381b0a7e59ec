"""Asking of a file whose sealed part stays closed: what it might hold is unknown, never nothing."""

from dataclasses import replace
from datetime import date

from dandang.career import Career, StatusPeriod
from dandang.policy.parameters import Local
from dandang.policy.questions import AskOfCareer
from dandang.policy.verdict import Verdict, all_of, lack, unknown
from dandang.terms.people import StatusKind

# How far back a sealed period might have begun that still binds: the longest impact period is four years.
YEARS_BACK = 5
SEALED = tuple(kind for kind in StatusKind if kind.sealed)


def ask_closed(ask: AskOfCareer, career: Career, on: date, local: Local) -> Verdict:
    """The answer to a question of a career without its sealed periods (立案、处分、诫勉).

    Where one of them could change the answer there is none: the outcome is not met or unknown, and
    says what was not seen.
    """
    verdict = ask(career, on, local)
    if all(_same(verdict, ask(_with(career, kind, on), on, local)) for kind in SEALED):
        return verdict
    unseen = unknown("sealed.closed", missing=[lack("sealed.lacks_status")])
    return all_of(verdict, unseen)


def _with(career: Career, kind: StatusKind, on: date) -> Career:
    period = StatusPeriod(kind, date(on.year - YEARS_BACK, 1, 1))
    return replace(career, status_periods=(*career.status_periods, period))


def _same(one: Verdict, other: Verdict) -> bool:
    return (one.outcome, one.answer) == (other.outcome, other.answer)
