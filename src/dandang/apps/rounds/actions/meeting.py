"""The panel's meeting recorded from its signed minutes (代录评审会议): every row stands, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from dandang.apps.archive.queries.naming import person_named
from dandang.apps.cases import actions as cases
from dandang.apps.files.papers import Paper, require_paper
from dandang.apps.grants.queries import holders_of
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grading import announce_when_whole, require_grade, write_grade
from dandang.apps.rounds.actions.grip import take, took_part, trail
from dandang.apps.rounds.models import Decision, Meeting, Ratee, Round
from dandang.apps.rounds.queries.acts import panel_quorum
from dandang.kit.clock import BEIJING
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import RoundState

PANEL = "评审组"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the panel who was present: name, office, numbers of person and account (0: none)."""

    name: str
    office: str = ""
    person: int = 0
    account: int = 0


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes (票数) for, against and abstained."""

    given: int
    against: int
    abstained: int


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """What the minutes say about one ratee: grade, reason, who was recused (回避), votes if any."""

    ratee: int
    grade: str
    reason: str = ""
    recused: tuple[str, ...] = ()
    votes: Votes | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes (会议记录) of one meeting: the day, who was present, the scan, a row for each ratee."""

    held_on: date
    members: tuple[Member, ...]
    scan: int | None
    rows: tuple[MinutesRow, ...]


class RowsRefused(Refusal):
    """Some rows of the minutes cannot stand; `rows` says why, by ratee."""

    def __init__(self, rows: Mapping[int, Refusal]) -> None:
        """Keep the refusal of each row."""
        super().__init__("rounds.minutes_rows", count=len(rows))
        self.rows = dict(rows)


@transaction.atomic
def record_meeting(*, number: int, minutes: Minutes, by: Actor, at: datetime) -> int:
    """Record what the panel decided at a meeting; gives how many grades it decided.

    Rows follow the rules of deciding on screen. A member does not decide on himself: he stands as
    recused. Every member has then taken part in the round, and so has who records.
    """
    row = take(number, verb=Verb.ROUNDS_DECIDE_FOR, move=_move(number), by=by)
    since = row.published_at or row.closed_at
    scan = require_paper(
        Paper(PANEL, minutes.held_on, minutes.scan),
        on=at.date(),
        since=since.astimezone(BEIJING).date() if since else None,
    )
    members = _members(row, minutes.members, on=minutes.held_on)
    found = {
        each.pk: each
        for each in Ratee.objects.select_for_update()
        .filter(round=row, pk__in=[each.ratee for each in minutes.rows])
        .order_by("line__order")
    }
    if not found:
        raise Refusal("rounds.minutes_empty")
    if any(each.ratee not in found for each in minutes.rows):
        raise NotFound("permits.not_found")
    if by.person and any(each.line.person_id == by.person for each in found.values()):
        raise Refusal("rounds.own_record")
    rows = list(minutes.rows)
    _require_rows(row, rows, found, members)
    meeting = Meeting.objects.create(
        round=row,
        held_on=minutes.held_on,
        members=[[each.name, each.office, each.person, each.account] for each in members],
        scan_id=scan,
        recorded_by=by.name,
        account=by.account,
        at=at,
    )
    for each in rows:
        decision = _decision(meeting, each, at)
        write_grade(row, found[each.ratee], decision, verb=Verb.ROUNDS_DECIDE_FOR, by=by)
    _note(row, meeting, members, by=by, at=at, count=len(rows))
    announce_when_whole(row, at)
    return len(rows)


def _move(number: int) -> str:
    published = Round.objects.filter(pk=number, state=str(RoundState.PUBLISHED))
    return "redecide" if published.exists() else "decide"


def _members(row: Round, given: tuple[Member, ...], *, on: date) -> tuple[Member, ...]:
    """The members with their numbers; refused when there is none, one twice, or fewer than the quorum."""
    names = [each.name.strip() for each in given if each.name.strip()]
    if not names:
        raise Refusal("rounds.members_missing")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refusal("rounds.member_twice", name=twice)
    least = panel_quorum()
    if least is not None and len(names) < least:
        raise Refusal("rounds.panel_below_quorum", count=len(names), least=least)
    panel = holders_of(Verb.ROUNDS_DECIDE, path=row.unit.path, on=on)
    members = []
    for each in given:
        if not each.name.strip():
            continue
        person = each.person or person_named(each.name, each.office)
        account = next(
            (
                holding.account
                for holding in panel
                if holding.name == each.name.strip() or (person and holding.person == person)
            ),
            0,
        )
        members.append(replace(each, name=each.name.strip(), person=person, account=account))
    return tuple(members)


def _require_rows(
    row: Round,
    rows: list[MinutesRow],
    found: Mapping[int, Ratee],
    members: tuple[Member, ...],
) -> None:
    faults: dict[int, Refusal] = {}
    for each in rows:
        ratee = found[each.ratee]
        try:
            require_grade(row, ratee, grade=each.grade, reason=each.reason.strip())
            _require_recusals(ratee, each, members)
        except Refusal as refusal:
            faults[each.ratee] = refusal
    if faults:
        raise RowsRefused(faults)


def _require_recusals(ratee: Ratee, said: MinutesRow, members: tuple[Member, ...]) -> None:
    present = {each.name for each in members}
    for name in said.recused:
        if name not in present:
            raise Refusal("rounds.recused_not_present", name=name)
    for each in members:
        if each.person == ratee.line.person_id and each.name not in said.recused:
            raise Refusal("rounds.member_is_ratee", name=each.name)
    entitled = len(present - set(said.recused))
    if not entitled:
        raise Refusal("rounds.everybody_recused", name=ratee.line.name)
    if said.votes is None:
        return
    count = said.votes.given + said.votes.against + said.votes.abstained
    if count != entitled:
        raise Refusal("rounds.votes_differ", count=count, entitled=entitled)
    if said.votes.given <= said.votes.against:
        raise Refusal("rounds.votes_lost", given=said.votes.given, against=said.votes.against)


def _decision(meeting: Meeting, said: MinutesRow, at: datetime) -> Decision:
    votes = said.votes
    return Decision(
        after=said.grade,
        reason=said.reason.strip(),
        decided_by=PANEL,
        at=at,
        meeting=meeting,
        votes_for=votes.given if votes else None,
        votes_against=votes.against if votes else None,
        votes_abstained=votes.abstained if votes else None,
        recused=list(said.recused),
    )


def _note(
    row: Round,
    meeting: Meeting,
    members: tuple[Member, ...],
    *,
    by: Actor,
    at: datetime,
    count: int,
) -> None:
    cases.note_parts(
        kind="round",
        number=str(row.pk),
        what="评审等次",
        took=[cases.Took(each.name, account=each.account, person=each.person) for each in members],
    )
    took_part(row, by=by, what="代录评审会议")
    details = {
        "on": meeting.held_on.isoformat(),
        "members": [each.name for each in members],
        "people": count,
    }
    trail(row, verb=Verb.ROUNDS_DECIDE_FOR, by=by, at=at, details=details)
