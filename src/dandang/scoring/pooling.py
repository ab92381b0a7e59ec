"""Pooling (合并计算): no group of fewer than k ballots is ever counted by itself."""

from collections.abc import Callable, Sequence

Classes = tuple[str, ...]


def pool(
    order: Sequence[str],
    parts: Sequence[Classes],
    size: Callable[[Classes], int],
    least: int,
) -> tuple[Classes, ...]:
    """The parts, merged until each has a `size` of at least `least`; empty when all together fall short.

    The smallest part below `least` joins the next larger one, again and again. Of equal sizes the
    one that stands earlier in `order`, the scheme's list of classes, is taken first.
    """
    position = {code: i for i, code in enumerate(order)}
    groups = list(parts)
    while groups:
        by_size = sorted(groups, key=lambda part: (size(part), position[part[0]]))
        if size(by_size[0]) >= least:
            break
        if len(groups) == 1:
            return ()
        merged = tuple(sorted(by_size[0] + by_size[1], key=position.__getitem__))
        groups = [*by_size[2:], merged]
    return tuple(sorted(groups, key=lambda part: position[part[0]]))
