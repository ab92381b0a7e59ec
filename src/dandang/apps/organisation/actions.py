"""Naming the county and keeping its settings."""

from datetime import datetime

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.organisation.models import County, Setting
from dandang.apps.permits.actor import COUNTY_PATH, Actor, require_county
from dandang.apps.permits.verbs import Verb
from dandang.terms.refusal import Refusal

BOOTH_KEY = "booth.beside_archive"


@transaction.atomic
def name_county(*, name: str, office: str, fictitious: bool, by: Actor, at: datetime) -> None:
    """Name the county (县名) and its organisation department; `fictitious` marks invented data."""
    require_county(by, Verb.ORGANISATION_EDIT)
    County.objects.update_or_create(
        pk=1, defaults={"name": name, "office": office, "fictitious": fictitious}
    )
    audit.record(
        by=by,
        verb=Verb.ORGANISATION_EDIT,
        subject=audit.Subject("county", "1", name, path=COUNTY_PATH),
        at=at,
        details={"name": name, "office": office, "fictitious": fictitious},
    )


@transaction.atomic
def set_setting(*, key: str, value: str, document: str, by: Actor, at: datetime) -> None:
    """Keep a setting (设置) with the local document it rests on."""
    require_county(by, Verb.ORGANISATION_EDIT)
    if key == BOOTH_KEY:
        raise Refusal("organisation.network_by_system_officer")
    _keep(key=key, value=value, document=document, verb=Verb.ORGANISATION_EDIT, by=by, at=at)


@transaction.atomic
def allow_booth(*, document: str, by: Actor, at: datetime) -> None:
    """Record (登记) that the network's class allows the booth beside the archive, with its document.

    Before this is on record no box opens on this host.
    """
    require_county(by, Verb.ORGANISATION_NETWORK)
    if not document.strip():
        raise Refusal("organisation.document_missing")
    _keep(
        key=BOOTH_KEY,
        value="yes",
        document=document.strip(),
        verb=Verb.ORGANISATION_NETWORK,
        by=by,
        at=at,
    )


def _keep(*, key: str, value: str, document: str, verb: Verb, by: Actor, at: datetime) -> None:
    before = Setting.objects.filter(key=key).values_list("value", flat=True).first()
    Setting.objects.update_or_create(key=key, defaults={"value": value, "document": document})
    audit.record(
        by=by,
        verb=verb,
        subject=audit.Subject("setting", key, key, path=COUNTY_PATH),
        at=at,
        details={"before": before, "after": value, "document": document},
    )
