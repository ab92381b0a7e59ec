"""A team: seats with photos, vacancies, use of quotas, structure."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dandang.apps.archive import queries as archive
from dandang.apps.archive.queries import AGE_BANDS, Breakdown, PartCount, Span, Structure
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries
from dandang.kit import clock
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.forms.archive import OnDay, age_words
from dandang.web.shared.shapes import Part, Parts
from dandang.web.shared.templatetags.pieces import say

# Which filter of the list of people shows who is behind a part.
_FILTERS = {
    "sex": "sex",
    "ethnicity": "people",
    "party": "side",
    "schooling": "schooling",
    "level": "level",
    "regime": "regime",
}


@require_safe
@signed_in
def team(request: DeskRequest, number: int) -> HttpResponse:
    """Who sat in a unit on a day: the team in its order, then everybody else; how it is made up."""
    form = OnDay(request.GET)
    today = clock.today()
    on: date = (form.is_valid() and form.cleaned_data["on"]) or today
    place = queries.unit(request.actor, number)
    uses = archive.occupancy(request.actor, number, on)
    seats = archive.seated(request.actor, number, on)
    may_read = request.actor.may(Verb.ARCHIVE_READ, path=place.path)
    context = {
        "unit": place,
        "above": queries.above(request.actor, number),
        "team": queries.team_of(request.actor, number),
        "form": OnDay({"on": on}) if form.is_valid() else form,
        "on": on,
        "today": today,
        "seats": [seat for seat in seats if seat.in_team],
        "others": [seat for seat in seats if not seat.in_team],
        "posts": [use for use in uses if use.post.in_team],
        "may_edit": request.actor.may(Verb.ARCHIVE_EDIT, path=place.path),
        "structures": _structures(request, number, on, today) if may_read else [],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "shared/archive/team.html", context, status=status)


def _structures(
    request: DeskRequest, number: int, on: date, today: date
) -> list[tuple[str, Structure, list[Parts]]]:
    whole = archive.team_structure(request.actor, number, on)
    found = [(_("班子结构"), whole, [_parts(one, whole.people, None) for one in whole.breakdowns])]
    if on == today:
        # Of another day only the team is known by its appointments.
        below = archive.unit_structure(request.actor, number, on)
        parts = [_parts(one, below.people, number) for one in below.breakdowns]
        found.append((_("本单位及下级单位在职干部结构"), below, parts))
    return [each for each in found if each[1].people]


def _parts(one: Breakdown, people: int, unit: int | None) -> Parts:
    """One facet as bars; with `unit` each part leads to the people behind it."""
    return Parts(
        say(one.facet),
        tuple(
            Part(_words(one, part), part.count, round(100 * part.count / people, 2), address)
            for part in one.parts
            for address in [_behind(one, part, unit)]
        ),
        one.hidden,
    )


def _words(one: Breakdown, part: PartCount) -> str:
    if not isinstance(part.what, Span):
        return say(part.what)
    least, most = part.what.least, part.what.most
    if least is None and most is None:
        return _("未填")
    if one.facet == "age":
        return str(age_words(least, most))
    if most is None:
        return _("%(years)s 年及以上") % {"years": least}
    if not least:
        return _("不满 %(years)s 年") % {"years": most + 1}
    return _("%(least)s–%(most)s 年") % {"least": least, "most": most}


def _behind(one: Breakdown, part: PartCount, unit: int | None) -> str:
    if unit is None:
        return ""
    asked: dict[str, Any] = {"unit": unit}
    if isinstance(part.what, Span):
        band = next((b for b in AGE_BANDS if (b.least, b.most) == _ends(part.what)), None)
        if one.facet != "age" or band is None:
            return ""
        asked["ages"] = band.code
    elif str(one.facet) in _FILTERS and part.what != "none":
        asked[_FILTERS[str(one.facet)]] = str(part.what)
    else:
        return ""
    return f"{reverse('archive:people')}?{urlencode(asked)}"


def _ends(span: Span) -> tuple[int | None, int | None]:
    return (span.least, span.most)
