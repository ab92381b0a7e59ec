"""The second factor: setting it up, taking its codes, giving it up, and resetting a lost one.

The secret lies sealed beside its account, the key outside the database; recovery codes lie keyed.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dandang.apps.accounts.actions.row import locked_row, row_of_another, subject_of, write_down
from dandang.apps.accounts.actions.sessions import end_every_session
from dandang.apps.accounts.models import Account, Factor, RecoveryCode
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit import cipher, totp
from dandang.kit.keys import key
from dandang.terms.refusal import Refusal
from dandang.terms.trail import Act

KEY = "factors"
RECOVERY_CODES = 10
_SECRET_BYTES = 20
_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A secret to be put into an app: as the app reads it from a QR code, and as it is typed."""

    address: str
    letters: str


@transaction.atomic
def prepare_factor(*, issuer: str, by: Actor, at: datetime) -> Prepared:
    """Have a secret ready for one's own app; the same one until a code confirms it.

    Refused when a second factor is in use already. Nothing counts yet, so the trail keeps no row.
    """
    account = locked_row(by.account or 0)
    factor = Factor.objects.filter(account=account).first()
    if factor is not None and factor.confirmed_at is not None:
        raise Refusal("accounts.factor_in_use")
    if factor is None:
        made = secrets.token_bytes(_SECRET_BYTES)
        sealed = cipher.seal(settings.KEYS, KEY, made, context=_context(account))
        factor = Factor.objects.create(account=account, sealed=sealed)
    secret = _secret(factor, account)
    return Prepared(
        totp.address(secret, issuer=issuer, name=account.sign_in_name), totp.in_letters(secret)
    )


@transaction.atomic
def confirm_factor(*, said: str, current: int | None, by: Actor, at: datetime) -> tuple[str, ...]:
    """Put the second factor into use (启用动态口令) by its first code; gives the recovery codes, once.

    Other sessions end.
    """
    account = locked_row(by.account or 0)
    factor = Factor.objects.filter(account=account, confirmed_at=None).first()
    if factor is None:
        raise Refusal("accounts.factor_in_use")
    step = totp.matching_step(_secret(factor, account), _plain(said), at=at, after=0)
    if step is None:
        raise Refusal("accounts.factor_not_confirmed")
    factor.last_step, factor.confirmed_at = step, at
    factor.save(update_fields=["last_step", "confirmed_at"])
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(factor=factor, digest=_digest(account, code)) for code in codes]
    )
    end_every_session(account, at=at, but=current)
    _record(account, "on", by=by, at=at)
    return codes


@transaction.atomic
def reset_factor(*, number: int, by: Actor, at: datetime) -> None:
    """Remove the second factor of somebody who lost it (重设动态口令); his sessions end."""
    require(by, Verb.ACCOUNTS_OPEN)
    account = row_of_another(number, by)
    if not Factor.objects.filter(account=account).delete()[0]:
        raise Refusal("accounts.no_factor")
    end_every_session(account, at=at)
    write_down(account, {"change": "factor_reset"}, by=by, at=at)


def take_code(account: Account, said: str, *, at: datetime) -> str:
    """Take a code or a recovery code of an account under a lock; which of both it was, or nothing.

    Each is taken once: the step of a code is kept, a recovery code is marked as used.
    """
    factor = Factor.objects.filter(account=account, confirmed_at__isnull=False).first()
    if factor is None:
        return ""
    said = _plain(said)
    if len(said) == totp.DIGITS:
        secret = _secret(factor, account)
        step = totp.matching_step(secret, said, at=at, after=factor.last_step)
        if step is None:
            return ""
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return "code"
    unused = RecoveryCode.objects.filter(factor=factor, used_at=None)
    found = unused.filter(digest=_digest(account, said)).update(used_at=at)
    return "recovery_code" if found else ""


def _secret(factor: Factor, account: Account) -> bytes:
    return cipher.unseal(settings.KEYS, KEY, factor.sealed, context=_context(account))


def _context(account: Account) -> str:
    return f"factor:{account.pk}"


def _recovery_code() -> str:
    return "".join(secrets.choice(_PLAIN) for _ in range(10))


def _digest(account: Account, code: str) -> str:
    # Keyed outside the database: a copy of it is not enough to try codes.
    lost = not (settings.KEYS / KEY).exists()
    if lost and RecoveryCode.objects.exists():
        # With a new key none of the codes that people keep would be taken any more.
        raise Refusal("keys.codes_missing", name=KEY)
    secret = bytes.fromhex(key(settings.KEYS, KEY))
    return hmac.digest(secret, f"{account.pk}|{code}".encode(), "sha256").hex()


def _plain(said: str) -> str:
    return "".join(said.split()).replace("-", "").lower()


def _record(account: Account, change: str, *, by: Actor, at: datetime) -> None:
    audit.record(
        by=by, verb=Act.FACTOR, subject=subject_of(account), at=at, details={"change": change}
    )
