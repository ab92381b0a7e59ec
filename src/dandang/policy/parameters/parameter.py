"""A number of a regulation: as declared with its history, and as it holds on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dandang.terms.organisation import Confidence
from dandang.terms.people import Regime
from dandang.terms.refusal import Refusal
from dandang.terms.rules import ParameterUnit

# A list is read as a tuple, an inline table as a mapping whose values are such values again.
Value: TypeAlias = int | bool | str | date | tuple["Value", ...] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Document:
    """制度文件: a regulation, with the days that are known of it and the regimes it rules."""

    code: str
    zh: str
    issued: date | None
    in_force: date | None
    replaces: str
    ruled: tuple[Regime, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the first day on which it holds; it holds until the next one begins.

    `confidence` is its own where an earlier text is less sure than the present one.
    """

    first_day: date
    value: Value
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """参数: what a regulation fixes, or leaves to `setting`, with all its values and its source.

    `rows` are the numbered items of the register of rules that it carries; `checked` is the day on
    which it was last compared with `source`, and `confidence` how far that went; `checked_by` names
    who confirmed it against the text in force, and is empty while nobody has.
    """

    id: str
    document: Document
    rows: tuple[str, ...]
    zh: str
    article: str
    unit: ParameterUnit
    confidence: Confidence
    checked: date
    checked_by: str
    source: str
    note: str
    executable: bool
    setting: str
    values: tuple[Dated, ...]

    def on(self, day: date) -> "Parameter":
        """What holds on a day. Refused before the first day of its first value."""
        for dated in reversed(self.values):
            if dated.first_day <= day:
                return Parameter(self, dated.value, dated.first_day)
        raise Refusal(
            "policy.before_first_day",
            name=self.zh,
            document=self.document.zh,
            first=self.values[0].first_day,
            on=day,
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as it holds on one day: its value, the day it holds from, and who fixed it.

    `local` is the county's document where the county fixed it, or nothing.
    """

    declared: Declared
    value: Value
    from_day: date
    local: str = ""

    @property
    def id(self) -> str:
        """Document and code, as in `assessment_of_civil_servants.excellent_share`."""
        return self.declared.id

    @property
    def confidence(self) -> Confidence:
        """How far this value was verified: its own, or that of the parameter."""
        own = {dated.first_day: dated.confidence for dated in self.declared.values}
        return own.get(self.from_day) or self.declared.confidence

    @property
    def article(self) -> str:
        """Where it stands: `《公务员考核规定》第二十七条`."""
        return f"《{self.declared.document.zh}》{self.declared.article}"

    @property
    def whole(self) -> int:
        """Its value as a whole number; TypeError when it is none."""
        return self._whole(self.value)

    @property
    def flag(self) -> bool:
        """Its value as yes or no; TypeError when it is neither."""
        if not isinstance(self.value, bool):
            raise TypeError(f"{self.id} is no flag")
        return self.value

    @property
    def text(self) -> str:
        """Its value as text; TypeError when it is none."""
        if not isinstance(self.value, str):
            raise TypeError(f"{self.id} is no text")
        return self.value

    @property
    def words(self) -> tuple[str, ...]:
        """Its value as a list of words; TypeError when it is none."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.id} is no list")
        return tuple(str(each) for each in self.value)

    @property
    def table(self) -> Mapping[str, Value]:
        """Its value as a table; TypeError when it is none."""
        if not isinstance(self.value, Mapping):
            raise TypeError(f"{self.id} is no table")
        return self.value

    def whole_of(self, key: str) -> int:
        """One whole number of a table."""
        return self._whole(self.table[key])

    def _whole(self, value: Value) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{self.id} is no whole number")
        return value
