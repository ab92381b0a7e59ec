"""Who opened one's own file, as far as the law lets the person know now."""

from datetime import date

from dandang.apps.archive.models import StatusPeriod
from dandang.apps.archive.queries.people import lasting
from dandang.apps.audit import queries as audit
from dandang.apps.audit.queries import OpenedFilter, TrailLine
from dandang.apps.permits.actor import Actor
from dandang.kit.paging import Page
from dandang.terms.access import Role
from dandang.terms.people import StatusKind

_EVERYTHING = OpenedFilter()


def opened(
    viewer: Actor,
    *,
    person: int,
    on: date,
    asked: OpenedFilter = _EVERYTHING,
    page: int = 1,
    size: int = 50,
) -> Page[TrailLine]:
    """Who opened, unsealed or exported the file of `person`, newest first; only that person asks.

    While an investigation of him is open, what discipline officers did since its first day is
    withheld; once it has ended, it is shown like everything else. Three queries.
    """
    first = (
        StatusPeriod.objects.filter(lasting(on), person=person, kind=str(StatusKind.INVESTIGATION))
        .order_by("first_day")
        .values_list("first_day", flat=True)
        .first()
    )
    withheld = None if first is None else audit.Withheld(Role.DISCIPLINE_OFFICER, first)
    return audit.who_opened(
        viewer, person=person, asked=asked, withheld=withheld, page=page, size=size
    )
