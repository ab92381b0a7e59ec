"""The pages on which plain text stood before are written anew, so that none is left in the file."""

from django.db import migrations


def _rewrite(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("VACUUM")
        editor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        for table in ("archive_sealedfield", "archive_statusperiod"):
            editor.execute(f"VACUUM FULL {table}")


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("archive", "0002_sealed"),
    ]

    operations = [
        migrations.RunPython(_rewrite, migrations.RunPython.noop, elidable=True),
    ]
