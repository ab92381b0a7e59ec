"""Where an item of an inbox leads: what it is about → the page on which it is done."""

from dandang.apps.inbox.queries import InboxLine
from dandang.apps.permits.actor import Actor
from dandang.terms.access import Role
from dandang.web.shared.navigation import address

# For each kind of subject the pages of the roles, first role held first; None: any other role.
PAGES: dict[str, dict[Role | None, str]] = {
    "round": {
        Role.ORGANISER_OFFICER: "organiser:round",
        Role.PANELLIST: "leaders:panel",
        Role.CADRE: "mine:results",
    },
    "result": {Role.CADRE: "mine:result", Role.ORGANISER_OFFICER: "organiser:result"},
    "letter": {Role.CADRE: "mine:result", Role.ORGANISER_OFFICER: "organiser:letter"},
    "case": {
        Role.ORGANISER_OFFICER: "organiser:case",
        Role.CADRE: "mine:case",
        None: "oversight:case",
    },
    "person": {None: "archive:person"},
    "account": {Role.SYSTEM_OFFICER: "oversight:accounts", None: "oversight:grants"},
}


def link(line: InboxLine, viewer: Actor) -> str:
    """The address of the page for this viewer; empty while there is none."""
    pages = PAGES.get(line.subject_kind, {})
    held = viewer.roles()
    for role, name in pages.items():
        if role is None or role in held:
            found = address(name, line.subject_number) or address(name)
            if found:
                return found
    return ""
