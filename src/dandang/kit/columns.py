"""Columns whose meaning the code must know, beside what they hold."""

from typing import Any

from django.db import models


class TreePath(models.CharField[str, str]):
    """The path of a place in a tree, kept as a value; in a migration a plain text.

    When the place is moved its paths follow, in every table; with `follows=False` what was written
    stays, as in a record of what happened.
    """

    def __init__(self, *args: Any, follows: bool = True, **options: Any) -> None:
        """Two hundred characters, unless something else is said."""
        self.follows = follows
        super().__init__(*args, **{"max_length": 200, **options})

    def deconstruct(self) -> Any:
        """As the text column it is, so that no migration hangs on this class."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def clone(self) -> Any:
        """The same column again, with what it means."""
        made: Any = super().clone()
        made.follows = self.follows
        return made
