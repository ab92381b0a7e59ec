"""Every numbered row of the register of rules is carried by a parameter; no other is named."""

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


def test_every_row_is_carried() -> None:
    carried = {row for one in book().declared.values() for row in one.rows}
    assert sorted({row for _, row in ROWS} - carried) == []
