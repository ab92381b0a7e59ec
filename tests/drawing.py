"""Drawing pages with the database out of reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.template.base import Template


class DrawnWithDatabase(AssertionError):
    """A template asked the database; a view hands over everything a page shows."""


def _refuse(execute: Any, sql: str, *rest: Any) -> None:
    raise DrawnWithDatabase(f"A template asked the database: {sql[:300]}")


@contextmanager
def database_out_of_reach_of_templates() -> Iterator[None]:
    """While it lasts, a template that reaches for the database fails; views and the frame do not."""
    drawn = Template._render

    def draw(template: Template, context: Any) -> Any:
        with connection.execute_wrapper(_refuse):
            return drawn(template, context)

    Template._render = draw
    try:
        yield
    finally:
        Template._render = drawn
