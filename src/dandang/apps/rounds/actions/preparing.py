"""Preparing a round: making it, its scheme, its roster, its ratees and raters, its recusals."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from dandang.apps.archive.queries import on_day
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grip import handed_on, moved_on, take, took_part, trail
from dandang.apps.rounds.models import Ratee, Rater, Recusal, RosterLine, Round
from dandang.apps.units import queries as units
from dandang.assessing import scheme as schemes
from dandang.assessing.scheme import Scheme
from dandang.assessing.scheme_in import read_toml
from dandang.assessing.scheme_out import write_toml
from dandang.assessing.schemes import five_aspects
from dandang.terms.people import PostLevel
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import AssessmentKind, RateeRule, RaterRule, RoundState

CHIEF_LEVELS = {str(PostLevel.COUNTY_CHIEF), str(PostLevel.TOWNSHIP_CHIEF)}
HEAD_LEVELS = {str(PostLevel.SECTION)}


def ready_made(title: str, year: int) -> Scheme:
    """The ready-made scheme of five aspects (德能勤绩廉), with a rule for each class of raters.

    What the centre leaves open in it is as the organisation's settings say.
    """
    scheme = five_aspects(title, year)
    rules = (RaterRule.PRINCIPALS, RaterRule.TEAM_AND_HEADS, RaterRule.OTHERS)
    classes = tuple(
        replace(each, rule=str(rule)) for each, rule in zip(scheme.classes, rules, strict=True)
    )
    fixed = organisation.values_of(
        "scheme.decimals", "scheme.quorum", "scheme.least", "scheme.objection_days"
    )
    return replace(
        scheme,
        classes=classes,
        decimals=int(fixed["scheme.decimals"]),
        quorum=Fraction(fixed["scheme.quorum"]),
        least=int(fixed["scheme.least"]),
        objection_working_days=int(fixed["scheme.objection_days"]),
    )


@transaction.atomic
def create(
    *, title: str, kind: AssessmentKind, year: int, unit: int, by: Actor, at: datetime
) -> int:
    """Make a round (建立考核) in a unit, with the ready-made scheme to edit; gives its number."""
    line = units.unit(by, unit)
    require(by, Verb.ROUNDS_PREPARE, path=line.path)
    if not title.strip():
        raise Refusal("rounds.title_missing")
    row = Round.objects.create(
        title=title.strip(),
        kind=str(kind),
        year=year,
        unit_id=unit,
        state=str(RoundState.DRAFT),
        scheme=write_toml(ready_made(title.strip(), year)),
        ratee_rule=str(RateeRule.TEAM),
        made_at=at,
    )
    moved_on(row, at=at)
    took_part(row, by=by, what="建立考核")
    trail(row, verb=Verb.ROUNDS_PREPARE, by=by, at=at, details={"change": "created", "year": year})
    return row.pk


@transaction.atomic
def set_scheme(*, number: int, scheme: Scheme, by: Actor, at: datetime) -> None:
    """Set the scheme (确定方案). A scheme with a mistake is refused with the first of them.

    Changing classes or their rules sends the round back to choosing raters.
    """
    row = take(number, verb=Verb.ROUNDS_PREPARE, move="set_scheme", by=by)
    findings = schemes.check(scheme)
    if findings:
        raise Refusal(findings[0].code, **dict(findings[0].values))
    before = read_toml(row.scheme)
    if _rules(before) != _rules(scheme) and row.state == RoundState.READY:
        _clear_raters(row)
        row.state = str(RoundState.FROZEN)
    row.scheme = write_toml(scheme)
    row.title, row.year = scheme.title, scheme.year
    row.save()
    # Settled first: what waits names the round, and its title may just have changed.
    handed_on(row, at=at)
    moved_on(row, at=at)
    took_part(row, by=by, what="制定方案")
    trail(row, verb=Verb.ROUNDS_PREPARE, by=by, at=at, details={"change": "scheme"})


def _rules(scheme: Scheme) -> list[tuple[str, str]]:
    return [(each.code, each.rule) for each in scheme.classes]


@transaction.atomic
def freeze_roster(*, number: int, on: date, ratee_rule: RateeRule, by: Actor, at: datetime) -> int:
    """Freeze the roster (冻结名册) of the unit on a day, and take the ratees from it by rule.

    Freezing again replaces the roster, ratees and raters. Gives how many people are on it.
    """
    row = take(number, verb=Verb.ROUNDS_PREPARE, move="freeze_roster", by=by)
    if on > at.date():
        raise Refusal("rounds.roster_day_ahead", day=on)
    people = on_day.roster_on(by, unit=row.unit_id, on=on)
    if not people:
        raise Refusal("rounds.roster_empty", unit=row.unit.name, day=on)
    _clear_raters(row)
    Ratee.objects.filter(round=row).delete()
    RosterLine.objects.filter(round=row).delete()
    lines = RosterLine.objects.bulk_create(
        [
            RosterLine(
                round=row,
                person_id=each.person,
                order=order,
                name=each.name,
                post=each.post,
                unit_name=row.unit.name,
                level=str(each.level),
                in_team=each.in_team,
                county_managed=each.county_managed,
                notes="；".join(kind.zh for kind in each.statuses),
            )
            for order, each in enumerate(people, start=1)
        ]
    )
    rated = [line for line in lines if _rated(line, ratee_rule)]
    if not rated:
        raise Refusal("rounds.nobody_rated", rule=ratee_rule)
    Ratee.objects.bulk_create([Ratee(round=row, line=line) for line in rated])
    row.roster_day, row.ratee_rule, row.state = on, str(ratee_rule), str(RoundState.FROZEN)
    row.save()
    moved_on(row, at=at)
    took_part(row, by=by, what="冻结名册")
    details = {"change": "roster", "day": on.isoformat(), "people": len(lines), "rated": len(rated)}
    trail(row, verb=Verb.ROUNDS_PREPARE, by=by, at=at, details=details)
    return len(lines)


def _rated(line: RosterLine, rule: RateeRule) -> bool:
    if rule is RateeRule.TEAM:
        return line.in_team
    if rule is RateeRule.COUNTY_MANAGED:
        return line.county_managed
    return True


@transaction.atomic
def choose_ratees(*, number: int, lines: Sequence[int], by: Actor, at: datetime) -> None:
    """Choose the ratees (考核对象) by hand from the frozen roster; recusals of those left out go."""
    row = take(number, verb=Verb.ROUNDS_PREPARE, move="choose_raters", by=by)
    chosen = set(RosterLine.objects.filter(round=row, pk__in=lines).values_list("pk", flat=True))
    if not chosen:
        raise Refusal("rounds.nobody_rated", rule="逐人确定")
    gone = Ratee.objects.filter(round=row).exclude(line_id__in=chosen)
    Recusal.objects.filter(ratee__in=gone).delete()
    gone.delete()
    have = set(Ratee.objects.filter(round=row).values_list("line_id", flat=True))
    Ratee.objects.bulk_create([Ratee(round=row, line_id=line) for line in sorted(chosen - have)])
    trail(
        row,
        verb=Verb.ROUNDS_PREPARE,
        by=by,
        at=at,
        details={"change": "ratees", "rated": len(chosen)},
    )


@transaction.atomic
def choose_raters(*, number: int, by: Actor, at: datetime) -> dict[str, int]:
    """Choose the raters (评价人) of each class by its rule; gives how many are in each class.

    The first rule that fits counts, in the order of the classes; classes named by hand stay empty.
    """
    row = take(number, verb=Verb.ROUNDS_PREPARE, move="choose_raters", by=by)
    scheme = read_toml(row.scheme)
    _clear_raters(row)
    counts = {each.code: 0 for each in scheme.classes}
    raters = []
    for line in RosterLine.objects.filter(round=row):
        found = next((each for each in scheme.classes if _fits(line, each.rule)), None)
        if found is not None:
            raters.append(Rater(round=row, line=line, rater_class=found.code))
            counts[found.code] += 1
    Rater.objects.bulk_create(raters)
    row.state = str(RoundState.READY)
    row.save()
    moved_on(row, at=at)
    trail(row, verb=Verb.ROUNDS_PREPARE, by=by, at=at, details={"change": "raters", **counts})
    return counts


def _fits(line: RosterLine, rule: str) -> bool:
    principal = line.in_team and line.level in CHIEF_LEVELS
    team_or_head = line.in_team or line.level in HEAD_LEVELS
    return {
        str(RaterRule.PRINCIPALS): principal,
        str(RaterRule.TEAM_AND_HEADS): team_or_head and not principal,
        str(RaterRule.OTHERS): not team_or_head,
    }.get(rule, False)


@transaction.atomic
def set_rater_class(*, number: int, line: int, rater_class: str, by: Actor, at: datetime) -> None:
    """Put one person of the frozen roster into a class of raters, or into none (`""`)."""
    row = take(number, verb=Verb.ROUNDS_PREPARE, move="choose_raters", by=by)
    found = RosterLine.objects.filter(round=row, pk=line).first()
    if found is None:
        raise NotFound("permits.not_found")
    known = {each.code for each in read_toml(row.scheme).classes}
    if rater_class and rater_class not in known:
        raise Refusal("assessing.unknown_class", said=rater_class)
    if rater_class:
        Rater.objects.update_or_create(
            line=found, defaults={"round": row, "rater_class": rater_class}
        )
    else:
        Recusal.objects.filter(rater__line=found).delete()
        Rater.objects.filter(line=found).delete()
    row.state = str(RoundState.READY)
    row.save()
    moved_on(row, at=at)
    details = {"change": "rater", "name": found.name, "class": rater_class}
    trail(row, verb=Verb.ROUNDS_PREPARE, by=by, at=at, details=details)


@transaction.atomic
def note_recusal(
    *, number: int, rater: int, ratee: int, reason: str, by: Actor, at: datetime
) -> None:
    """Note a recusal (回避): this rater leaves this ratee's sheet blank, for a stated reason."""
    row = take(number, verb=Verb.ROUNDS_PREPARE, move="choose_raters", by=by)
    if not reason.strip():
        raise Refusal("rounds.recusal_reason_missing")
    giver = Rater.objects.select_related("line").filter(round=row, pk=rater).first()
    rated = Ratee.objects.select_related("line").filter(round=row, pk=ratee).first()
    if giver is None or rated is None:
        raise NotFound("permits.not_found")
    Recusal.objects.update_or_create(rater=giver, ratee=rated, defaults={"reason": reason.strip()})
    details = {"change": "recusal", "rater": giver.line.name, "ratee": rated.line.name}
    trail(
        row, verb=Verb.ROUNDS_PREPARE, by=by, at=at, details={**details, "reason": reason.strip()}
    )


def _clear_raters(row: Round) -> None:
    Recusal.objects.filter(rater__round=row).delete()
    Rater.objects.filter(round=row).delete()
