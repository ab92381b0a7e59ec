"""What every move of a correction begins with: the request, in the actor's sight, locked."""

from dataclasses import dataclass

from dandang.apps.corrections.models import Correction
from dandang.apps.corrections.sight import visible
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.corrections import CorrectionItem
from dandang.terms.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Grip:
    """A request under way and the item it is about."""

    row: Correction
    item: CorrectionItem

    def permit(self, by: Actor, verb: Verb) -> None:
        """Ask for the permit of who decides; nobody decides about his own file."""
        require(by, verb, path=self.row.case.path)
        if by.person == self.row.person_id:
            raise Refusal("corrections.own_file")


def take(case: int, *, by: Actor) -> Grip:
    """The request of a case, locked; NotFound outside the actor's sight."""
    rows = Correction.objects.select_for_update(of=("self",)).filter(visible(by), case_id=case)
    row = rows.select_related("case").first()
    if row is None:
        raise NotFound("permits.not_found")
    return Grip(row, CorrectionItem(row.item))
