"""Who acts: an account with its grants, or the schedule, or a command at the console."""

from dataclasses import dataclass, field

from dandang.apps.permits.roles import VERBS_OF
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.terms.refusal import NotPermitted


@dataclass(frozen=True, slots=True)
class Held:
    """A role held over a unit and all below it (`path`), or over oneself (`path` None)."""

    role: Role
    path: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """An account number and name, its grants, and the number of the person behind it, if any.

    `account` is None for the schedule and for the console, which act under their own name.
    """

    account: int | None
    name: str
    kind: str
    held: tuple[Held, ...] = field(default=())
    person: int | None = None

    def scopes(self, verb: Verb) -> tuple[str, ...]:
        """The unit paths under which this actor carries `verb`; empty when he does not."""
        return tuple(
            held.path for held in self.held if held.path is not None and verb in VERBS_OF[held.role]
        )

    def carries(self, verb: Verb) -> bool:
        """Whether any role of this actor carries `verb`, wherever it holds."""
        return any(verb in VERBS_OF[held.role] for held in self.held)

    def may(self, verb: Verb, *, path: str) -> bool:
        """Whether this actor carries `verb` over the unit at `path`."""
        return any(path.startswith(scope) for scope in self.scopes(verb))

    def capacity(self, verb: Verb, *, path: str) -> str:
        """The roles in which this actor carries `verb` over the unit at `path`, joined by commas."""
        over = {
            held.role
            for held in self.held
            if held.path is not None and path.startswith(held.path) and verb in VERBS_OF[held.role]
        }
        return ",".join(str(role) for role in Role if role in over)

    def roles(self) -> tuple[Role, ...]:
        """The roles held, each once, in the order of the list of roles."""
        held = {grant.role for grant in self.held}
        return tuple(role for role in Role if role in held)


COUNTY_PATH = "/"

NOBODY = Actor(account=None, name="", kind="nobody")


def console(name: str) -> Actor:
    """The actor of a command at the console: whoever may run it already holds the data folder."""
    every_role = tuple(Held(role, COUNTY_PATH) for role in Role)
    return Actor(account=None, name=name, kind="console", held=every_role)


def schedule() -> Actor:
    """The actor of work that the calendar starts."""
    return console("schedule")


def over_county(actor: Actor, verb: Verb) -> bool:
    """Whether `actor` carries `verb` over the whole county."""
    # The county is the root of the tree: its path has one number, as in `/1/`.
    return any(scope.count("/") <= 2 for scope in actor.scopes(verb))


def require_county(actor: Actor, verb: Verb) -> None:
    """Refuse with NotPermitted unless `actor` carries `verb` over the whole county."""
    if not over_county(actor, verb):
        raise NotPermitted("permits.not_permitted", verb=verb)


def require(actor: Actor, verb: Verb, *, path: str | None = None) -> None:
    """Refuse with NotPermitted unless `actor` carries `verb` (over the unit at `path`, when given)."""
    allowed = actor.carries(verb) if path is None else actor.may(verb, path=path)
    if not allowed:
        raise NotPermitted("permits.not_permitted", verb=verb)
