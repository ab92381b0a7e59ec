"""Every list that leaves the house: where it stands, and what of it was being looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.apps.archive import lists as archive
from dandang.apps.archive.queries import PostFilter, StatusFilter
from dandang.apps.audit.queries import TrailFilter
from dandang.apps.catalogues import lists as catalogues
from dandang.apps.catalogues import queries as catalogue_queries
from dandang.apps.grants.lists import ACCOUNTS
from dandang.apps.lists.actions import Listing
from dandang.apps.lists.lists import TRAIL
from dandang.apps.rounds import lists as rounds
from dandang.apps.rounds.queries import running
from dandang.apps.units import queries as units
from dandang.kit import clock
from dandang.terms.refusal import NotFound
from dandang.web.shared.desk import DeskRequest
from dandang.web.shared.forms.archive import Filters
from dandang.web.shared.forms.status import StatusFilters
from dandang.web.shared.forms.trail import TrailAsked

Chosen = tuple[Any, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A list with its page: the address it leads back to and the filter read from the query.

    `chosen` gives the list's own filter and, in words, what was chosen; (None, "") for everything.
    """

    listing: Listing
    page: str
    chosen: Callable[[DeskRequest], Chosen]

    def back(self, request: DeskRequest) -> str:
        """The page the list stands on."""
        number = request.GET.get("round", "")
        if self.page in _OF_A_ROUND:
            return reverse(self.page, args=[number]) if number.isdecimal() else reverse(_ROUNDS)
        return reverse(self.page)


_ROUNDS = "organiser:rounds"
_OF_A_ROUND = {"organiser:round_raters", "organiser:round_results"}


def place_of(request: DeskRequest, code: str, *, back: bool = False) -> Place:
    """The list of that code; NotFound when there is none or the viewer may not have it.

    With `back`: only one that can be imported by the viewer.
    """
    place = PLACES.get(code)
    if place is None or not place.listing.may_leave(request.actor):
        raise NotFound("permits.not_found")
    if back and not place.listing.may_come_back(request.actor):
        raise NotFound("permits.not_found")
    return place


def _words(form: Any) -> str:
    """What a filter form was filled with, in words."""
    said = []
    for field in form:
        value = form.cleaned_data.get(field.name)
        if value in (None, "", False):
            continue
        choices = dict(getattr(field.field, "choices", ()) or ())
        words = str(choices.get(value, value)).strip()
        said.append(_("%(name)s：%(words)s") % {"name": field.label, "words": words})
    return _("；").join(said)


def _people(request: DeskRequest) -> Chosen:
    form = Filters(request.GET, units=units.tree(request.actor))
    return form.chosen(clock.today()), _words(form)


def _status(request: DeskRequest) -> Chosen:
    form = StatusFilters(request.GET, units=units.tree(request.actor))
    chosen: StatusFilter = form.chosen(clock.today())
    return chosen, _words(form)


def _unit(request: DeskRequest) -> Chosen:
    asked = request.GET.get("unit", "")
    if not asked.isdecimal():
        return None, ""
    found = units.unit(request.actor, int(asked))
    return found.number, found.full_name


def _posts(request: DeskRequest) -> Chosen:
    number, told = _unit(request)
    team = bool(request.GET.get("team"))
    words = [word for word in (told, _("班子职务") if team else "") if word]
    return PostFilter(number, team), _("；").join(words)


def _text(request: DeskRequest) -> Chosen:
    text = request.GET.get("text", "")
    return text, text


def _trail(request: DeskRequest) -> Chosen:
    form = TrailAsked(request.GET)
    if not form.is_valid():
        return None, ""
    return TrailFilter(**form.cleaned_data), _words(form)


def _round(request: DeskRequest) -> Chosen:
    asked = request.GET.get("round", "")
    if not asked.isdecimal() or len(asked) > 11:
        return 0, ""
    return int(asked), running.title_of(request.actor, int(asked))


def _catalogue_version(request: DeskRequest) -> Chosen:
    asked = request.GET.get("version", "")
    if not (asked.isdecimal() and len(asked) < 12):
        return None, ""
    page = catalogue_queries.version(request.actor, int(asked))
    return page.row.number, f"{page.catalogue.name} {page.row.state.zh}"


def _everything(request: DeskRequest) -> Chosen:
    return None, ""


PLACES: dict[str, Place] = {
    place.listing.code: place
    for place in (
        Place(archive.UNITS, "archive:units", _unit),
        Place(archive.POSTS, "archive:quota", _posts),
        Place(archive.PEOPLE, "archive:people", _people),
        Place(archive.STATUS, "archive:statuses", _status),
        Place(archive.QUOTA, "archive:quota", _posts),
        Place(rounds.RATERS, "organiser:round_raters", _round),
        Place(rounds.RESULTS, "organiser:round_results", _round),
        Place(rounds.LETTERS, "organiser:round_results", _round),
        Place(catalogues.ITEMS, "catalogues:catalogues", _catalogue_version),
        Place(rounds.CASES, "cases:cases", _everything),
        Place(ACCOUNTS, "oversight:accounts", _text),
        Place(TRAIL, "oversight:trail", _trail),
    )
}
