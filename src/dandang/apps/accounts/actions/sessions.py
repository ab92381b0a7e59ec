"""The register of sessions: beginning, being seen, ending. An ended session opens nothing more."""

from datetime import datetime, timedelta

from django.db import transaction

from dandang.apps.accounts.actions.row import locked_row, subject_of, write_down
from dandang.apps.accounts.models import Account, Session
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.refusal import NotFound
from dandang.terms.trail import Act

# 网络安全法 第二十一条: network logs are kept for at least six months.
KEPT = timedelta(days=190)


def begin_session(*, account: int, browser: str, at: datetime) -> int:
    """Enter a session (登录) in the register and give its number. The sign-in itself is on the trail."""
    row = Session.objects.create(account_id=account, browser=browser, begun_at=at, seen_at=at)
    return row.pk


def see_session(*, number: int, at: datetime) -> None:
    """Note that a session was used. Asked once a minute by the pages; leaves no trail row."""
    Session.objects.filter(pk=number, ended_at=None).update(seen_at=at)


def end_session(*, number: int, at: datetime) -> None:
    """End one session, by signing out or by a time-out."""
    Session.objects.filter(pk=number, ended_at=None).update(ended_at=at)


@transaction.atomic
def end_own_sessions(*, current: int, only: int | None = None, by: Actor, at: datetime) -> int:
    """End one of one's own sessions (`only`), or all but the current one; gives how many."""
    mine = Session.objects.filter(account_id=by.account or 0, ended_at=None)
    if only is not None and not mine.filter(pk=only).exists():
        raise NotFound("permits.not_found")
    chosen = mine.filter(pk=only) if only is not None else mine.exclude(pk=current)
    ended = chosen.update(ended_at=at)
    account = locked_row(by.account or 0)
    audit.record(
        by=by, verb=Act.SESSIONS, subject=subject_of(account), at=at, details={"ended": ended}
    )
    return ended


@transaction.atomic
def end_sessions_of(*, number: int, by: Actor, at: datetime) -> int:
    """End every session of an account (强制退出); gives how many."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = locked_row(number)
    ended = end_every_session(account, at=at)
    write_down(account, {"change": "sessions_ended", "count": ended}, by=by, at=at)
    return ended


def end_every_session(account: Account, *, at: datetime, but: int | None = None) -> int:
    """End the sessions of an account, all `but` one; part of an act that leaves its own row."""
    return (
        Session.objects.filter(account=account, ended_at=None)
        .exclude(pk=but or 0)
        .update(ended_at=at)
    )


def clear_sessions(*, at: datetime) -> int:
    """Drop rows of the register that nobody used for half a year; gives how many."""
    return Session.objects.filter(seen_at__lt=at - KEPT).delete()[0]
