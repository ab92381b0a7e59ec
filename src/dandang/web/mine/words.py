"""What somebody did with a file, in words its person understands."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dandang.apps.audit.queries import TrailLine
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.web.shared.forms.archive import SEALED_WORDS


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the trail with what was done, and in which capacity."""

    line: TrailLine
    what: str
    capacity: str


def what_was_done(line: TrailLine) -> Done:
    """Which sealed fields were opened, under which number something was exported, by which role."""
    language = get_language() or "zh"
    term = line.verb_term
    what = term.say(language) if term is not None else line.verb
    if line.verb == Verb.ARCHIVE_UNSEAL:
        names = [str(SEALED_WORDS.get(name, name)) for name in line.details.get("fields", {})]
        what = _("%(what)s：%(names)s") % {"what": what, "names": _("、").join(names)}
    if whole := line.details.get("of"):
        what = _("%(what)s：%(names)s") % {"what": what, "names": whole}
    number = line.details.get("export")
    if number:
        what = _("%(what)s（导出号 %(number)s）") % {"what": what, "number": number}
    held = {str(role): role for role in Role}
    roles = [held[name] for name in str(line.details.get("as", "")).split(",") if name in held]
    return Done(line, what, _("、").join(role.say(language) for role in roles[:2]))
