"""Appointing, transferring and ending: posts change hands, and what was stays on file."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dandang.apps.archive.actions.grip import last_place, record, reseat, take
from dandang.apps.archive.models import Appointment, Person
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import actions as units_actions
from dandang.apps.units import queries as units
from dandang.apps.units.queries import PostPlace
from dandang.terms.refusal import NotFound, Refusal


@transaction.atomic
def appoint(
    *,
    person: int,
    post: int,
    first_day: date,
    main: bool = True,
    document: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Appoint a person to a post (任职) from a day on; gives the number of the appointment.

    Refused: a second main post while one lasts (transfer instead), and the same post twice.
    """
    row = take(person, verb=Verb.ARCHIVE_EDIT, by=by)
    place = _post(post, by)
    number = _seat(row, place, first_day=first_day, main=main, document=document)
    reseat(row)
    details = {"change": "appointed", **_told(place, first_day), "main": main, "document": document}
    record(row, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details=details)
    return number


@transaction.atomic
def transfer(
    *, person: int, post: int, first_day: date, document: str = "", by: Actor, at: datetime
) -> int:
    """Transfer a person (调动): his main post ends the day before, the new one begins.

    Gives the number of the new appointment. Posts held beside the main one stay.
    """
    row = take(person, verb=Verb.ARCHIVE_EDIT, by=by)
    place = _post(post, by)
    held = (
        Appointment.objects.select_related("post__unit")
        .filter(person=row, main=True, last_day=None)
        .first()
    )
    before = {}
    if held is not None:
        if held.first_day >= first_day:
            raise Refusal("archive.transfer_before_it_began", name=row.name, day=held.first_day)
        held.last_day = first_day - timedelta(days=1)
        held.save(update_fields=["last_day"])
        before = {"from_unit": held.post.unit.name, "from_post": held.post.title}
    number = _seat(row, place, first_day=first_day, main=True, document=document)
    reseat(row)
    details = {"change": "transferred", **before, **_told(place, first_day), "document": document}
    record(row, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details=details)
    return number


@transaction.atomic
def end_appointment(
    *, appointment: int, last_day: date, document: str = "", by: Actor, at: datetime
) -> None:
    """End an appointment (免职) on its last day, that day counted; it stays on file."""
    held = (
        Appointment.objects.select_related("post__unit")
        .filter(pk=appointment, last_day=None)
        .first()
    )
    if held is None:
        raise NotFound("permits.not_found")
    row = take(held.person_id, verb=Verb.ARCHIVE_EDIT, by=by)
    if last_day < held.first_day:
        raise Refusal("archive.ends_before_it_begins", name=row.name, day=held.first_day)
    held.last_day = last_day
    held.save(update_fields=["last_day"])
    reseat(row)
    details = {
        "change": "ended",
        "unit": held.post.unit.name,
        "post": held.post.title,
        "last_day": last_day.isoformat(),
        "document": document,
    }
    record(row, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details=details)


def _post(number: int, by: Actor) -> PostPlace:
    place = units.post(by, number)
    require(by, Verb.ARCHIVE_EDIT, path=place.unit.path)
    return place


def _seat(person: Person, place: PostPlace, *, first_day: date, main: bool, document: str) -> int:
    held = Appointment.objects.filter(person=person)
    lasting = Q(last_day=None) | Q(last_day__gte=first_day)
    if main:
        clash = held.filter(lasting, main=True).select_related("post").first()
        if clash is not None:
            raise Refusal("archive.main_post_lasts", name=person.name, post=clash.post.title)
    if held.filter(lasting, post_id=place.post.number).exists():
        raise Refusal("archive.post_held_already", name=person.name, post=place.post.title)
    team = None
    if place.post.in_team:
        team = units_actions.ensure_teams([place.unit.number])[place.unit.number]
    row = Appointment.objects.create(
        person=person,
        post_id=place.post.number,
        level=str(place.post.level),
        team_id=team,
        first_day=first_day,
        main=main,
        order=last_place(team) if team else 0,
        document=document,
    )
    return row.pk


def _told(place: PostPlace, first_day: date) -> dict[str, str]:
    return {
        "unit": place.unit.name,
        "post": place.post.title,
        "first_day": first_day.isoformat(),
    }
