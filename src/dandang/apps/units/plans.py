"""What a unit and its posts are to be: values for storing a whole tree at once."""

from dataclasses import dataclass

from dandang.terms.people import PostLevel, UnitKind


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post to be made, in the order it is told; `quota` None: not yet fixed."""

    title: str
    level: PostLevel
    in_team: bool = False
    key: bool = False
    duties: str = ""
    quota: int | None = 1


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit to be made. `full_name` is its path in words (清源县/县财政局), its parent's included.

    `team` names its leading team; empty: it has none.
    """

    full_name: str
    short_name: str
    kind: UnitKind
    order: int
    posts: tuple[PostPlan, ...] = ()
    team: str = ""
    hardship: bool = False

    @property
    def name(self) -> str:
        """Its own name, the last part of the path."""
        return self.full_name.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The path in words of the unit above; empty for the county."""
        return self.full_name.rpartition("/")[0]
