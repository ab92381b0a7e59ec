"""Reading units, posts and teams, in organisation order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.models import Post, Team, Unit
from dandang.terms.people import PostLevel, UnitKind
from dandang.terms.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit, for a list or a head; `depth` 0 is the county."""

    number: int
    parent: int | None
    name: str
    short_name: str
    full_name: str
    kind: UnitKind
    order: int
    order_path: str
    path: str
    depth: int
    closed_on: date | None
    hardship: bool = False


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post of a unit; `quota` None: not yet fixed."""

    number: int
    title: str
    level: PostLevel
    in_team: bool
    key: bool
    duties: str
    quota: int | None
    order: int = 0


@dataclass(frozen=True, slots=True)
class PostPlace:
    """One post and the unit it belongs to."""

    post: PostLine
    unit: UnitLine


@dataclass(frozen=True, slots=True)
class TeamLine:
    """The leading team of a unit."""

    number: int
    name: str
    unit: int
    unit_name: str
    path: str


def _line(unit: Unit) -> UnitLine:
    return UnitLine(
        number=unit.pk,
        parent=unit.parent_id,
        name=unit.name,
        short_name=unit.short_name,
        full_name=unit.full_name,
        kind=UnitKind(unit.kind),
        order=unit.order,
        order_path=unit.order_path,
        path=unit.path,
        depth=unit.path.count("/") - 2,
        closed_on=unit.closed_on,
        hardship=unit.hardship,
    )


def under(scopes: Iterable[str], field: str = "path") -> Q:
    """The condition that `field` lies under one of some unit paths; nothing lies under none."""
    condition = Q(pk__in=[])
    for scope in scopes:
        condition |= Q(**{f"{field}__startswith": scope})
    return condition


def numbers_below(path: str) -> QuerySet[Unit, int]:
    """The numbers of a unit and all below it, for a condition on what belongs to units."""
    return Unit.objects.order_by().filter(path__startswith=path).values_list("pk", flat=True)


def _seen(viewer: Actor) -> QuerySet[Unit]:
    require(viewer, Verb.UNITS_READ)
    return Unit.objects.filter(under(viewer.scopes(Verb.UNITS_READ)))


def tree(viewer: Actor, *, closed: bool = False) -> tuple[UnitLine, ...]:
    """Every unit the viewer may see, each parent before its units; with `closed`, past ones too."""
    units = _seen(viewer)
    if not closed:
        units = units.filter(closed_on=None)
    return tuple(_line(unit) for unit in units.order_by("order_path", "pk"))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units stand, how many posts they have, and for how many no quota has been fixed."""

    units: int
    posts: int
    without_quota: int


def counts(viewer: Actor) -> Counts:
    """The units and posts the viewer may see, as counts: two queries."""
    units = _seen(viewer).filter(closed_on=None).count()
    posts = Post.objects.filter(
        under(viewer.scopes(Verb.UNITS_READ), "unit__path"), unit__closed_on=None
    ).aggregate(all=Count("pk"), open=Count("pk", filter=Q(quota=None)))
    return Counts(units, posts["all"], posts["open"])


def unit(viewer: Actor, number: int) -> UnitLine:
    """One unit. NotFound when there is none or the viewer may not see it."""
    found = _seen(viewer).filter(pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    return _line(found)


def above(viewer: Actor, number: int) -> tuple[UnitLine, ...]:
    """The units above one, the county first, as far as the viewer may see them."""
    numbers = [int(part) for part in unit(viewer, number).path.strip("/").split("/")]
    found = _seen(viewer).filter(pk__in=numbers[:-1])
    return tuple(_line(one) for one in found.order_by("path"))


def below(viewer: Actor, number: int) -> tuple[UnitLine, ...]:
    """The units directly below one."""
    found = _seen(viewer).filter(parent_id=number, closed_on=None)
    return tuple(_line(one) for one in found.order_by("order_path", "pk"))


def posts(viewer: Actor, number: int) -> tuple[PostLine, ...]:
    """The posts of a unit in their order."""
    over = unit(viewer, number)
    rows = Post.objects.filter(unit_id=over.number).order_by("order", "pk")
    return tuple(_post(row) for row in rows)


def post(viewer: Actor, number: int) -> PostPlace:
    """One post with its unit. NotFound when there is none or the viewer may not see its unit."""
    condition = under(viewer.scopes(Verb.UNITS_READ), "unit__path")
    row = Post.objects.select_related("unit").filter(condition, pk=number).first()
    if row is None:
        raise NotFound("permits.not_found")
    return PostPlace(_post(row), _line(row.unit))


def _post(row: Post) -> PostLine:
    return PostLine(
        number=row.pk,
        title=row.title,
        level=PostLevel(row.level),
        in_team=row.in_team,
        key=row.key,
        duties=row.duties,
        quota=row.quota,
        order=row.order,
    )


def team(viewer: Actor, number: int) -> TeamLine:
    """One team. NotFound when there is none or the viewer may not see its unit."""
    condition = under(viewer.scopes(Verb.UNITS_READ), "unit__path")
    row = Team.objects.select_related("unit").filter(condition, pk=number).first()
    if row is None:
        raise NotFound("permits.not_found")
    return _team(row)


def team_of(viewer: Actor, number: int) -> TeamLine | None:
    """The team of a unit, or None when it has none."""
    over = unit(viewer, number)
    row = Team.objects.select_related("unit").filter(unit_id=over.number).first()
    return _team(row) if row else None


def team_names(viewer: Actor) -> dict[int, str]:
    """The name of each team the viewer may see, by its unit."""
    rows = Team.objects.filter(under(viewer.scopes(Verb.UNITS_READ), "unit__path"))
    return dict(rows.values_list("unit_id", "name"))


def post_places(viewer: Actor, within: int | None = None) -> tuple[PostPlace, ...]:
    """Every post in organisation order, of one unit and all below it where `within` names one.

    Two queries; the posts of a unit share its line.
    """
    lines = tree(viewer)
    if within is not None:
        path = unit(viewer, within).path
        lines = tuple(line for line in lines if line.path.startswith(path))
    of_unit: dict[int, list[Post]] = {line.number: [] for line in lines}
    rows = Post.objects.filter(under(viewer.scopes(Verb.UNITS_READ), "unit__path"))
    for row in rows.order_by("order", "pk"):
        if row.unit_id in of_unit:
            of_unit[row.unit_id].append(row)
    return tuple(PostPlace(_post(row), line) for line in lines for row in of_unit[line.number])


def how_many_teams(viewer: Actor) -> int:
    """How many teams there are where the viewer may see units."""
    require(viewer, Verb.UNITS_READ)
    return Team.objects.filter(under(viewer.scopes(Verb.UNITS_READ), "unit__path")).count()


def _team(row: Team) -> TeamLine:
    return TeamLine(row.pk, row.name, row.unit_id, row.unit.name, row.unit.path)


def by_full_name(viewer: Actor, names: Iterable[str]) -> dict[str, UnitLine]:
    """The units of some full names (清源县/县财政局) that the viewer may see, by full name."""
    rows = _seen(viewer).filter(full_name__in=set(names))
    return {row.full_name: _line(row) for row in rows}


def posts_by_unit(viewer: Actor) -> dict[str, dict[str, PostLine]]:
    """Every post the viewer may see, by the unit's full name and the title: one query."""
    require(viewer, Verb.UNITS_READ)
    rows = Post.objects.filter(under(viewer.scopes(Verb.UNITS_READ), "unit__path"))
    found: dict[str, dict[str, PostLine]] = {}
    for row in rows.select_related("unit"):
        found.setdefault(row.unit.full_name, {})[row.title] = _post(row)
    return found


def called(viewer: Actor, text: str) -> UnitLine:
    """The one unit of this name, short name or full name. Refused when there is none, or several."""
    found = _seen(viewer).filter(Q(full_name=text) | Q(name=text) | Q(short_name=text))
    rows = list(found.filter(full_name=text) or found.filter(name=text) or found)
    if len(rows) != 1:
        code = "units.name_ambiguous" if rows else "units.name_unknown"
        raise Refusal(code, name=text)
    return _line(rows[0])


def names_within(text: str) -> tuple[str, ...]:
    """The names of standing units that a text holds, such as the office of somebody on a paper."""
    names = Unit.objects.filter(closed_on=None).values_list("name", flat=True)
    return tuple(sorted({name for name in names if name in text}))
