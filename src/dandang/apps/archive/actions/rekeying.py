"""Changing the keys of what is sealed: a new key, everything sealed anew, the old key destroyed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet

from dandang.apps.archive.models import SealedField, StatusPeriod
from dandang.apps.archive.queries.keys import sealed_with
from dandang.apps.archive.sealing import RING, field_context, period_context, ring
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import COUNTY_PATH, Actor, require_county
from dandang.apps.permits.verbs import Verb
from dandang.kit import cipher
from dandang.terms.refusal import Refusal

BATCH = 500
# No act takes as long: after it, nobody still seals with the key before.
SETTLING = timedelta(minutes=10)


def begin_rekeying(*, by: Actor, at: datetime) -> str:
    """Make a new key (更换密钥) and give its id; when the change before was not finished, its key.

    From now on the new key seals. Nothing is lost whenever this stops: call `reseal` until it
    gives 0, then `verify`.
    """
    require_county(by, Verb.ARCHIVE_REKEY)
    keys = ring()
    unfinished = sum(sealed_with(key_id) for key_id in list(keys.keys)[:-1])
    if keys.keys and unfinished:
        return keys.newest
    made = cipher.add_key(settings.KEYS, RING)
    _record({"change": "key_added", "key": made}, by=by, at=at)
    return made


def reseal(*, by: Actor, at: datetime) -> int:
    """Seal up to `BATCH` fields and periods with the newest key; gives how many, 0 at the end."""
    require_county(by, Verb.ARCHIVE_REKEY)
    return _reseal(SealedField, _field_context) or _reseal(StatusPeriod, _period_context)


def verify(*, by: Actor, at: datetime) -> int:
    """Open everything that is sealed, without showing it; gives how many, with a trail row.

    Refusal at the first that does not open with the newest key.
    """
    require_county(by, Verb.ARCHIVE_REKEY)
    keys = ring()
    count = 0
    for model, context in ((SealedField, _field_context), (StatusPeriod, _period_context)):
        for row in model._default_manager.exclude(sealed="").iterator(BATCH):
            keys.unseal(row.sealed, context=context(row))
            if not row.sealed.startswith(cipher.prefix(keys.newest)):
                raise Refusal("keys.in_use", count=1)
            count += 1
    if keys.keys:
        _record({"change": "resealed", "key": keys.newest, "count": count}, by=by, at=at)
    return count


def retire_keys(*, by: Actor, at: datetime) -> tuple[str, ...]:
    """Destroy (销毁) every key but the newest; gives their ids.

    Refused while anything is sealed with one of them, and for ten minutes after the newest was made.
    """
    require_county(by, Verb.ARCHIVE_REKEY)
    with transaction.atomic():
        keys = ring()
        old = tuple(keys.keys)[:-1]
        if not old:
            raise Refusal("keys.none_old")
        used = sum(sealed_with(key_id) for key_id in old)
        if used:
            raise Refusal("keys.in_use", count=used)
        place = cipher.place_of(settings.KEYS, RING, keys.newest)
        made = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        if at < made + SETTLING:
            raise Refusal("keys.too_fresh", minutes=SETTLING.seconds // 60)
        _record({"change": "keys_destroyed", "keys": list(old)}, by=by, at=at)
    for key_id in old:
        cipher.destroy_key(settings.KEYS, RING, key_id)
    return old


@transaction.atomic
def _reseal(model: type[Model], context: Callable[[Model], str]) -> int:
    keys = ring(make=True)
    rows: QuerySet[Model] = model._default_manager.exclude(sealed="")
    rows = rows.exclude(sealed__startswith=cipher.prefix(keys.newest))
    found = list(rows.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    for row in found:
        plain = keys.unseal(row.sealed, context=context(row))  # type: ignore[attr-defined]
        row.sealed = keys.seal(plain, context=context(row))  # type: ignore[attr-defined]
    model._default_manager.bulk_update(found, ["sealed"])
    return len(found)


def _field_context(row: Model) -> str:
    assert isinstance(row, SealedField)
    return field_context(row.person_id, row.name)


def _period_context(row: Model) -> str:
    assert isinstance(row, StatusPeriod)
    return period_context(row.person_id, row.kind, row.first_day)


def _record(details: dict[str, object], *, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        verb=Verb.ARCHIVE_REKEY,
        subject=audit.Subject("keys", RING, "密封信息密钥", path=COUNTY_PATH),
        at=at,
        details=details,
    )
