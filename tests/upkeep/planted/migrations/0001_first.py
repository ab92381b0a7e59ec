"""A table, and rows that the way back must take away again."""

import os
from pathlib import Path
from typing import Any

from django.db import migrations, models

import dandang.apps

APPS = Path(dandang.apps.__path__[0])
# After every other step of this version, whichever they are.
LAST = [
    (folder.name, max(step.stem for step in (folder / "migrations").glob("0*.py")))
    for folder in sorted(APPS.iterdir())
    if (folder / "migrations").is_dir()
]


def change(apps: Any, editor: Any) -> None:
    """Change what is there, before anything can go wrong."""
    editor.execute("UPDATE organisation_county SET name = '另一个县'")
    if os.environ["PLANTED"] == "breaks":
        editor.execute("DELETE FROM files_file")
    if os.environ["PLANTED"] == "loses":
        editor.execute("ALTER TABLE files_file RENAME TO files_lost")


class Migration(migrations.Migration):
    dependencies = LAST
    operations = [
        migrations.CreateModel("Later", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(change),
    ]
