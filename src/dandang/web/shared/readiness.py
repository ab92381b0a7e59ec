"""What a house still needs, as a page shows it: the sentence, whose task it is, where it is done."""

from dataclasses import dataclass
from datetime import date

from dandang.apps.permits.actor import Actor
from dandang.apps.rounds.queries.readiness import Need, first_round_done, readiness
from dandang.terms.access import Role
from dandang.terms.organisation import NeedState
from dandang.web.shared.navigation import address
from dandang.web.shared.saying import said

# The first page that is built is where it is done: a name and its numbers or words. What is there
# but not whole may be completed elsewhere than what is missing is begun.
PAGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "county": (("organiser:county",),),
    "units": (("lists:import", "units"), ("archive:units",)),
    "roster": (("organiser:import",),),
    "roster_later": (("archive:people",),),
    "quota": (("archive:units",),),
    "accounts": (("oversight:batches",), ("oversight:accounts",)),
    "grants": (("oversight:grants",),),
    "network": (("oversight:network",),),
    # Done at the machine, not on a page.
    "backup": (),
    "settings": (("organiser:settings",),),
    "calendar": (("organiser:calendar",),),
    "scheme": (("organiser:rounds",),),
}
_OFFICERS = {Role.ORGANISER_OFFICER, Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER}


@dataclass(frozen=True, slots=True)
class Row:
    """One need; `address` is empty for whom it is somebody else's page."""

    code: str
    sentence: str
    state: NeedState
    tone: str
    who: Role
    address: str


def rows(actor: Actor, on: date) -> tuple[Row, ...]:
    """Everything the viewer may know of, done or not."""
    return tuple(_row(need, actor) for need in readiness(actor, on=on))


def open_rows(actor: Actor, on: date) -> tuple[Row, ...]:
    """What is still to be done, for a home page; nothing once a round has been published."""
    if not _OFFICERS & set(actor.roles()) or first_round_done():
        return ()
    return tuple(row for row in rows(actor, on) if row.state is not NeedState.DONE)


def _row(need: Need, actor: Actor) -> Row:
    tones = {NeedState.DONE: "done", NeedState.MISSING: "late", NeedState.LATER: "plain"}
    own = need.who in actor.roles()
    return Row(
        code=need.code,
        sentence=said(f"readiness.{need.code}_{need.state}", need.values),
        state=need.state,
        tone=tones[need.state],
        who=need.who,
        address=_first(f"{need.code}_{need.state}", need.code) if own else "",
    )


def _first(code: str, otherwise: str) -> str:
    for name, *words in PAGES.get(code, PAGES[otherwise]):
        where = address(name, *words)
        if where is not None:
            return where
    return ""
