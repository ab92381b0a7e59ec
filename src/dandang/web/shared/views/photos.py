"""Photos: shown to who may read the file, put one by one or many at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.archive import actions, queries
from dandang.apps.archive.actions import PhotoPlan
from dandang.apps.permits.actor import require
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock, uploads
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.sentences import say
from dandang.web.shared import shapes
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.forms.photos import PhotoUpload, PhotoZip
from dandang.web.shared.notices import sentence_of, tell, tell_refusal

SESSION = "photos"
MOST_SHOWN = 500


@require_safe
@signed_in
def shown(request: DeskRequest, number: int) -> HttpResponse:
    """The photo of a person, kept in no cache."""
    kept = queries.photo(request.actor, number)
    answer = HttpResponse(kept.content, content_type=kept.media_type)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
def put(request: DeskRequest, number: int) -> HttpResponse:
    """Put a photo of one person in place of what was there."""
    page = queries.person(request.actor, number)
    require(request.actor, Verb.ARCHIVE_EDIT, path=page.path)
    form = PhotoUpload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.put_photo(
                person=number,
                name=file.name,
                content=file.read(),
                by=request.actor,
                at=clock.now(),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error("file", sentence_of(refusal))
        else:
            tell(request, _("已存入%(name)s的照片。") % {"name": page.career.name})
            return redirect("archive:person", number)
    status = 422 if request.method == "POST" else 200
    context = {"page": page, "form": form, "photo": bool(queries.having_photos([number]))}
    return render(request, "shared/archive/photo.html", context, status=status)


@require_POST
@signed_in
def remove(request: DeskRequest, number: int) -> HttpResponse:
    """Remove the photo of one person."""
    page = queries.person(request.actor, number)
    require(request.actor, Verb.ARCHIVE_EDIT, path=page.path)

    def act() -> str:
        actions.remove_photo(person=number, by=request.actor, at=clock.now())
        return _("已删除%(name)s的照片。") % {"name": page.career.name}

    return acted(request, act, "archive:photo_put", number)


@signed_in
def many(request: DeskRequest) -> HttpResponse:
    """Upload a zip of photos and see whose they are; nothing is kept yet."""
    require(request.actor, Verb.ARCHIVE_EDIT)
    form = PhotoZip(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "shared/archive/photos.html", {"form": form}, status=status)
    file, at = form.cleaned_data["file"], clock.now()
    content = file.read()
    try:
        plan = actions.put_photos(data=content, dry_run=True, by=request.actor, at=at)
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        form.add_error("file", sentence_of(refusal))
        return render(request, "shared/archive/photos.html", {"form": form}, status=422)
    _forget(request)
    ready = bool(plan.taken) and not plan.problems
    if ready:
        request.session[SESSION] = uploads.keep(content, at=at)
    context = {"form": form, "report": _report(file.name, plan), "ready": ready}
    context["lines"] = plan.taken[:MOST_SHOWN]
    return render(request, "shared/archive/photos.html", context)


@require_POST
@signed_in
def apply(request: DeskRequest) -> HttpResponse:
    """Keep the photos that were looked at."""
    require(request.actor, Verb.ARCHIVE_EDIT)
    content = uploads.content_of(request.session.get(SESSION, ""))
    if content is None:
        tell_refusal(request, Refusal("photos.upload_gone"))
        return redirect("archive:photos")
    try:
        plan = actions.put_photos(data=content, by=request.actor, at=clock.now())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("archive:photos")
    _forget(request)
    counts = {"count": len(plan.taken), "same": plan.same}
    tell(request, say("photos.kept", get_language() or "zh", **counts))
    return redirect("archive:people")


def _report(name: str, plan: PhotoPlan) -> shapes.DryRun:
    language = get_language() or "zh"
    replaced = sum(line.before for line in plan.taken)
    counts = (
        (_("新照片"), len(plan.taken) - replaced),
        (_("替换原照片"), replaced),
        (_("没有变化"), plan.same),
        (_("问题"), len(plan.problems)),
    )
    problems = tuple(
        shapes.Problem(None, line.file, say(line.code, language, **_values(line)))
        for line in plan.problems[:MOST_SHOWN]
    )
    return shapes.DryRun(name, counts, problems)


def _values(line: Any) -> dict[str, object]:
    return dict(line.values or {})


def _forget(request: DeskRequest) -> None:
    token = request.session.pop(SESSION, None)
    if token:
        uploads.forget(token)
