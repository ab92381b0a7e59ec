"""What a house still needs before its first round, found anew each time it is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dandang.apps.archive.queries.people import gaps
from dandang.apps.audit.queries import last_done
from dandang.apps.grants import queries as grants
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, over_county
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.models import Round
from dandang.apps.units import queries as units
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.organisation import NeedState
from dandang.terms.rounds import RoundState
from dandang.terms.trail import Act

_OBJECTION = (
    "scheme.objection_days",
    "objection.assign_days",
    "objection.answer_days",
    "objection.close_days",
)

# A backup older than this no longer counts as one.
_BACKUP_DAYS = 30


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a house needs: its state, whose task it is, and the values of its sentence.

    The sentence is `readiness.<code>_<state>`.
    """

    code: str
    state: NeedState
    who: Role
    values: Mapping[str, object] = field(default_factory=dict)


def readiness(viewer: Actor, *, on: date) -> tuple[Need, ...]:
    """What is there and what is missing, in the order of the first hour.

    The organiser of the whole county sees everything, the system officer and the security officer
    their own part, everybody else nothing.
    """
    roles = set(viewer.roles())
    everything = over_county(viewer, Verb.ORGANISATION_EDIT)
    found: list[Need] = []
    for who, find in _NEEDS:
        if everything or who in roles & {Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER}:
            found.extend(find(viewer, on))
    return tuple(found)


def first_round_done() -> bool:
    """Whether a round has been published: from then on nobody is asked to prepare the house."""
    return Round.objects.filter(state=str(RoundState.PUBLISHED)).exists()


def _county(viewer: Actor, on: date) -> tuple[Need, ...]:
    county = organisation.county()
    state = NeedState.DONE if county.name and county.office else NeedState.MISSING
    values = {"name": county.name, "office": county.office}
    return (Need("county", state, Role.ORGANISER_OFFICER, values),)


def _tree(viewer: Actor, on: date) -> tuple[Need, ...]:
    counts = units.counts(viewer)
    stands = NeedState.DONE if counts.units > 1 else NeedState.MISSING
    tree = Need("units", stands, Role.ORGANISER_OFFICER, {"count": counts.units})
    if not counts.posts:
        return (tree,)
    fixed = NeedState.LATER if counts.without_quota else NeedState.DONE
    quota = {"count": counts.without_quota, "posts": counts.posts}
    return (tree, Need("quota", fixed, Role.ORGANISER_OFFICER, quota))


def _roster(viewer: Actor, on: date) -> tuple[Need, ...]:
    found = gaps(viewer, on=on)
    values: dict[str, object] = {
        "count": found.people,
        "birth": found.without_birth,
        "post": found.without_post,
    }
    if not found.people:
        return (Need("roster", NeedState.MISSING, Role.ORGANISER_OFFICER, values),)
    whole = not found.without_birth and not found.without_post
    state = NeedState.DONE if whole else NeedState.LATER
    return (Need("roster", state, Role.ORGANISER_OFFICER, values),)


def _settings(viewer: Actor, on: date) -> tuple[Need, ...]:
    count = organisation.without_document()
    state = NeedState.LATER if count else NeedState.DONE
    return (Need("settings", state, Role.ORGANISER_OFFICER, {"count": count}),)


def _calendar(viewer: Actor, on: date) -> tuple[Need, ...]:
    calendar = organisation.calendar()
    days = sum(int(value) for value in organisation.values_of(*_OBJECTION).values())
    deadline = calendar.deadline(on, days)
    state = NeedState.LATER if deadline.provisional else NeedState.DONE
    values = {"until": calendar.known_until, "last": deadline.day}
    return (Need("calendar", state, Role.ORGANISER_OFFICER, values),)


def _accounts(viewer: Actor, on: date) -> tuple[Need, ...]:
    count = grants.how_many_without_account()
    state = NeedState.LATER if count else NeedState.DONE
    return (Need("accounts", state, Role.SYSTEM_OFFICER, {"count": count}),)


def _grants(viewer: Actor, on: date) -> tuple[Need, ...]:
    held = grants.how_many_hold(on=on)
    answer = held.get(Role.DISCIPLINE_OFFICER, 0) + held.get(Role.JOINT_MEETING_MEMBER, 0)
    panel, units_ = held.get(Role.PANELLIST, 0), held.get(Role.UNIT_PERSONNEL_OFFICER, 0)
    values: dict[str, object] = {
        "panel": panel,
        "units": units_,
        "answer": answer,
        "leaders": held.get(Role.LEADER, 0),
    }
    state = NeedState.DONE if panel and units_ and answer else NeedState.MISSING
    return (Need("grants", state, Role.SECURITY_OFFICER, values),)


def _network(viewer: Actor, on: date) -> tuple[Need, ...]:
    document = organisation.booth_document()
    state = NeedState.DONE if document else NeedState.MISSING
    return (Need("network", state, Role.SYSTEM_OFFICER, {"document": document}),)


def _backup(viewer: Actor, on: date) -> tuple[Need, ...]:
    last = last_done(Act.BACK_UP)
    day = last.astimezone(BEIJING).date() if last else None
    state = NeedState.DONE if day and (on - day).days <= _BACKUP_DAYS else NeedState.LATER
    return (Need("backup", state, Role.SYSTEM_OFFICER, {"day": day or "—"}),)


def _scheme(viewer: Actor, on: date) -> tuple[Need, ...]:
    early = [str(RoundState.DRAFT), str(RoundState.FROZEN)]
    row = Round.objects.exclude(state__in=early).order_by("-pk").values_list("title").first()
    state = NeedState.DONE if row else NeedState.MISSING
    return (Need("scheme", state, Role.ORGANISER_OFFICER, {"title": row[0] if row else ""}),)


_NEEDS: tuple[tuple[Role, Callable[[Actor, date], tuple[Need, ...]]], ...] = (
    (Role.ORGANISER_OFFICER, _county),
    (Role.ORGANISER_OFFICER, _tree),
    (Role.ORGANISER_OFFICER, _roster),
    (Role.SYSTEM_OFFICER, _accounts),
    (Role.SECURITY_OFFICER, _grants),
    (Role.SYSTEM_OFFICER, _network),
    (Role.SYSTEM_OFFICER, _backup),
    (Role.ORGANISER_OFFICER, _settings),
    (Role.ORGANISER_OFFICER, _calendar),
    (Role.ORGANISER_OFFICER, _scheme),
)
