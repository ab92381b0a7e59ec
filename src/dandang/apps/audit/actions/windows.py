"""An hour that begins anywhere: where one account read more people's files than a limit."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)


def hours_over(
    reads: Sequence[tuple[datetime, int]], *, most: int, known: Sequence[datetime]
) -> list[tuple[datetime, int]]:
    """The hours, none within another, in which more than `most` people were read, and how many.

    `reads` are moments and people in the order of time. Each hour begins with a read. What falls
    within an hour of a `known` beginning, the earliest first, has been said before.
    """
    found: list[tuple[datetime, int]] = []
    inside: Counter[int] = Counter()
    end, said_until = 0, None
    for begin, person in reads:
        while end < len(reads) and reads[end][0] < begin + HOUR:
            inside[reads[end][1]] += 1
            end += 1
        if said_until is None or begin >= said_until:
            near = next((each for each in known if begin - HOUR < each < begin + HOUR), None)
            if near is not None and (near <= begin or len(inside) > most):
                said_until = near + HOUR
            elif len(inside) > most:
                found.append((begin, len(inside)))
                said_until = begin + HOUR
        inside[person] -= 1
        if not inside[person]:
            del inside[person]
    return found
