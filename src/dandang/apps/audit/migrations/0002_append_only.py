"""The database itself refuses to change or remove a row of the trail."""

from django.db import migrations

from dandang.kit.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        *append_only("trail", table="audit_trailrow", message="留痕只能追加，不能改、不能删"),
    ]
