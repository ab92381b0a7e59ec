"""An enum whose members know their Chinese and their English name."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A closed list of words. `value` is stored, `zh` is shown, `en` is shown in English.

    Declare members as `NAME = "stored_value", "中文", "English"`.
    """

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make a member from its stored value and its two names."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    def __str__(self) -> str:
        """The stored value, so that a member can stand in a query or a file."""
        return str(self.value)

    def say(self, language: str) -> str:
        """The name on screen: Chinese unless `language` begins with `en`."""
        return self.en if language.startswith("en") else self.zh

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of stored value and Chinese name, for a table column."""
        return [(str(member.value), member.zh) for member in cls]
