"""Signing in and out, and changing one's own password."""

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dandang.apps.accounts import actions
from dandang.kit import clock
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.middleware import ACCOUNT_KEY, MARK_KEY, SEEN_KEY
from dandang.web.shared.notices import sentence_of, tell


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


class PasswordForm(forms.Form):
    """The old password and twice the new one."""

    old = forms.CharField(
        label=_("现在的密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        min_length=10,
        max_length=128,
        strip=False,
        help_text=_("至少 10 个字符，不要与登录名相同。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(gettext("两次输入的新密码不一样，请重新输入。"))
        return again


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: DeskRequest) -> HttpResponse:
    """The sign-in page; whoever is signed in goes home."""
    if request.method != "POST" and request.actor.account is not None:
        return HttpResponseRedirect(reverse("shared:home"))
    form = SignInForm(request.POST or None)
    sentence, status = "", 200
    if request.GET.get("idle"):
        sentence = say("accounts.idle", get_language() or "zh", minutes=settings.IDLE_MINUTES)
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
            _begin(request, account.pk, account.get_session_auth_hash())
            return HttpResponseRedirect(_next(request))
    elif form.is_bound:
        status = 422
    context = {"form": form, "sentence": sentence, "next": request.GET.get("next", "")}
    return render(request, "shared/sign_in.html", context, status=status)


def _begin(request: DeskRequest, account: int, mark: str) -> None:
    # Nothing of who sat here before goes over, and the key is a new one.
    request.session.flush()
    request.session.cycle_key()
    request.session[ACCOUNT_KEY] = account
    request.session[MARK_KEY] = mark
    request.session[SEEN_KEY] = int(clock.now().timestamp())
    rotate_token(request)


def _next(request: DeskRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else reverse("shared:home")


@require_POST
def sign_out(request: DeskRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return HttpResponseRedirect(reverse("shared:sign_in"))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def password(request: DeskRequest) -> HttpResponse:
    """Change one's own password; every other session of the account ends."""
    form = PasswordForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            mark = actions.change_password(
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                by=request.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("old", sentence_of(refusal))
        else:
            request.session.cycle_key()
            request.session[MARK_KEY] = mark
            tell(request, gettext("密码已修改，下次登录请用新密码。"))
            return HttpResponseRedirect(reverse("shared:home"))
    status = 422 if form.errors else 200
    return render(request, "shared/password.html", {"form": form}, status=status)
