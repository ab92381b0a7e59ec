"""Catalogues to work on: make, declare, fill, begin a draft, activate, retire."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.catalogues import actions, queries
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.apps.units.queries import UnitLine
from dandang.kit import clock
from dandang.terms.catalogues import VersionState
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, status_of
from dandang.web.shared.forms.catalogues import (
    Activate,
    Declared,
    Fill,
    Filler,
    NewCatalogue,
    NewItem,
    Retire,
    TakeOver,
)
from dandang.web.shared.notices import sentence_of, tell
from dandang.web.shared.views.catalogues import reader


def _done(
    request: DeskRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], HttpResponse],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Draw the form, or do what it asks for; a refusal is shown above the form."""
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            return act(form.cleaned_data)
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
            status = 422
    return render(request, template, {**context, "form": form}, status=status)


def _kept_units(request: DeskRequest) -> list[UnitLine]:
    scopes = request.actor.scopes(Verb.CATALOGUES_EDIT)
    return [line for line in units.tree(request.actor) if line.path.startswith(scopes)]


@reader
def new(request: DeskRequest) -> HttpResponse:
    """Make a catalogue by hand."""
    require(request.actor, Verb.CATALOGUES_EDIT)
    form = NewCatalogue(request.POST or None, units=_kept_units(request))

    def act(said: dict[str, Any]) -> HttpResponse:
        number = actions.make(**said, by=request.actor, at=clock.now())
        tell(request, _("已建立清单和第1版草稿，所报的条目都是待填。"))
        return redirect("catalogues:catalogue", number)

    return _done(request, form, act, "shared/catalogues/new.html", {})


@require_POST
@reader
def take_over(request: DeskRequest, code: str) -> HttpResponse:
    """Take over a catalogue that comes with the house."""
    require(request.actor, Verb.CATALOGUES_EDIT)
    form = TakeOver(request.POST, units=_kept_units(request))

    def act() -> str:
        if not form.is_valid():
            raise Refusal("checks.form_unclear", field=form.fields["unit"].label)
        actions.take_over(
            code=code, unit=form.cleaned_data["unit"], by=request.actor, at=clock.now()
        )
        return _("已载入为草稿。文件没有写明的条目都是待填。")

    return acted(request, act, "catalogues:shipped")


@reader
def filler(request: DeskRequest, number: int) -> HttpResponse:
    """Name who fills a catalogue."""
    page = queries.catalogue(request.actor, number)
    require(request.actor, Verb.CATALOGUES_EDIT, path=page.row.path)
    below = [line for line in units.tree(request.actor) if line.path.startswith(page.row.path)]
    initial = {"role": page.row.filler_role, "unit": page.row.filler_unit_number}
    form = Filler(request.POST or None, units=below, initial=initial)

    def act(said: dict[str, Any]) -> HttpResponse:
        actions.name_filler(
            catalogue=number,
            role=said["role"] or None,
            unit=said["unit"] or None,
            by=request.actor,
            at=clock.now(),
        )
        tell(request, _("已登记由谁填写。"))
        return redirect("catalogues:catalogue", number)

    return _done(request, form, act, "shared/catalogues/filler.html", {"row": page.row})


@require_POST
@reader
def draft(request: DeskRequest, number: int) -> HttpResponse:
    """Begin a new draft."""
    begun: list[int] = []

    def act() -> str:
        begun.append(actions.new_draft(catalogue=number, by=request.actor, at=clock.now()))
        return _("已新建草稿，条目照现行版本抄录。启用以前现行版本不变。")

    answer = acted(request, act, "catalogues:catalogue", number)
    return redirect("catalogues:version", begun[0]) if begun else answer


def _kept(request: DeskRequest, number: int) -> queries.VersionPage:
    page = queries.version(request.actor, number)
    require(request.actor, Verb.CATALOGUES_EDIT, path=page.catalogue.path)
    return page


@reader
def declare(request: DeskRequest, number: int) -> HttpResponse:
    """Say what the document of a draft declares."""
    page = _kept(request, number)
    counts = page.row.counts
    initial = {
        "document": page.row.document,
        "declared": counts.declared,
        "aspects": counts.aspects_declared,
    }
    form = Declared(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> HttpResponse:
        actions.declare(version=number, **said, by=request.actor, at=clock.now())
        tell(request, _("已登记申报数，多出的条目列为待填。"))
        return redirect("catalogues:version", number)

    return _done(request, form, act, "shared/catalogues/declare.html", {"page": page})


@reader
def activate(request: DeskRequest, number: int) -> HttpResponse:
    """Activate a draft; where counts differ, with a reason and a name."""
    page = _kept(request, number)
    form = Activate(request.POST or None, initial={"on": clock.today()})

    def act(said: dict[str, Any]) -> HttpResponse:
        actions.activate(version=number, **said, by=request.actor, at=clock.now())
        tell(request, _("已启用。这个版本从此不再改动，要改请新建草稿。"))
        return redirect("catalogues:version", number)

    return _done(request, form, act, "shared/catalogues/activate.html", {"page": page})


@reader
def retire(request: DeskRequest, number: int) -> HttpResponse:
    """Retire the active version."""
    page = _kept(request, number)
    form = Retire(request.POST or None, initial={"on": clock.today()})

    def act(said: dict[str, Any]) -> HttpResponse:
        actions.retire(version=number, **said, by=request.actor, at=clock.now())
        tell(request, _("已停用。用过这个版本的事项仍照这个版本。"))
        return redirect("catalogues:version", number)

    return _done(request, form, act, "shared/catalogues/retire.html", {"page": page})


@require_POST
@reader
def discard(request: DeskRequest, number: int) -> HttpResponse:
    """Discard a draft."""
    page = queries.version(request.actor, number)

    def act() -> str:
        actions.discard(version=number, by=request.actor, at=clock.now())
        return _("已放弃草稿。")

    return acted(request, act, "catalogues:catalogue", page.catalogue.number)


def _filled(request: DeskRequest, page: queries.VersionPage) -> None:
    if not page.may_fill:
        raise NotPermitted("permits.not_permitted", verb=Verb.CATALOGUES_FILL)


@reader
def item_new(request: DeskRequest, number: int) -> HttpResponse:
    """Add a place to a draft."""
    page = queries.version(request.actor, number)
    _filled(request, page)
    parents = [line for line in queries.items(request.actor, number) if line.level < 3]
    form = NewItem(request.POST or None, parents=parents)

    def act(said: dict[str, Any]) -> HttpResponse:
        actions.add_item(version=number, **said, by=request.actor, at=clock.now())
        tell(request, _("已增加条目。"))
        return redirect("catalogues:version", number)

    return _done(request, form, act, "shared/catalogues/item_new.html", {"page": page})


@reader
def item(request: DeskRequest, number: int) -> HttpResponse:
    """Fill one place; in a version that is no draft, only look at it."""
    page = queries.item(request.actor, number)
    line, of = page.line, page.version
    lines = queries.items(request.actor, of.row.number)
    above = [each for each in lines if each.level == line.level - 1]
    initial = {"text": line.text, "parent": line.parent, "note": line.note, "source": line.source}
    form = Fill(request.POST or None, parents=above, initial=initial)
    if request.method == "POST":
        _filled(request, of)
    places = [each.number for each in lines]
    here = places.index(number)
    open_after = [each.number for each in lines[here + 1 :] if each.open]
    context = {
        "page": of,
        "line": line,
        "fills": of.may_fill and of.row.state is VersionState.DRAFT,
        "before": places[here - 1] if here else None,
        "after": places[here + 1] if here + 1 < len(places) else None,
    }

    def act(said: dict[str, Any]) -> HttpResponse:
        actions.fill(item=number, **said, by=request.actor, at=clock.now())
        tell(request, _("已保存“%(code)s”。") % {"code": line.code})
        if "next" in request.POST and open_after:
            return redirect("catalogues:item", open_after[0])
        return redirect("catalogues:version", of.row.number)

    return _done(request, form, act, "shared/catalogues/item.html", context)


@require_POST
@reader
def item_drop(request: DeskRequest, number: int) -> HttpResponse:
    """Take a place away from a draft."""
    page = queries.item(request.actor, number)

    def act() -> str:
        actions.drop_item(item=number, by=request.actor, at=clock.now())
        return _("已删去条目。")

    return acted(request, act, "catalogues:version", page.version.row.number)
