"""A unit of the synthetic county as a value: its seats, its size, its place in the tree."""

from dataclasses import dataclass

from dandang.terms.people import Authority, PostLevel, Regime, UnitKind


@dataclass(frozen=True, slots=True)
class Seat:
    """职务: a title with its level and quota; `authority` is who manages whoever sits there."""

    title: str
    level: PostLevel
    quota: int = 1
    in_team: bool = False
    key: bool = False
    authority: Authority = Authority.UNIT
    regime: Regime = Regime.CIVIL_SERVANT
    duties: str = ""


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """单位: `path` is its full name path, `size` how many people in service belong to it."""

    path: str
    short_name: str
    kind: UnitKind
    seats: tuple[Seat, ...]
    size: int
    team: str = ""

    @property
    def name(self) -> str:
        """Its own name, the last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The path of the unit above it; empty for the county."""
        return self.path.rpartition("/")[0]
