"""Pages for requests that could not be served."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long or came from elsewhere: ask to open it again."""
    return _page(
        request,
        gettext("这一页开得太久"),
        gettext("请返回上一页，刷新后再办一次。内容没有写入。"),
        403,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or not for this viewer: both look the same."""
    return _page(
        request,
        gettext("没有找到这一页"),
        gettext("没有这一页，或不在您的管理范围内。请核对地址，或从首页进入。"),
        404,
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request is not one that this page takes."""
    return _page(request, gettext("不能这样办理"), gettext("请从页面上的按钮办理。"), 400)


def failed(request: HttpRequest) -> HttpResponse:
    """An error of ours: say that nothing was written. Drawn without the database, which may be why."""
    return HttpResponse(render_to_string("shared/failed.html"), status=500)


def _page(request: HttpRequest, title: str, sentence: str, status: int) -> HttpResponse:
    context = {"title": title, "sentence": sentence}
    return render(request, "shared/refusal.html", context, status=status)
