"""Every write on accounts: opening, signing in, passwords, second factors, sessions, the policy."""

from dandang.apps.accounts.actions.factors import (
    confirm_factor,
    prepare_factor,
    reset_factor,
)
from dandang.apps.accounts.actions.giving_up import drop_factor
from dandang.apps.accounts.actions.opening import (
    Opening,
    close_stale,
    first_password,
    open_account,
    open_alike,
    open_each,
    renew_password,
    set_active,
    stretched,
    unlock,
)
from dandang.apps.accounts.actions.passwords import change_password
from dandang.apps.accounts.actions.policies import set_policy
from dandang.apps.accounts.actions.row import subject_of
from dandang.apps.accounts.actions.sessions import (
    begin_session,
    clear_sessions,
    end_own_sessions,
    end_session,
    end_sessions_of,
    see_session,
)
from dandang.apps.accounts.actions.signing import sign_in, sign_in_with_code

__all__ = [
    "Opening",
    "begin_session",
    "change_password",
    "clear_sessions",
    "close_stale",
    "confirm_factor",
    "drop_factor",
    "end_own_sessions",
    "end_session",
    "end_sessions_of",
    "first_password",
    "open_account",
    "open_alike",
    "open_each",
    "prepare_factor",
    "renew_password",
    "reset_factor",
    "see_session",
    "set_active",
    "set_policy",
    "sign_in",
    "sign_in_with_code",
    "stretched",
    "subject_of",
    "unlock",
]
