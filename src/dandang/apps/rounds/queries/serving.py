"""What a unit has to serve: names and letter numbers, without scores or grades."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from dandang.apps.letters.actions import RESULT_LETTER
from dandang.apps.letters.queries import letters_about
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.models import Ratee, Round, Service
from dandang.apps.rounds.queries.acts import ServiceRow
from dandang.apps.rounds.queries.running import rows_of
from dandang.kit.paging import Page, window
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
    """A published round of a unit with a page of its letters, and how many wait in all."""

    number: int
    title: str
    unit: str
    path: str
    rows: Page[ServingRow]
    waiting: int = 0


NO_LETTERS: Page[ServingRow] = Page((), 1, 1, 0)


def _seen(viewer: Actor) -> Q:
    seen = Q(pk__in=[])
    for scope in viewer.scopes(Verb.ROUNDS_SERVE):
        seen |= Q(unit__path__startswith=scope)
    return seen & Q(state=str(RoundState.PUBLISHED))


def rounds(viewer: Actor, *, page: int = 1, size: int = 40) -> Page[ServingRound]:
    """The published rounds in whose units this viewer serves results, without their letters."""
    found = Round.objects.filter(_seen(viewer)).select_related("unit").defer("result", "scheme")
    total = found.count()
    cut = window(page, size, total)
    rows = tuple(
        ServingRound(each.pk, each.title, each.unit.name, each.unit.path, NO_LETTERS)
        for each in found[cut]
    )
    return Page(rows, cut.start // size + 1, size, total)


def round_of(viewer: Actor, number: int, *, page: int = 1, size: int = 100) -> ServingRound:
    """One published round with a page of its letters; NotFound outside the viewer's scope."""
    found = Round.objects.filter(_seen(viewer), pk=number).select_related("unit").first()
    if found is None:
        raise NotFound("permits.not_found")
    ratees = Ratee.objects.filter(round=found).select_related("line")
    total = ratees.count()
    cut = window(page, size, total)
    return ServingRound(
        number=found.pk,
        title=found.title,
        unit=found.unit.name,
        path=found.unit.path,
        rows=Page(_letters(list(ratees[cut])), cut.start // size + 1, size, total),
        waiting=_waiting(found),
    )


def letters_of(viewer: Actor, number: int, ratees: Sequence[int] | None) -> tuple[ServingRow, ...]:
    """The letters of the ratees given, or (None) all that are not yet served."""
    found = Round.objects.filter(_seen(viewer), pk=number).first()
    if found is None:
        raise NotFound("permits.not_found")
    rows = Ratee.objects.filter(round=found).select_related("line")
    if ratees is not None:
        rows = rows.filter(pk__in=ratees)
    return tuple(
        row
        for row in _letters(list(rows))
        if row.letter and (ratees is not None or row.service is None)
    )


def _waiting(found: Round) -> int:
    """How many standing letters of a round are not yet served: three queries, however many."""
    numbers = Ratee.objects.filter(round=found).values_list("pk", flat=True)
    standing = letters_about(
        kind=RESULT_LETTER, subject_kind="ratee", numbers=[str(number) for number in numbers]
    )
    served = Service.objects.filter(ratee__round=found, cancelled_at=None)
    done = set(served.values_list("letter", flat=True))
    return sum(letter.printed_number not in done for letter in standing.values())


def _letters(ratees: list[Ratee]) -> tuple[ServingRow, ...]:
    return tuple(
        ServingRow(
            number=each.number,
            name=each.name,
            post=each.post,
            letter=each.letter.printed_number if each.letter else "",
            service=each.service,
        )
        for each in rows_of(ratees)
    )
