"""One person's file."""

from dataclasses import dataclass
from datetime import date

from dandang.apps.archive.models import Appointment
from dandang.apps.archive.queries.people import found
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.career import Career
from dandang.terms.people import PostLevel


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held or once held, with what a page needs to lead to its unit."""

    number: int
    unit_number: int
    unit: str
    post: str
    level: PostLevel
    first_day: date
    last_day: date | None
    main: bool
    team: int | None
    document: str

    def holds(self, day: date) -> bool:
        """Whether it held on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A file as its page shows it: the career without its sealed part, and where that may open."""

    number: int
    career: Career
    unit_number: int
    unit: str
    path: str
    posts: tuple[HeldPost, ...]
    own: bool
    may_unseal: bool


def career_of(viewer: Actor, number: int) -> Career:
    """The career of a person, rebuilt equal to what was stored.

    Identity number and family are unknown and sealed status periods are left out: they open with
    `actions.unseal` alone.
    """
    row = found(viewer, number)
    return careers_of([row])[row.pk]


def person(viewer: Actor, number: int) -> PersonPage:
    """A person's file (干部档案): nine queries, however long the career."""
    row = found(viewer, number)
    held = (
        Appointment.objects.filter(person=row)
        .select_related("post__unit")
        .order_by("-first_day", "-main", "pk")
    )
    return PersonPage(
        number=row.pk,
        career=careers_of([row])[row.pk],
        unit_number=row.unit_id,
        unit=row.unit.name,
        path=row.unit.path,
        posts=tuple(
            HeldPost(
                number=one.pk,
                unit_number=one.post.unit_id,
                unit=one.post.unit.name,
                post=one.post.title,
                level=PostLevel(one.level),
                first_day=one.first_day,
                last_day=one.last_day,
                main=one.main,
                team=one.team_id,
                document=one.document,
            )
            for one in held
        ),
        own=viewer.person == row.pk,
        may_unseal=viewer.may(Verb.ARCHIVE_UNSEAL, path=row.unit.path),
    )
