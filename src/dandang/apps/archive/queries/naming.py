"""Who of the archive is meant by a name on a paper."""

from dandang.apps.archive.models import Person
from dandang.terms.refusal import Refusal


def person_named(name: str, office: str) -> int:
    """The number of the one person in service with that name; 0 where the archive has none.

    Asked for what recusal (回避) rests on, so it looks at the whole archive. Of several with the same
    name the one whose unit `office` names; refused while it names none or more than one.
    """
    found = list(
        Person.objects.filter(name=name.strip(), in_service=True).values_list("pk", "unit__name")
    )
    if len(found) > 1:
        meant = [each for each in found if each[1] in office]
        if len(meant) != 1:
            raise Refusal("archive.several_named", name=name.strip(), count=len(found))
        found = meant
    return found[0][0] if found else 0
