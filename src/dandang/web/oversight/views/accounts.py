"""Accounts: the list, opening, closing, unlocking, a new password on a slip."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.apps.accounts import actions, queries
from dandang.apps.grants import queries as grants
from dandang.kit import clock
from dandang.terms.access import AccountKind, Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.oversight.forms.accounts import Opening
from dandang.web.shared.acting import acted, page_number
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.notices import sentence_of

system_officer = desk(Role.SYSTEM_OFFICER)


@require_safe
@system_officer
def accounts(request: DeskRequest) -> HttpResponse:
    """All accounts, or those that nobody uses, with what can be done to each."""
    text, now = request.GET.get("text", "").strip(), clock.now()
    unused = request.GET.get("unused") == "1"
    cadres = grants.cadres_alone(on=now.date())
    among = queries.hardly_used(cadres=cadres, on=now) if unused else None
    page = queries.accounts(request.actor, text=text, among=among, page=page_number(request))
    rules = queries.policy()
    context = {"page": page, "text": text, "now": now, "unused": unused, "rules": rules}
    return render(request, "oversight/accounts.html", context)


@require_safe
@system_officer
def account(request: DeskRequest, number: int) -> HttpResponse:
    """One account: how it stands, and where it is signed in."""
    context = {
        "line": queries.account(request.actor, number),
        "sessions": queries.sessions_of(request.actor, number),
        "now": clock.now(),
    }
    return render(request, "oversight/account.html", context)


@require_POST
@system_officer
def account_sessions(request: DeskRequest, number: int) -> HttpResponse:
    """End every session of an account."""

    def act() -> str:
        ended = actions.end_sessions_of(number=number, by=request.actor, at=clock.now())
        return ngettext("已退出 %(n)s 处登录。", "已退出 %(n)s 处登录。", ended) % {"n": ended}

    return acted(request, act, "oversight:account", number)


@require_POST
@system_officer
def account_factor(request: DeskRequest, number: int) -> HttpResponse:
    """Remove the second factor of somebody who lost it."""

    def act() -> str:
        actions.reset_factor(number=number, by=request.actor, at=clock.now())
        return _("动态口令已重设：原手机和恢复码作废，此账号的登录立即失效。")

    return acted(request, act, "oversight:account", number)


@require_http_methods(["GET", "HEAD", "POST"])
@system_officer
def account_open(request: DeskRequest) -> HttpResponse:
    """Open an account; its first password is shown once, on a slip to be printed."""
    form = Opening(request.POST or None)
    if form.is_bound and form.is_valid():
        given, password = form.cleaned_data, actions.first_password()
        try:
            actions.open_account(
                sign_in_name=given["sign_in_name"],
                name=given["name"],
                kind=AccountKind(given["kind"]),
                password=password,
                by=request.actor,
                at=clock.now(),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error("sign_in_name", sentence_of(refusal))
        else:
            return _slip(request, given["name"], given["sign_in_name"], password)
    return render(request, "oversight/account_open.html", {"form": form}, status=status_of(form))


@require_POST
@system_officer
def account_active(request: DeskRequest, number: int) -> HttpResponse:
    """Close an account or reopen it."""
    active = request.POST.get("active") == "1"

    def act() -> str:
        line = queries.account(request.actor, number)
        actions.set_active(number=number, active=active, by=request.actor, at=clock.now())
        if active:
            return _("账号 %(name)s 已恢复，可以登录。") % {"name": line.sign_in_name}
        return _("账号 %(name)s 已停用，其登录立即失效。") % {"name": line.sign_in_name}

    return acted(request, act, "oversight:accounts")


@require_POST
@system_officer
def account_unlock(request: DeskRequest, number: int) -> HttpResponse:
    """Unlock an account."""

    def act() -> str:
        line = queries.account(request.actor, number)
        actions.unlock(number=number, by=request.actor, at=clock.now())
        return _("账号 %(name)s 已解锁，现在可以登录。") % {"name": line.sign_in_name}

    return acted(request, act, "oversight:accounts")


@require_http_methods(["GET", "HEAD", "POST"])
@system_officer
def account_password(request: DeskRequest, number: int) -> HttpResponse:
    """Ask, then give an account a new password and show it once."""
    line = queries.account(request.actor, number)
    refused, status = "", 200
    if request.method == "POST":
        password = actions.first_password()
        try:
            actions.renew_password(
                number=number, password=password, by=request.actor, at=clock.now()
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            refused, status = sentence_of(refusal), refusal.status
        else:
            return _slip(request, line.name, line.sign_in_name, password)
    context = {"line": line, "refused": refused}
    return render(request, "oversight/account_password.html", context, status=status)


def _slip(request: DeskRequest, name: str, sign_in_name: str, password: str) -> HttpResponse:
    context = {
        "name": name,
        "sign_in_name": sign_in_name,
        "password": password,
        "days": queries.policy().first_days,
    }
    return render(request, "oversight/account_slip.html", context)
