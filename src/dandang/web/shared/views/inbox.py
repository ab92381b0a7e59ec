"""The inbox: what waits, opening it, handing it over and taking it back, reminding of it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.grants.queries import actor_of, colleagues
from dandang.apps.inbox import actions, queries
from dandang.apps.inbox.queries import InboxLine
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock
from dandang.terms.inbox import InboxView
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.inbox_links import link
from dandang.web.shared.saying import kind, said

MOST_CHOSEN = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the inbox as a page shows it."""

    line: InboxLine
    sentence: str
    address: str
    near: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of things that wait, for the filter."""

    code: str
    name: str
    count: int
    chosen: bool


@require_safe
@signed_in
def inbox(request: DeskRequest) -> HttpResponse:
    """What waits, what was handed over, what is done, what is overdue with others."""
    actor, today = request.actor, clock.today()
    view, what = _view(request), request.GET.get("kind", "")
    found = queries.inbox_page(actor, view, on=today, what=what, page=page_number(request))
    own = view in {InboxView.OPEN, InboxView.DONE}
    context = {
        "view": view,
        "views": _views(request),
        "page": found.lines,
        "rows": tuple(
            Waiting(
                line=line,
                sentence=said(f"inbox.{line.what}", line.values),
                address=item_address(line) if own or line.handed_to_me else "",
                near=view is not InboxView.DONE and line.near(today, found.near_days),
            )
            for line in found.lines.rows
        ),
        "kinds": tuple(
            Kind(code, kind(f"inbox.{code}"), count, code == what) for code, count in found.kinds
        ),
        "what": what,
        "colleagues": colleagues(actor, on=today) if view is InboxView.OPEN else (),
        "today": today,
    }
    return render(request, "shared/inbox.html", context)


def _view(request: DeskRequest) -> InboxView:
    asked = request.GET.get("show", "")
    known = {str(view) for view in _views(request)}
    return InboxView(asked) if asked in known else InboxView.OPEN


def _views(request: DeskRequest) -> tuple[InboxView, ...]:
    reminds = request.actor.carries(Verb.INBOX_REMIND)
    return tuple(view for view in InboxView if view is not InboxView.OVERDUE or reminds)


def item_address(line: InboxLine) -> str:
    """Where a line of one's own inbox is opened; empty when it leads nowhere."""
    return reverse("shared:inbox_item", args=[line.number]) if link(line) else ""


@require_safe
@signed_in
def inbox_item(request: DeskRequest, number: int) -> HttpResponse:
    """Open an item, which leaves a receipt, and go where it is done."""
    line = queries.item(request.actor, number)
    actions.open_item(number=number, by=request.actor, at=clock.now())
    return redirect(link(line) or "shared:inbox")


@require_POST
@signed_in
def inbox_hand(request: DeskRequest) -> HttpResponse:
    """Hand the chosen items to a colleague."""
    account = request.POST.get("colleague", "")

    def act() -> str:
        to = (
            actor_of(int(account), on=clock.today())
            if account.isdecimal() and len(account) < 10
            else None
        )
        count = actions.hand_over(numbers=_chosen(request), to=to, by=request.actor, at=clock.now())
        words = {"count": count, "name": to.name if to else ""}
        return _("已把 %(count)s 件事项交给 %(name)s。办结之前可以在“已交办”中收回。") % words

    return acted(request, act, "shared:inbox")


@require_POST
@signed_in
def inbox_back(request: DeskRequest) -> HttpResponse:
    """Take the chosen items back."""

    def act() -> str:
        count = actions.take_back(numbers=_chosen(request), by=request.actor, at=clock.now())
        return _("已收回 %(count)s 件事项，重新等候同一角色的人办理。") % {"count": count}

    return acted(request, act, "shared:inbox")


@require_POST
@signed_in
def inbox_remind(request: DeskRequest) -> HttpResponse:
    """Remind of the chosen items."""

    def act() -> str:
        count = actions.remind(numbers=_chosen(request), by=request.actor, at=clock.now())
        return _("已催办 %(count)s 件，承办人的待办中注明了催办人和时间。") % {"count": count}

    return acted(request, act, "shared:inbox")


def _chosen(request: DeskRequest) -> list[int]:
    given = request.POST.getlist("chosen")[:MOST_CHOSEN]
    return [int(number) for number in given if number.isdecimal() and len(number) < 10]
