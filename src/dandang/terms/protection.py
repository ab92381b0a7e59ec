"""The items of 等保三级 for an application: what the product does, what the installation must do."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dandang.terms.term import Term


class ProtectionDuty(Term):
    """落实方: who answers for an item of 等保三级."""

    PRODUCT = "product", "产品满足", "the product"
    BOTH = "both", "产品与安装共同", "product and installation"
    SITE = "site", "由安装负责", "the installation"


@dataclass(frozen=True, slots=True)
class ProtectionItem:
    """One item: its number, part and matter, who answers, what each does, and the tests that show it."""

    number: int
    part: str
    matter: str
    duty: ProtectionDuty
    product: str
    site: str
    tests: tuple[str, ...]


@cache
def protection_items() -> tuple[ProtectionItem, ...]:
    """All items in the order of the standard (GB/T 22239-2019, level three).

    The matter is told in our own words after a transcription that has not been checked against the
    standard itself.
    """
    text = files("dandang.terms").joinpath("protection.toml").read_text("utf-8")
    return tuple(
        ProtectionItem(
            number=number,
            part=entry["part"],
            matter=entry["matter"],
            duty=ProtectionDuty(entry["duty"]),
            product=entry["product"],
            site=entry["site"],
            tests=tuple(entry["tests"]),
        )
        for number, entry in enumerate(tomllib.loads(text)["item"], 1)
    )
