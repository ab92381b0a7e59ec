"""Use of post quotas (职数): fixed, held, vacant and beyond, per post and per unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from dandang.apps.archive.models import Appointment
from dandang.apps.archive.queries.people import lasting
from dandang.apps.permits.actor import Actor
from dandang.apps.units import queries as units
from dandang.apps.units.queries import PostPlace, UnitLine

# A longer list of numbers is slower than the whole table.
_LONG = 5000


@dataclass(frozen=True, slots=True)
class PostFilter:
    """Which posts: of a unit and all below it, or only those of teams."""

    unit: int | None = None
    team: bool = False


EVERY_POST = PostFilter()


@dataclass(frozen=True, slots=True)
class PostQuota:
    """One post with how many hold it; `vacant` None while its quota is not fixed."""

    place: PostPlace
    used: int

    @property
    def vacant(self) -> int | None:
        """How many places are free."""
        quota = self.place.post.quota
        return None if quota is None else max(0, quota - self.used)

    @property
    def over(self) -> int:
        """How many hold it beyond the quota."""
        quota = self.place.post.quota
        return 0 if quota is None else max(0, self.used - quota)


@dataclass(frozen=True, slots=True)
class Quota:
    """核定、现配、空缺、超配, summed over posts; `unfixed` counts posts without a quota.

    Vacant and beyond are summed post by post: one too many in one post fills no other.
    """

    fixed: int = 0
    used: int = 0
    vacant: int = 0
    over: int = 0
    posts: int = 0
    unfixed: int = 0


@dataclass(frozen=True, slots=True)
class UnitQuota:
    """The quota of one unit's own posts."""

    unit: UnitLine
    quota: Quota


def post_quotas(viewer: Actor, on: date, chosen: PostFilter = EVERY_POST) -> tuple[PostQuota, ...]:
    """Posts in organisation order with how many held each on a day: two queries and the scope's."""
    places = units.post_places(viewer, chosen.unit)
    if chosen.team:
        places = tuple(place for place in places if place.post.in_team)
    held = Appointment.objects.filter(lasting(on))
    if len(places) < _LONG:
        held = held.filter(post__in=[one.post.number for one in places])
    counted = held.order_by().values("post").annotate(n=Count("pk")).values_list("post", "n")
    used = dict(counted)
    return tuple(PostQuota(place, used.get(place.post.number, 0)) for place in places)


def unit_quotas(viewer: Actor, on: date, chosen: PostFilter = EVERY_POST) -> tuple[UnitQuota, ...]:
    """The quota of every unit that has such posts, in organisation order."""
    found: dict[int, list[PostQuota]] = {}
    for one in post_quotas(viewer, on, chosen):
        found.setdefault(one.place.unit.number, []).append(one)
    return tuple(UnitQuota(group[0].place.unit, summed(group)) for group in found.values())


def summed(posts: Iterable[PostQuota]) -> Quota:
    """Posts summed up."""
    group = tuple(posts)
    return Quota(
        fixed=sum(one.place.post.quota or 0 for one in group),
        used=sum(one.used for one in group),
        vacant=sum(one.vacant or 0 for one in group),
        over=sum(one.over for one in group),
        posts=len(group),
        unfixed=sum(one.place.post.quota is None for one in group),
    )


def total(quotas: Iterable[UnitQuota]) -> Quota:
    """Units summed up."""
    group = tuple(one.quota for one in quotas)
    return Quota(
        fixed=sum(one.fixed for one in group),
        used=sum(one.used for one in group),
        vacant=sum(one.vacant for one in group),
        over=sum(one.over for one in group),
        posts=sum(one.posts for one in group),
        unfixed=sum(one.unfixed for one in group),
    )
