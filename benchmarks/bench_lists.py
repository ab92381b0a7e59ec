"""Every list and search in a county of 50,000 people, on SQLite."""

import tempfile

from benchmarks import Figure, lists

NAME = "Lists and searches among 50,000 people and 500,000 rows of the trail, on SQLite"


def run() -> list[Figure]:
    """Make the county in a folder of its own and ask every page."""
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        return lists.measured(data=folder, database="")
