"""Signing in, with a code where the account has a second factor, and signing out."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dandang.apps.accounts import actions
from dandang.apps.accounts.queries import needs_code, policy
from dandang.kit import clock
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say
from dandang.web.shared.desk import DeskRequest, status_of
from dandang.web.shared.middleware import (
    ACCOUNT_KEY,
    MARK_KEY,
    SEEN_KEY,
    SESSION_KEY,
    begin_session,
)
from dandang.web.shared.notices import sentence_of

WAITING_KEY = "waiting"
# How long a right password waits for its code.
WAITING_SECONDS = 300


class SignInForm(forms.Form):
    """Who, and the password."""

    name = forms.CharField(
        label=_("登录名"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The code of the second factor, or a recovery code."""

    said = forms.CharField(
        label=_("动态口令"),
        max_length=20,
        help_text=_("手机上当前显示的 6 位数字；手机不在身边时，填一个恢复码。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: DeskRequest) -> HttpResponse:
    """The sign-in page; whoever is signed in goes home."""
    if request.method != "POST" and request.actor.account is not None:
        return HttpResponseRedirect(reverse("shared:home"))
    form = SignInForm(request.POST or None)
    sentence, status = _why(request), status_of(form)
    if form.is_bound and form.is_valid():
        try:
            account = actions.sign_in(
                sign_in_name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                at=clock.now(),
            )
        except Refusal as refusal:
            sentence, status = sentence_of(refusal), 403
        else:
            mark, onward = account.get_session_auth_hash(), _next(request)
            if needs_code(account.pk):
                return _wait_for_code(request, account.pk, mark, onward)
            _begin(request, account.pk, mark)
            return HttpResponseRedirect(onward)
    context = {"form": form, "sentence": sentence, "next": request.GET.get("next", "")}
    return render(request, "shared/sign_in.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: DeskRequest) -> HttpResponse:
    """The second step: the code. After a few minutes the password is asked for again."""
    waiting = request.session.get(WAITING_KEY)
    if not waiting or int(clock.now().timestamp()) - waiting["at"] > WAITING_SECONDS:
        request.session.pop(WAITING_KEY, None)
        return redirect("shared:sign_in")
    form = CodeForm(request.POST or None)
    sentence, status = "", status_of(form)
    if form.is_bound and form.is_valid():
        try:
            actions.sign_in_with_code(
                number=waiting["account"],
                mark=waiting["mark"],
                said=form.cleaned_data["said"],
                at=clock.now(),
            )
        except Refusal as refusal:
            sentence, status = sentence_of(refusal), 403
        else:
            _begin(request, waiting["account"], waiting["mark"])
            return HttpResponseRedirect(waiting["next"])
    context = {"form": form, "sentence": sentence}
    return render(request, "shared/sign_in_code.html", context, status=status)


def _why(request: DeskRequest) -> str:
    language = get_language() or "zh"
    if request.GET.get("idle"):
        return say("accounts.idle", language, minutes=policy().idle_minutes)
    return say("accounts.ended", language) if request.GET.get("ended") else ""


def _wait_for_code(request: DeskRequest, account: int, mark: str, onward: str) -> HttpResponse:
    request.session.flush()
    at = int(clock.now().timestamp())
    request.session[WAITING_KEY] = {"account": account, "mark": mark, "at": at, "next": onward}
    return redirect("shared:sign_in_code")


def _begin(request: DeskRequest, account: int, mark: str) -> None:
    # Nothing of who sat here before goes over, and the key is a new one.
    actions.end_session(number=request.session.get(SESSION_KEY, 0), at=clock.now())
    request.session.flush()
    request.session.cycle_key()
    request.session[ACCOUNT_KEY] = account
    request.session[MARK_KEY] = mark
    request.session[SEEN_KEY] = int(clock.now().timestamp())
    request.session[SESSION_KEY] = begin_session(request, account)
    rotate_token(request)


def _next(request: DeskRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else reverse("shared:home")


@require_POST
def sign_out(request: DeskRequest) -> HttpResponse:
    """End the session."""
    actions.end_session(number=request.session.get(SESSION_KEY, 0), at=clock.now())
    request.session.flush()
    return HttpResponseRedirect(reverse("shared:sign_in"))
