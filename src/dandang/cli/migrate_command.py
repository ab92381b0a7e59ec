"""`dandang migrate`: bring the main database to the shape this version needs."""

import argparse

HELP = "create or upgrade the tables of the main database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(options: argparse.Namespace) -> int:
    """Apply the migrations; 0 when done."""
    from dandang.cli.django_start import start_django

    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return 0
