"""Every letter of a round that was ever issued, and how each was served."""

from dataclasses import dataclass

from dandang.apps.letters.actions import RESULT_LETTER
from dandang.apps.letters.queries import LetterLine, letters_ever
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.models import Ratee, Round, Service
from dandang.apps.rounds.queries.acts import CancelledRow, ServiceRow, cancelled_row, service_row
from dandang.terms.refusal import NotFound


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One letter: whom to, the letter itself, its standing service and those cancelled since."""

    person: int
    name: str
    post: str
    path: str
    letter: LetterLine
    service: ServiceRow | None
    cancelled: tuple[CancelledRow, ...]


def issued(viewer: Actor, number: int) -> tuple[IssuedRow, ...]:
    """The letters of a round that the viewer may export, replaced ones too, by number: four queries."""
    found = Round.objects.filter(pk=number).values_list("unit__path", flat=True).first()
    if found is None or not viewer.may(Verb.ROUNDS_EXPORT, path=found):
        raise NotFound("permits.not_found")
    ratees = {
        str(each.pk): each for each in Ratee.objects.filter(round=number).select_related("line")
    }
    letters = letters_ever(kind=RESULT_LETTER, subject_kind="ratee", numbers=list(ratees))
    services: dict[tuple[str, str], list[Service]] = {}
    for service in Service.objects.filter(ratee__round=number):
        services.setdefault((str(service.ratee_id), service.letter), []).append(service)
    return tuple(
        _row(
            ratees[letter.subject_number],
            letter,
            services.get((letter.subject_number, letter.printed_number), []),
            found,
        )
        for letter in letters
    )


def _row(ratee: Ratee, letter: LetterLine, served: list[Service], path: str) -> IssuedRow:
    standing = next((each for each in served if each.cancelled_at is None), None)
    return IssuedRow(
        person=ratee.line.person_id,
        name=ratee.line.name,
        post=ratee.line.post,
        path=path,
        letter=letter,
        service=service_row(standing) if standing else None,
        cancelled=tuple(cancelled_row(each) for each in served if each.cancelled_at is not None),
    )
