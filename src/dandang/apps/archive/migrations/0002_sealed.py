"""What is sealed is encrypted from here on; the way back opens it again."""

import json

from django.conf import settings
from django.db import migrations, models

from dandang.kit import cipher

RING = "fields"
SEALED_KINDS = ("investigation", "sanction", "admonition")
BATCH = 500


def _field(row):
    return f"archive.sealed_field:{row.person_id}:{row.name}"


def _period(row):
    return f"archive.status_period:{row.person_id}:{row.kind}:{row.first_day.isoformat()}"


def _each(model, change, columns, **chosen):
    last = 0
    while True:
        rows = list(model.objects.filter(pk__gt=last, **chosen).order_by("pk")[:BATCH])
        if not rows:
            return
        for row in rows:
            change(row)
        model.objects.bulk_update(rows, columns)
        last = rows[-1].pk


def _seal(apps, editor):
    fields = apps.get_model("archive", "SealedField")
    periods = apps.get_model("archive", "StatusPeriod")
    closed = periods.objects.filter(kind__in=SEALED_KINDS)
    if not fields.objects.exists() and not closed.exists():
        return
    keys = cipher.ring(settings.KEYS, RING, make=True)

    def text(value):
        return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")

    def field(row):
        row.sealed, row.value = keys.seal(text(row.value), context=_field(row)), None

    def period(row):
        row.sealed = keys.seal(text([row.note, row.document]), context=_period(row))
        row.note = row.document = ""

    _each(fields, field, ["sealed", "value"])
    _each(periods, period, ["sealed", "note", "document"], kind__in=SEALED_KINDS)


def _open(apps, editor):
    fields = apps.get_model("archive", "SealedField")
    periods = apps.get_model("archive", "StatusPeriod")
    keys = cipher.ring(settings.KEYS, RING)

    def field(row):
        row.value = json.loads(keys.unseal(row.sealed, context=_field(row)))
        row.sealed = ""

    def period(row):
        if row.sealed:
            row.note, row.document = json.loads(keys.unseal(row.sealed, context=_period(row)))
            row.sealed = ""

    _each(fields, field, ["sealed", "value"])
    _each(periods, period, ["sealed", "note", "document"], kind__in=SEALED_KINDS)


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "sealedfield", "sealed", models.TextField(default="", verbose_name="密文"), preserve_default=False
        ),
        migrations.AddField(
            "statusperiod", "sealed", models.TextField(blank=True, default="", verbose_name="密文"), preserve_default=False
        ),
        migrations.AlterField(
            "sealedfield", "value", models.JSONField(null=True, verbose_name="内容")
        ),
        migrations.RunPython(_seal, _open, elidable=True),
        migrations.RemoveField("sealedfield", "value"),
    ]
