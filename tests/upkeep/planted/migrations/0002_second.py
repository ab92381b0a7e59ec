"""The step that fails."""

import os
from typing import Any

from django.db import migrations


def fail(apps: Any, editor: Any) -> None:
    """Fail after the first step has been committed."""
    if os.environ["PLANTED"] == "fails":
        raise RuntimeError("planted")


class Migration(migrations.Migration):
    dependencies = [("planted", "0001_first")]
    operations = [migrations.RunPython(fail)]
