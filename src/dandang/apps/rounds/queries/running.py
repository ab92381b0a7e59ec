"""Reading rounds: for officers, leaders and the panel. Own results and service have their own module."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dandang.apps.ballots import queries as boxes
from dandang.apps.ballots.queries import BoxLine
from dandang.apps.cases import queries as cases
from dandang.apps.letters import actions as letter_kinds
from dandang.apps.letters import queries as letters
from dandang.apps.letters.queries import LetterLine
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds import states, stored
from dandang.apps.rounds.models import Decision, Ratee, Rater, Recusal, RosterLine, Round, Service
from dandang.apps.rounds.queries.acts import (
    ApprovalRow,
    CancelledRow,
    DecisionRow,
    MeetingRow,
    ServiceRow,
    approval_required,
    cancelled_rows,
    decision_row,
    last_approval,
    meetings_of,
    service_row,
)
from dandang.assessing.results import RateeResult, RoundResult
from dandang.assessing.scheme import Scheme
from dandang.assessing.scheme_in import read_toml
from dandang.assessing.why import Why, why
from dandang.kit.paging import Page, window
from dandang.scoring.rounding import plain
from dandang.terms.people import PostLevel
from dandang.terms.refusal import NotFound
from dandang.terms.rounds import (
    AssessmentKind,
    DecisionState,
    RateeRule,
    RaterRule,
    RoundState,
    RoundStep,
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round, for a list."""

    number: int
    title: str
    kind: AssessmentKind
    year: int
    unit: str
    unit_number: int
    path: str
    state: RoundState
    rated: int
    raters: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven steps of a round: done, now or still to come."""

    step: RoundStep
    place: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of raters: code, name, rule, weight as text, and how many raters are in it."""

    code: str
    name: str
    rule: RaterRule | None
    weight: str
    raters: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round with everything its page shows; the result only once it has been computed."""

    row: RoundRow
    steps: tuple[Step, ...]
    scheme: Scheme
    roster_day: date | None
    ratee_rule: RateeRule
    people: int
    classes: tuple[ClassRow, ...]
    recusals: int
    box: BoxLine | None
    attendance: dict[str, tuple[int, int]]
    result: RoundResult | None
    result_digest: str
    undecided: int
    published_at: datetime | None
    meetings: tuple[MeetingRow, ...]
    approval: ApprovalRow | None
    approval_required: bool


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of the frozen roster, with the part it plays in the round."""

    line: int
    person: int
    name: str
    post: str
    level: PostLevel
    in_team: bool
    notes: str
    ratee: int | None
    rater: int | None
    rater_class: str


@dataclass(frozen=True, slots=True)
class RecusalRow:
    """One recusal: who leaves whose sheet blank, and why."""

    rater: str
    ratee: str
    reason: str


@dataclass(frozen=True, slots=True)
class RateeRow:
    """One ratee, for the tables of result, panel and service."""

    number: int
    person: int
    name: str
    post: str
    score: str
    no_score: str
    proposal: str
    grade: str
    decision: DecisionState
    reason: str
    service: ServiceRow | None
    letter: LetterLine | None
    case: int | None
    case_open: bool


@dataclass(frozen=True, slots=True)
class RateePage:
    """One ratee with what the result rests on."""

    round: RoundRow
    scheme: Scheme
    row: RateeRow
    result: RateeResult | None
    why: Why | None
    decisions: tuple[DecisionRow, ...]
    cancelled: tuple[CancelledRow, ...]
    cases: tuple[cases.CaseRow, ...]


def _seen(viewer: Actor) -> Q:
    seen = Q(pk__in=[])
    for scope in viewer.scopes(Verb.ROUNDS_READ):
        seen |= Q(unit__path__startswith=scope)
    return seen


def _counted() -> "QuerySet[Round]":
    # Counted apart: joined, 622 ratees with 622 raters make 400,000 rows to be told apart again.
    return Round.objects.select_related("unit").annotate(
        rated=_how_many(Ratee.objects.all()), rating=_how_many(Rater.objects.all())
    )


def _how_many(members: "QuerySet[Ratee] | QuerySet[Rater]") -> Coalesce:
    counted = members.filter(round=OuterRef("pk")).order_by().values("round")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def row_of(each: Round) -> RoundRow:
    """The list row of a round that was read with its counts."""
    return RoundRow(
        number=each.pk,
        title=each.title,
        kind=AssessmentKind(each.kind),
        year=each.year,
        unit=each.unit.name,
        unit_number=each.unit_id,
        path=each.unit.path,
        state=RoundState(each.state),
        rated=getattr(each, "rated", 0),
        raters=getattr(each, "rating", 0),
    )


def rounds(viewer: Actor, *, page: int = 1, size: int = 40) -> Page[RoundRow]:
    """The rounds in the viewer's scope, newest first."""
    found = _counted().defer("result", "scheme").filter(_seen(viewer))
    total = Round.objects.filter(_seen(viewer)).count()
    cut = window(page, size, total)
    return Page(tuple(row_of(each) for each in found[cut]), cut.start // size + 1, size, total)


def _round(viewer: Actor, number: int) -> Round:
    found = _counted().filter(_seen(viewer), pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    return found


def title_of(viewer: Actor, number: int) -> str:
    """The title of a round in the viewer's scope; NotFound otherwise."""
    return _round(viewer, number).title


def steps_of(state: RoundState) -> tuple[Step, ...]:
    """The seven steps with their places: done, now, next."""
    now = next(i for i, (_, within) in enumerate(states.STEPS) if state in within)
    return tuple(
        Step(step, "done" if i < now else "now" if i == now else "next")
        for i, (step, _) in enumerate(states.STEPS)
    )


def round_page(viewer: Actor, number: int) -> RoundPage:
    """One round in the viewer's scope; NotFound otherwise."""
    found = _round(viewer, number)
    scheme = read_toml(found.scheme)
    in_class = Rater.objects.filter(round=found).values("rater_class").annotate(n=Count("pk"))
    counts = {each["rater_class"]: each["n"] for each in in_class.order_by("rater_class")}
    state = RoundState(found.state)
    has_box = state not in {RoundState.DRAFT, RoundState.FROZEN, RoundState.READY}
    open_states = [str(DecisionState.PROPOSED), str(DecisionState.REOPENED)]
    return RoundPage(
        row=row_of(found),
        steps=steps_of(state),
        scheme=scheme,
        roster_day=found.roster_day,
        ratee_rule=RateeRule(found.ratee_rule),
        people=RosterLine.objects.filter(round=found).count(),
        classes=tuple(
            ClassRow(
                each.code, each.name, _rule(each.rule), plain(each.weight), counts.get(each.code, 0)
            )
            for each in scheme.classes
        ),
        recusals=Recusal.objects.filter(rater__round=found).count(),
        box=boxes.box(viewer, found.pk) if has_box else None,
        attendance={code: (there, out) for code, (there, out) in found.attendance.items()},
        result=stored.from_json(scheme, found.result) if found.result else None,
        result_digest=found.result_digest,
        undecided=Ratee.objects.filter(round=found, decision__in=open_states).count(),
        published_at=found.published_at,
        meetings=meetings_of(found),
        approval=last_approval(found),
        approval_required=approval_required(),
    )


def _rule(text: str) -> RaterRule | None:
    return RaterRule(text) if text in {str(rule) for rule in RaterRule} else None


def roster(viewer: Actor, number: int) -> tuple[RosterRow, ...]:
    """The frozen roster in its order, with who is ratee and who is rater in which class."""
    found = _round(viewer, number)
    lines = RosterLine.objects.filter(round=found).select_related("ratee", "rater")
    rows = []
    for line in lines:
        ratee, rater = getattr(line, "ratee", None), getattr(line, "rater", None)
        rows.append(
            RosterRow(
                line=line.pk,
                person=line.person_id,
                name=line.name,
                post=line.post,
                level=PostLevel(line.level),
                in_team=line.in_team,
                notes=line.notes,
                ratee=ratee.pk if ratee else None,
                rater=rater.pk if rater else None,
                rater_class=rater.rater_class if rater else "",
            )
        )
    return tuple(rows)


def recusals(viewer: Actor, number: int) -> tuple[RecusalRow, ...]:
    """The recusals of a round, in the order of the raters."""
    found = _round(viewer, number)
    rows = Recusal.objects.filter(rater__round=found).select_related("rater__line", "ratee__line")
    return tuple(
        RecusalRow(each.rater.line.name, each.ratee.line.name, each.reason)
        for each in rows.order_by("rater__line__order", "ratee__line__order")
    )


def ratees(viewer: Actor, number: int, *, page: int = 1, size: int = 1000) -> Page[RateeRow]:
    """The ratees of a round in roster order, with score, proposal, grade, service and case."""
    found = _round(viewer, number)
    total = found.ratees.count()
    cut = window(page, size, total)
    rows = Ratee.objects.filter(round=found).select_related("line")[cut]
    return Page(tuple(rows_of(list(rows))), cut.start // size + 1, size, total)


def rows_of(found: list[Ratee]) -> list[RateeRow]:
    """Rows of ratees read with their lines; what hangs on them in four queries for all."""
    numbers = [str(each.pk) for each in found]
    reasons: dict[int, str] = {}
    for decision in Decision.objects.filter(ratee__in=found).order_by("pk"):
        reasons[decision.ratee_id] = decision.reason
    services: dict[int, ServiceRow] = {}
    for service in Service.objects.filter(ratee__in=found, cancelled_at=None).order_by("pk"):
        services[service.ratee_id] = service_row(service)
    about = cases.cases_about(kind="ratee", numbers=numbers)
    issued = letters.letters_about(
        kind=letter_kinds.RESULT_LETTER, subject_kind="ratee", numbers=numbers
    )
    rows = []
    for each in found:
        letter = issued.get(str(each.pk))
        served = services.get(each.pk)
        current = served if letter and served and served.letter == letter.printed_number else None
        rows.append(
            RateeRow(
                number=each.pk,
                person=each.line.person_id,
                name=each.line.name,
                post=each.line.post,
                score=each.score,
                no_score=each.no_score,
                proposal=each.proposal,
                grade=each.grade,
                decision=DecisionState(each.decision),
                reason=reasons.get(each.pk, ""),
                service=current,
                letter=letter,
                case=next((case.number for case in about.get(str(each.pk), ())), None),
                case_open=any(case.open for case in about.get(str(each.pk), ())),
            )
        )
    return rows


def ratee_page(viewer: Actor, number: int) -> RateePage:
    """One ratee of a round in the viewer's scope, with all the result rests on."""
    ratee = Ratee.objects.select_related("line", "round__unit").filter(pk=number).first()
    if ratee is None:
        raise NotFound("permits.not_found")
    _round(viewer, ratee.round_id)
    return page_of(ratee)


def page_of(ratee: Ratee) -> RateePage:
    """The page of a ratee whose sight has been checked."""
    scheme = read_toml(ratee.round.scheme)
    key = f"r{ratee.pk}"
    result, explained = None, None
    if ratee.round.result:
        whole = ratee.round.result
        own = [each for each in whole["ratees"] if each["key"] == key]
        computed = stored.from_json(scheme, {**whole, "ratees": own})
        result, explained = computed.of(key), why(computed, key)
    decisions = Decision.objects.filter(ratee=ratee).select_related("meeting")
    return RateePage(
        round=row_of(ratee.round),
        scheme=scheme,
        row=rows_of([ratee])[0],
        result=result,
        why=explained,
        decisions=tuple(decision_row(each) for each in decisions),
        cancelled=cancelled_rows(ratee.pk),
        cases=cases.cases_about(kind="ratee", numbers=[str(ratee.pk)]).get(str(ratee.pk), ()),
    )
