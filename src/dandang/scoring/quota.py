"""The quota (优秀比例): how many of a group may be proposed, in integers, and which ties the panel decides."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.values import Zone
from dandang.terms.refusal import Refusal
from dandang.terms.term import Term

CLEAR, OUT = 0.9, 0.1


class Proposed(Term):
    """建议: what the rule says of one ratee; a panel decides."""

    WITHIN = "within", "在比例之内", "within the cap"
    PANEL = "panel", "并列跨线，由评审组决定", "a tie across the cap: for the panel"
    BEYOND = "beyond", "在比例之外", "beyond the cap"


@dataclass(frozen=True, slots=True)
class Group:
    """A group with a quota of its own (考核单元): `base` people take part, `percent` of them at most.

    `pool` names where the group is counted when its own cap is 0; empty where it stays alone.
    """

    code: str
    percent: Fraction
    base: int
    pool: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one ratee stands (who may be proposed); `order` is compared from its first number on, larger is better.

    First the score in whole units (posterior mean × 10⁴, or the score of record in its last
    decimal), then the published tie-breaks; never a key of the person, never chance.
    """

    key: str
    group: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Groups that share one cap: `share` is Σ percent × base / 100, exact; `cap` its whole part."""

    name: str
    groups: tuple[str, ...]
    base: int
    share: Fraction

    @property
    def cap(self) -> int:
        """The most that may be proposed: never rounded up."""
        return floor(self.share)

    @property
    def pooled(self) -> bool:
        """Whether groups too small for a place of their own are counted together here."""
        return self.groups != (self.name,)


@dataclass(frozen=True, slots=True)
class PartProposal:
    """Who of one part is within, whom the panel chooses from, who is beyond; best first.

    The panel may fill `open_places` from `panel` with recorded reasons, or leave them empty. Unused
    places go nowhere else.
    """

    part: Part
    within: tuple[str, ...]
    panel: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def open_places(self) -> int:
        """How many of `panel` fit under the cap; 0 where nobody is tied across it."""
        return self.part.cap - len(self.within) if self.panel else 0

    def of(self, key: str) -> Proposed:
        """What is proposed of one ratee; KeyError for somebody of another part."""
        for said, keys in (
            (Proposed.WITHIN, self.within),
            (Proposed.PANEL, self.panel),
            (Proposed.BEYOND, self.beyond),
        ):
            if key in keys:
                return said
        raise KeyError(key)


def parts(groups: Sequence[Group], pools: Mapping[str, str] | None = None) -> tuple[Part, ...]:
    """The caps before the round opens: groups with cap 0 counted together in their pools.

    `pools` gives the next larger pool of a pool; what has cap 0 there climbs on. Groups come first
    in their order, then pools by name. Refused: a group twice, a percentage outside 0 to 100, a
    negative base, pools in a circle.
    """
    _require_groups(groups)
    above = dict(pools or {})
    waiting: dict[str, list[Group]] = defaultdict(list)
    alone = []
    for group in groups:
        part = _part(group.code, [group])
        if part.cap == 0 and group.pool:
            waiting[group.pool].append(group)
        else:
            alone.append(part)
    together = []
    for pool in _deepest_first({*above, *above.values(), *waiting} - {""}, above):
        members = waiting.pop(pool, [])
        part = _part(pool, members)
        if part.cap == 0 and above.get(pool):
            waiting[above[pool]].extend(members)
        elif members:
            together.append(part)
    return (*alone, *sorted(together, key=lambda part: part.name))


def _require_groups(groups: Sequence[Group]) -> None:
    seen: set[str] = set()
    for group in groups:
        if group.code in seen:
            raise Refusal("quota.group_twice", group=group.code)
        if not 0 <= group.percent <= 100 or group.base < 0:
            raise Refusal("quota.outside", group=group.code)
        seen.add(group.code)


def _part(name: str, groups: Sequence[Group]) -> Part:
    share = sum((group.percent * group.base for group in groups), Fraction(0)) / 100
    codes = tuple(sorted(group.code for group in groups))
    return Part(name, codes, sum(group.base for group in groups), share)


def _deepest_first(pools: Iterable[str], above: Mapping[str, str]) -> list[str]:
    def depth(pool: str) -> int:
        steps, at = 0, pool
        while above.get(at):
            at = above[at]
            steps += 1
            if steps > len(above):
                raise Refusal("quota.pools_in_a_circle", pool=pool)
        return steps

    return sorted(pools, key=lambda pool: (-depth(pool), pool))


def proposals(
    groups: Sequence[Group],
    standings: Sequence[Standing],
    pools: Mapping[str, str] | None = None,
) -> tuple[PartProposal, ...]:
    """What the rule proposes for every part, in the order of `parts`.

    Ratees with equal `order` are a block, taken whole or not at all: a block is within when it
    and all before it are no more than the cap. Refused, besides what `parts` refuses: a ratee twice,
    one of an unknown group, or more ratees in a group than its base.
    """
    made = parts(groups, pools)
    home = {code: i for i, part in enumerate(made) for code in part.groups}
    _require_standings(groups, standings)
    members: dict[int, list[Standing]] = defaultdict(list)
    for standing in standings:
        members[home[standing.group]].append(standing)
    return tuple(_proposed(part, members[i]) for i, part in enumerate(made))


def _require_standings(groups: Sequence[Group], standings: Sequence[Standing]) -> None:
    left = {group.code: group.base for group in groups}
    seen: set[str] = set()
    for standing in standings:
        if standing.key in seen:
            raise Refusal("quota.ratee_twice", ratee=standing.key)
        if standing.group not in left:
            raise Refusal("quota.group_unknown", group=standing.group)
        seen.add(standing.key)
        left[standing.group] -= 1
        if left[standing.group] < 0:
            raise Refusal("quota.more_than_base", group=standing.group)


def _proposed(part: Part, members: Sequence[Standing]) -> PartProposal:
    ordered = sorted(members, key=lambda each: each.key)
    ordered.sort(key=lambda each: each.order, reverse=True)
    within: list[str] = []
    panel: list[str] = []
    beyond: list[str] = []
    for _, block in itertools.groupby(ordered, key=lambda each: each.order):
        keys = [each.key for each in block]
        if panel or beyond or len(within) == part.cap:
            beyond += keys
        elif len(within) + len(keys) <= part.cap:
            within += keys
        else:
            panel = keys
    return PartProposal(part, tuple(within), tuple(panel), tuple(beyond))


def chances(draws: NDArray[np.float64], cap: int) -> NDArray[np.float64]:
    """How often each ratee is among the best `cap`: `draws` is draws × ratees of one part."""
    count = draws.shape[1]
    if cap <= 0 or count == 0:
        return np.zeros(count)
    if cap >= count:
        return np.ones(count)
    lowest = np.partition(draws, count - cap, axis=1)[:, count - cap, None]
    return np.asarray((draws >= lowest).mean(axis=0), dtype=np.float64)


def zone(chance: float) -> Zone:
    """What the chance of being within the cap says: at least 0.9 is clear, at most 0.1 is out; between them people deliberate."""
    if chance >= CLEAR:
        return Zone.CLEAR
    return Zone.OUT if chance <= OUT else Zone.PANEL
