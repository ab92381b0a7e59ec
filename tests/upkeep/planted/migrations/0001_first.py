"""A table, and rows that the way back must take away again."""

import os
from typing import Any

from django.db import migrations, models


def change(apps: Any, editor: Any) -> None:
    """Change what is there, before anything can go wrong."""
    editor.execute("UPDATE organisation_county SET name = '另一个县'")
    if os.environ["PLANTED"] == "breaks":
        editor.execute("DELETE FROM files_file")
    if os.environ["PLANTED"] == "loses":
        editor.execute("ALTER TABLE files_file RENAME TO files_lost")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("files", "0001_initial")]
    operations = [
        migrations.CreateModel("Later", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(change),
    ]
