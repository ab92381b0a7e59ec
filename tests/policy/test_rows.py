"""Every numbered row of the register of rules is carried by a parameter; no other is named."""

from collections import defaultdict
from pathlib import Path

from dandang.policy.parameters import book

ROWS = [
    (section, row)
    for section, row in (
        line.split()
        for line in (Path(__file__).parent / "rows.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
]


def test_there_are_254_rows() -> None:
    assert len({row for _, row in ROWS}) == 254


def test_a_parameter_names_only_known_rows() -> None:
    known = {row for _, row in ROWS}
    assert [one.id for one in book().declared.values() if set(one.rows) - known] == []


def test_a_section_that_is_carried_is_carried_whole() -> None:
    carried = {row for one in book().declared.values() for row in one.rows}
    sections = defaultdict(set)
    for section, row in ROWS:
        sections[section].add(row)
    begun = {name: rows for name, rows in sections.items() if rows & carried}
    assert {name: sorted(rows - carried) for name, rows in begun.items() if rows - carried} == {}
