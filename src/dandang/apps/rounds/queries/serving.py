"""What a unit has to serve: names and letter numbers, without scores or grades."""

from dataclasses import dataclass

from django.db.models import Q

from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.models import Ratee, Round
from dandang.apps.rounds.queries.acts import ServiceRow
from dandang.apps.rounds.queries.running import rows_of
from dandang.terms.refusal import NotFound
from dandang.terms.rounds import RoundState


@dataclass(frozen=True, slots=True)
class ServingRow:
    """One letter to be served: whom to, its number, and how it was served if it was."""

    number: int
    name: str
    post: str
    letter: str
    service: ServiceRow | None


@dataclass(frozen=True, slots=True)
class ServingRound:
    """A published round of a unit with its letters."""

    number: int
    title: str
    unit: str
    path: str
    rows: tuple[ServingRow, ...]

    @property
    def waiting(self) -> int:
        """How many letters are not yet served."""
        return sum(1 for row in self.rows if row.letter and row.service is None)


def _seen(viewer: Actor) -> Q:
    seen = Q(pk__in=[])
    for scope in viewer.scopes(Verb.ROUNDS_SERVE):
        seen |= Q(unit__path__startswith=scope)
    return seen & Q(state=str(RoundState.PUBLISHED))


def rounds(viewer: Actor) -> tuple[ServingRound, ...]:
    """The published rounds in whose units this viewer serves results, without their letters."""
    found = Round.objects.filter(_seen(viewer)).select_related("unit")
    return tuple(
        ServingRound(each.pk, each.title, each.unit.name, each.unit.path, ()) for each in found
    )


def round_of(viewer: Actor, number: int) -> ServingRound:
    """One published round with every letter to serve; NotFound outside the viewer's scope."""
    found = Round.objects.filter(_seen(viewer), pk=number).select_related("unit").first()
    if found is None:
        raise NotFound("permits.not_found")
    ratees = list(Ratee.objects.filter(round=found).select_related("line"))
    return ServingRound(
        number=found.pk,
        title=found.title,
        unit=found.unit.name,
        path=found.unit.path,
        rows=tuple(
            ServingRow(
                number=each.number,
                name=each.name,
                post=each.post,
                letter=each.letter.printed_number if each.letter else "",
                service=each.service,
            )
            for each in rows_of(ratees)
        ),
    )
