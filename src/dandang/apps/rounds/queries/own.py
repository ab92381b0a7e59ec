"""A cadre's own results."""

from dataclasses import dataclass
from datetime import date

from dandang.apps.cases import queries as cases
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.models import Ratee
from dandang.apps.rounds.queries.running import RateePage, RateeRow, page_of, rows_of
from dandang.apps.rounds.queries.scans import is_own_receipt
from dandang.terms.refusal import NotFound
from dandang.terms.rounds import DecisionState, RoundState


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One published result of one's own, for a list."""

    title: str
    year: int
    row: RateeRow


@dataclass(frozen=True, slots=True)
class OwnResult:
    """One's own result: the page, the objections to it, and whether one can still be filed that day.

    `receipt_opens` says whether the scan of the receipt shows oneself alone.
    """

    page: RateePage
    objections: tuple[cases.CaseFile, ...]
    may_object: bool
    under_review: bool
    receipt_opens: bool


def _own(viewer: Actor) -> list[Ratee]:
    if viewer.person is None or not viewer.carries(Verb.ROUNDS_READ_OWN):
        return []
    found = Ratee.objects.filter(
        line__person_id=viewer.person, round__state=str(RoundState.PUBLISHED)
    )
    return list(found.select_related("line", "round__unit").order_by("-round__published_at"))


def results(viewer: Actor) -> tuple[OwnRow, ...]:
    """The viewer's own published results, newest first."""
    found = _own(viewer)
    return tuple(
        OwnRow(each.round.title, each.round.year, row)
        for each, row in zip(found, rows_of(found), strict=True)
    )


def _found(viewer: Actor, number: int) -> Ratee:
    for each in _own(viewer):
        if each.pk == number:
            return each
    raise NotFound("permits.not_found")


def result(viewer: Actor, number: int, *, on: date) -> OwnResult:
    """One own published result; NotFound for anybody else's."""
    page = page_of(_found(viewer, number))
    service = page.row.service
    open_case = any(case.open for case in page.cases)
    return OwnResult(
        page=page,
        objections=tuple(cases.case_file(viewer, case.number) for case in page.cases),
        may_object=service is not None and on <= service.until and not open_case,
        under_review=page.row.decision is DecisionState.REOPENED or open_case,
        receipt_opens=service is not None and is_own_receipt(page.row.number, service.scan),
    )
