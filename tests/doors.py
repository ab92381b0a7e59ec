"""Signing in through the door, for tests of pages."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from dandang.apps.accounts.actions import open_account
from dandang.apps.accounts.models import Account
from dandang.apps.grants.models import Grant
from dandang.apps.permits.actor import console
from dandang.kit import clock
from dandang.terms.access import AccountKind, Role
from makers import NOW, make_unit, password_is_enough

PASSWORD = "Correct horse 1"


def open_with_password(name: str, role: Role | None = None, *, path_unit: Any = None) -> Account:
    """An account that can sign in with PASSWORD, with a role over a county of its own or `path_unit`.

    Nobody needs a second factor, and the password is no first one.
    """
    kind = role.account_kind if role else AccountKind.BUSINESS
    password_is_enough()
    number = open_account(
        sign_in_name=name,
        name=name,
        kind=kind,
        password=PASSWORD,
        lasting=True,
        by=console("test"),
        at=clock.now(),
    )
    account = Account.objects.get(pk=number)
    if role is not None:
        unit = None if role is Role.CADRE else path_unit or make_unit()
        Grant.objects.create(account=account, role=str(role), unit=unit, granted_at=NOW)
    return account


def enter(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the sign-in form."""
    return client.post("/sign-in/", {"name": name, "password": password, **more})


def at_time(monkeypatch: pytest.MonkeyPatch, moment: datetime, *, plus: timedelta) -> None:
    """Let the clock stand at a moment."""
    monkeypatch.setattr(clock, "now", lambda: moment + plus)
