"""Units and posts by the names that rosters use for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dandang.apps.units.queries import PostLine, UnitLine


def _plain(name: str) -> str:
    return "".join(name.split()).replace("/", "")


@dataclass(frozen=True, slots=True)
class Names:
    """The units a viewer may see, by every name, and their posts by full name and title."""

    units: Mapping[str, UnitLine]
    posts: Mapping[str, Mapping[str, PostLine]]
    _called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        """List each unit under its full name, its name and its short name."""
        for full_name, unit in self.units.items():
            for name in (full_name, unit.name, unit.short_name):
                self._called[_plain(name)].add(full_name)

    def called(self, text: str) -> frozenset[str]:
        """The full names of the units called so; a heading such as 县财政局干部名册 counts."""
        plain = _plain(text)
        for end in ("", "干部名册", "名册", "干部花名册", "花名册", "人员名册"):
            if plain.endswith(end):
                found = self._called.get(plain.removesuffix(end))
                if found:
                    return self._exact(plain.removesuffix(end), found)
        return frozenset()

    def _exact(self, plain: str, found: Iterable[str]) -> frozenset[str]:
        own = [full_name for full_name in found if _plain(self.units[full_name].name) == plain]
        whole = [full_name for full_name in found if _plain(full_name) == plain]
        return frozenset(whole or own or found)

    def label(self, full_name: str) -> str:
        """The unit's name; its full name where another unit has the same."""
        unit = self.units.get(full_name)
        name = unit.name if unit else full_name.rpartition("/")[2]
        return name if self.called(name) in ({full_name}, set()) else full_name

    def starting(self, text: str) -> list[tuple[str, str]]:
        """Units whose name the text begins with, longest first, each with the rest of the text."""
        found = []
        for length in range(len(text) - 1, 0, -1):
            plain = text[:length]
            if plain in self._called:
                rest = text[length:]
                found += [(unit, rest) for unit in self._exact(plain, self._called[plain])]
        return found

    def post(self, text: str, unit: str, *, main: bool) -> tuple[str, str]:
        """The unit and title that a post's text means in the rows of `unit`.

        A post that exists comes first; a main post that does not is one of the row's own unit.
        """
        if text in self.posts.get(unit, {}):
            return unit, text
        prefixed = self.starting(text)
        for other, rest in prefixed:
            if rest in self.posts.get(other, {}):
                return other, rest
        for other, rest in prefixed:
            if other == unit:
                return unit, rest
        if main or not prefixed:
            return unit, text
        return prefixed[0]

    def post_line(self, unit: str, title: str) -> PostLine | None:
        """The post of that title, or None when it is yet to be made."""
        return self.posts.get(unit, {}).get(title)


def names_of(units: Sequence[UnitLine], posts: Mapping[str, Mapping[str, PostLine]]) -> Names:
    """The names of some units and posts."""
    return Names({unit.full_name: unit for unit in units}, posts)
