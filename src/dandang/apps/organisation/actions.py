"""Naming the county and keeping its settings."""

from datetime import datetime

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.organisation.models import County, Setting
from dandang.apps.permits.actor import COUNTY_PATH, Actor, require
from dandang.apps.permits.verbs import Verb


@transaction.atomic
def name_county(*, name: str, office: str, fictitious: bool, by: Actor, at: datetime) -> None:
    """Name the county (县名) and its organisation department; `fictitious` marks invented data."""
    require(by, Verb.ORGANISATION_EDIT)
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
    require(by, Verb.ORGANISATION_EDIT)
    before = Setting.objects.filter(key=key).values_list("value", flat=True).first()
    Setting.objects.update_or_create(key=key, defaults={"value": value, "document": document})
    audit.record(
        by=by,
        verb=Verb.ORGANISATION_EDIT,
        subject=audit.Subject("setting", key, key, path=COUNTY_PATH),
        at=at,
        details={"before": before, "after": value, "document": document},
    )
