"""How many unknown codes the booth answers, whoever types them: no address is looked at.

A code has 50 bits; with five guesses a second, a year of guessing finds one of a thousand slips
with a chance of about one in seven thousand.
"""

import threading
from datetime import datetime

MOST_AT_ONCE = 300
PER_SECOND = 5


class Throttle:
    """A budget of unknown codes that fills up again with time."""

    def __init__(self) -> None:
        """Start with a full budget."""
        self._lock = threading.Lock()
        self._left = float(MOST_AT_ONCE)
        self._seen: datetime | None = None

    def exhausted(self, at: datetime) -> bool:
        """Whether the budget is used up at this moment."""
        with self._lock:
            self._fill(at)
            return self._left < 1

    def count(self, at: datetime) -> None:
        """Take one unknown code from the budget."""
        with self._lock:
            self._fill(at)
            self._left -= 1

    def _fill(self, at: datetime) -> None:
        if self._seen is not None:
            passed = max(0.0, (at - self._seen).total_seconds())
            self._left = min(float(MOST_AT_ONCE), self._left + passed * PER_SECOND)
        self._seen = at


unknown_codes = Throttle()
