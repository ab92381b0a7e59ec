"""Who of the archive is meant by a name on a paper."""

from dandang.apps.archive.models import Person
from dandang.apps.units.queries import names_within
from dandang.terms.refusal import Refusal


def person_named(name: str, office: str) -> int:
    """The number of the one person in service whom name and office mean; 0 where he has no file.

    Asked for what recusal (回避) rests on, so it looks at the whole archive. A unit named in the
    office decides: of several with one name he who belongs to it, and nobody where the only one
    belongs elsewhere. Refused where the office leaves it open which of several is meant.
    """
    found = list(
        Person.objects.filter(name=name.strip(), in_service=True).values_list("pk", "unit__name")
    )
    meant = [each for each in found if each[1] in office]
    if not meant and found and names_within(office):
        return 0
    # “县委组织部部长” holds “县委” too: the longer name is the unit that is meant.
    longest = max((len(unit) for _, unit in meant), default=0)
    meant = [each for each in meant if len(each[1]) == longest] or found
    if len(meant) > 1:
        raise Refusal("archive.several_named", name=name.strip(), count=len(found))
    return meant[0][0] if meant else 0
