"""The register of settings: what the centre leaves open, with defaults, bounds and sources."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dandang.terms.access import Role
from dandang.terms.organisation import Confidence, SettingKind
from dandang.terms.refusal import Refusal

_WHOLE = re.compile(r"[0-9]{1,6}")
_UNFIT = re.compile(r"[\s〔〕\[\]\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Said:
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Chinese unless `language` begins with `en`."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values that a setting may take, with its name."""

    value: str
    name: Said


@dataclass(frozen=True, slots=True)
class Declared:
    """A setting as declared: its name, what it may be, what holds by default, and the centre's word.

    `least` and `most` bound a whole number, or the length of a text. `confidence` says how far
    `says` was compared with the text; `OPEN` means that no central text speaks of it.
    """

    key: str
    group: Said
    name: Said
    unit: Said
    kind: SettingKind
    default: str
    used: Said
    kept_by: Role
    confidence: Confidence
    source: str
    article: str
    says: str
    least: int
    most: int
    options: tuple[Option, ...]

    def check(self, value: str) -> None:
        """Refuse a value that this setting cannot take, with the sentence that says what it can."""
        name = self.name.zh
        if self.kind is SettingKind.WHOLE:
            if not _WHOLE.fullmatch(value) or not self.least <= int(value) <= self.most:
                raise Refusal(
                    "organisation.value_outside",
                    name=name,
                    value=value,
                    least=self.least,
                    most=self.most,
                )
        elif self.kind is SettingKind.TEXT:
            if not self.least <= len(value) <= self.most or _UNFIT.search(value):
                raise Refusal(
                    "organisation.text_unfit", name=name, least=self.least, most=self.most
                )
        elif value not in {option.value for option in self.options}:
            options = "、".join(option.name.zh for option in self.options)
            raise Refusal("organisation.value_unknown", name=name, value=value, options=options)

    def shown(self, value: str, language: str) -> str:
        """A value as people read it: the name of the option, or the number with its unit."""
        for option in self.options:
            if option.value == value:
                return option.name.say(language)
        return " ".join(part for part in (value, self.unit.say(language)) if part)


_YES_NO = (Option("yes", Said("是", "yes")), Option("no", Said("否", "no")))


@cache
def register() -> Mapping[str, Declared]:
    """Every declared setting by its key, in the order of the register."""
    place = files("dandang.apps.organisation").joinpath("register.toml")
    table = tomllib.loads(place.read_text("utf-8"))
    groups = {code: Said(**words) for code, words in table["groups"].items()}
    return {entry["key"]: _declared(entry, groups) for entry in table["setting"]}


def _declared(entry: Mapping[str, Any], groups: Mapping[str, Said]) -> Declared:
    kind = SettingKind(entry["kind"])
    named = tuple(
        Option(each["value"], Said(each["zh"], each["en"])) for each in entry.get("choices", ())
    )
    found = Declared(
        key=entry["key"],
        group=groups[entry["group"]],
        name=Said(entry["zh"], entry["en"]),
        unit=Said(**entry.get("unit", {"zh": "", "en": ""})),
        kind=kind,
        default=entry["default"],
        used=Said(**entry["used"]),
        kept_by=Role(entry.get("kept_by", Role.ORGANISER_OFFICER)),
        confidence=Confidence(entry["confidence"]),
        source=entry["source"],
        article=entry["article"],
        says=entry["says"],
        least=entry.get("least", 0),
        most=entry.get("most", 0),
        options=_YES_NO if kind is SettingKind.YES_NO else named,
    )
    found.check(found.default)
    return found


def declared(key: str) -> Declared:
    """The declared setting of that key; refused when there is none."""
    found = register().get(key)
    if found is None:
        raise Refusal("organisation.setting_unknown", key=key)
    return found
