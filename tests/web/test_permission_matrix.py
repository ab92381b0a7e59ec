"""Who may ask for what: every address as every role, inside the scope and outside of it."""

import pytest

from matrix import WHO, Row, Walk, addresses, read, unanswered
from round_world import Walked, World, build

ROWS = read()
DESKS = sorted({row.desk for row in ROWS})


def test_every_named_address_has_a_row_and_every_row_an_address() -> None:
    assert unanswered(ROWS, addresses()) == []


def test_a_missing_row_a_stale_row_and_a_wrong_blank_are_caught() -> None:
    cells = dict.fromkeys(WHO, "200")
    rows = [
        Row("mine:gone", "GET", "", "", cells),
        Row("mine:file", "GET", "person=person", "", cells),
    ]
    assert unanswered(rows, {"mine:file": ("number",), "mine:new": ()}) == [
        "mine:new has no row",
        "mine:gone does not exist",
        "mine:file has the blanks ('number',)",
    ]


def test_an_answer_that_betrays_what_exists_is_caught() -> None:
    class Betraying(Walk):
        def __init__(self) -> None:
            self.world = World(None, Walked(), Walked({"person": 7}))  # type: ignore[arg-type]

        def _status(self, row: Row, who: str, numbers: dict[str, int]) -> str:
            return "403" if numbers["person"] == 7 else "404"

    row = Row("archive:person", "GET", "number=person", "", {})
    assert Betraying().told_apart(row, "leader", "200/403")
    assert not Betraying().told_apart(row, "leader", "200/404")


@pytest.mark.django_db
@pytest.mark.parametrize("desk", DESKS)
def test_everybody_gets_what_the_matrix_says(desk: str) -> None:
    walk = Walk(build())
    faults = []
    for row in (row for row in ROWS if row.desk == desk):
        for who in WHO:
            what, got = f"{row.address} {row.method} as {who}", walk.cell(row, who)
            if got != row.cells[who]:
                faults.append(f"{what}: expected {row.cells[who]}, got {got}")
            if walk.told_apart(row, who, got):
                faults.append(f"{what}: what is outside answers unlike what does not exist")
    assert faults == []
