"""Acts of a round as pages show them: decisions, meetings, approvals, services, and who recorded them."""

from dataclasses import dataclass
from datetime import date, datetime

from dandang.apps.files.papers import Recorded
from dandang.apps.letters.served import Served, read
from dandang.apps.organisation import queries as organisation
from dandang.apps.rounds.models import Approval, Decision, Meeting, Round, Service
from dandang.kit.clock import BEIJING
from dandang.terms.rounds import DecisionState, ServiceWay

PANEL_QUORUM = "rounds.panel_quorum"
APPROVAL_REQUIRED = "rounds.approval_before_publishing"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """How and when a result was served, and until when it can be objected to."""

    letter: str
    way: ServiceWay
    served_on: date
    until: date
    provisional: bool
    recorded_by: str
    scan: int | None
    served: Served


@dataclass(frozen=True, slots=True)
class CancelledRow:
    """A service that was recorded wrongly: as it was recorded, and who cancelled it when and why."""

    service: ServiceRow
    cancelled_by: str
    cancelled_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision on a grade; from a meeting with its members, who was recused, and the votes."""

    before: str
    after: str
    state: DecisionState
    reason: str
    act: Recorded
    at: datetime
    members: tuple[str, ...]
    recused: tuple[str, ...]
    votes: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting of the panel: who was present, who recorded it, how many grades it decided."""

    act: Recorded
    members: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """An approval of results: by whom, in which office, by which document; whether it stands."""

    act: Recorded
    office: str
    document: str
    stands: bool


def approval_required() -> bool:
    """Whether this organisation publishes no round that has not been approved.

    A grade decided again after publication is not approved again.
    """
    return organisation.setting(APPROVAL_REQUIRED) == "yes"


def panel_quorum() -> int | None:
    """How many members of the panel must be present; None where the organisation has not fixed it."""
    return int(organisation.setting(PANEL_QUORUM)) or None


def last_approval(row: Round) -> ApprovalRow | None:
    """The last approval of a round whose sight has been checked, and whether it still stands.

    It is of the results as they were: after a later decision it stands no more.
    """
    last = Approval.objects.filter(round=row).order_by("-pk").first()
    if last is None:
        return None
    return ApprovalRow(
        act=Recorded(last.approved_by, last.approved_on, last.recorded_by, last.scan_id),
        office=last.office,
        document=last.document,
        stands=not Decision.objects.filter(ratee__round=row, at__gt=last.at).exists(),
    )


def service_row(each: Service) -> ServiceRow:
    """A service as a row."""
    return ServiceRow(
        letter=each.letter,
        way=ServiceWay(each.way),
        served_on=each.served_on,
        until=each.until,
        provisional=each.provisional,
        recorded_by=each.recorded_by,
        scan=each.scan_id,
        served=read(
            way=each.way, served_on=each.served_on, scan=each.scan_id, kept=each.particulars
        ),
    )


def cancelled_rows(ratee: int) -> tuple[CancelledRow, ...]:
    """The cancelled services of a ratee whose sight has been checked, oldest first."""
    rows = Service.objects.filter(ratee=ratee, cancelled_at__isnull=False)
    return tuple(cancelled_row(each) for each in rows)


def cancelled_row(each: Service) -> CancelledRow:
    """A cancelled service as a row."""
    assert each.cancelled_at is not None
    return CancelledRow(service_row(each), each.cancelled_by, each.cancelled_at, each.cancelled_why)


def decision_row(each: Decision) -> DecisionRow:
    """A decision as a row; to be read with its meeting."""
    day = each.at.astimezone(BEIJING).date()
    act = Recorded(each.decided_by, day)
    members: tuple[str, ...] = ()
    if each.meeting is not None:
        act = _act(each.meeting, each.decided_by)
        members = _names(each.meeting)
    counted = (each.votes_for, each.votes_against, each.votes_abstained)
    votes = tuple(count for count in counted if count is not None)
    return DecisionRow(
        before=each.before,
        after=each.after,
        state=DecisionState(each.state),
        reason=each.reason,
        act=act,
        at=each.at,
        members=members,
        recused=tuple(each.recused),
        votes=(votes[0], votes[1], votes[2]) if len(votes) == 3 else None,
    )


def _act(meeting: Meeting, name: str) -> Recorded:
    return Recorded(name, meeting.held_on, meeting.recorded_by, meeting.scan_id)


def _names(meeting: Meeting) -> tuple[str, ...]:
    return tuple(str(name) for name, *_ in meeting.members)


def meetings_of(row: Round) -> tuple[MeetingRow, ...]:
    """The recorded meetings of a round whose sight has been checked, oldest first."""
    found = Meeting.objects.filter(round=row).prefetch_related("decisions")
    return tuple(
        MeetingRow(_act(each, "评审组"), _names(each), len(each.decisions.all())) for each in found
    )
