"""Loading the installation, for commands that need its database."""

import os


def start_django() -> None:
    """Load the installation's settings and apps."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.project.settings")
    django.setup()
