"""One's own account: password, second factor, sessions."""

from typing import Any

import segno
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.apps.accounts import actions, queries
from dandang.apps.accounts.queries import Policy
from dandang.apps.grants.queries import own_grants
from dandang.apps.organisation.queries import county
from dandang.kit import clock
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.sentences import say
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.middleware import MARK_KEY, SESSION_KEY
from dandang.web.shared.notices import sentence_of, tell
from dandang.web.shared.views.signing import CodeForm


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
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, rules: Policy, **kwargs: Any) -> None:
        """Say the rules in force under the field."""
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = rules_in_words(rules)

    def clean_again(self) -> str:
        """Both must be the same."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(gettext("两次输入的新密码不一样，请重新输入。"))
        return again


def rules_in_words(rules: Policy) -> str:
    """What a new password must be, in sentences."""
    found = [gettext("至少 %(least)s 个字符，不含登录名和姓名。") % {"least": rules.length}]
    if rules.kinds > 1:
        words = gettext("大写字母、小写字母、数字、其他符号中至少用到 %(kinds)s 类。")
        found.append(words % {"kinds": rules.kinds})
    if rules.history:
        found.append(gettext("不与最近 %(times)s 次的密码相同。") % {"times": rules.history})
    return "".join(found) if (get_language() or "zh").startswith("zh") else " ".join(found)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def password(request: DeskRequest) -> HttpResponse:
    """Change one's own password; every other session of the account ends."""
    form = PasswordForm(request.POST or None, rules=queries.policy())
    if form.is_bound and form.is_valid():
        try:
            mark = actions.change_password(
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                current=request.session.get(SESSION_KEY),
                by=request.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            wrong = refusal.code in {"accounts.wrong_old_password", "accounts.locked"}
            form.add_error("old" if wrong else "new", sentence_of(refusal))
        else:
            request.session.cycle_key()
            request.session[MARK_KEY] = mark
            tell(request, gettext("密码已修改，下次登录请用新密码。"))
            return HttpResponseRedirect(reverse("shared:home"))
    context = {"form": form, "owed": _owed(request, "must_change", "shared:password")}
    return render(request, "shared/password.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def account(request: DeskRequest) -> HttpResponse:
    """One's own account: roles, second factor, and where it is signed in."""
    actor = request.actor
    context = {
        "grants": own_grants(actor, on=clock.today()),
        "factor": queries.own_factor(actor),
        "sessions": queries.sessions_of(actor, actor.account or 0),
        "current": request.session.get(SESSION_KEY),
        "form": CodeForm(),
        "now": clock.now(),
    }
    return render(request, "shared/account.html", context)


@require_POST
@signed_in
def end_sessions(request: DeskRequest) -> HttpResponse:
    """End one of one's own sessions, or all but this one."""
    asked = request.POST.get("only", "")

    def act() -> str:
        if asked and not asked.isdecimal():
            raise NotFound("permits.not_found")
        ended = actions.end_own_sessions(
            current=request.session.get(SESSION_KEY, 0),
            only=int(asked) if asked else None,
            by=request.actor,
            at=clock.now(),
        )
        return ngettext("已退出 %(n)s 处登录。", "已退出 %(n)s 处登录。", ended) % {"n": ended}

    return acted(request, act, "shared:account")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def factor(request: DeskRequest) -> HttpResponse:
    """Set up the second factor: the QR code, the first code, then the recovery codes, shown once."""
    if queries.own_factor(request.actor).in_use:
        return redirect("shared:account")
    form, at = CodeForm(request.POST or None), clock.now()
    form.fields["said"].help_text = gettext("手机上当前显示的 6 位数字。")
    if form.is_bound and form.is_valid():
        try:
            codes = actions.confirm_factor(
                said=form.cleaned_data["said"],
                current=request.session.get(SESSION_KEY),
                by=request.actor,
                at=at,
            )
        except Refusal as refusal:
            form.add_error("said", sentence_of(refusal))
        else:
            return render(request, "shared/recovery_codes.html", {"codes": codes, "at": at})
    issuer = county().name.split("（")[0] or gettext("担当")
    prepared = actions.prepare_factor(issuer=issuer, by=request.actor, at=at)
    drawn = segno.make(prepared.address, error="m", micro=False).svg_inline(scale=4, border=2)
    context = {
        "form": form,
        # Drawn by the library from our own address: nothing of a user is in it as markup.
        "qr": mark_safe(drawn),
        "letters": " ".join(
            prepared.letters[place : place + 4] for place in range(0, len(prepared.letters), 4)
        ),
        "owed": _owed(request, "must_have_factor", "shared:factor"),
    }
    return render(request, "shared/factor.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_POST
@signed_in
def factor_drop(request: DeskRequest) -> HttpResponse:
    """Give up one's own second factor."""
    form = CodeForm(request.POST)

    def act() -> str:
        said = form.cleaned_data["said"] if form.is_valid() else ""
        actions.drop_factor(said=said, by=request.actor, at=clock.now())
        return gettext("动态口令已停用，以后登录只用密码。")

    return acted(request, act, "shared:account")


def _owed(request: DeskRequest, code: str, page: str) -> str:
    owed = getattr(request, "owed", "") == page
    return say(f"accounts.{code}", get_language() or "zh") if owed else ""
