"""Who can be rated: the people of a roster with unit and post, and what is wrong with its rows."""

from typing import Any

from dandang.assessing.ballots import Ratee
from dandang.formats.roster_fields import RosterField
from dandang.formats.roster_in import Problem, RosterRow, read_roster
from dandang.terms.sentences import say

# What is wrong in other columns (a birthday, a degree) does not matter to a round.
_MATTERS = {"roster.heading_twice", "roster.row_incomplete", "roster.name_missing"}


def ratees_of(content: bytes) -> tuple[tuple[Ratee, ...], list[str]]:
    """The people of a roster workbook in its order, and a sentence for each problem that matters.

    A unit is read from its column, else from the title above the row. Refusal when it is no roster.
    """
    roster = read_roster(content)
    problems = [_sentence(each) for each in roster.problems if each.code in _MATTERS]
    people = tuple(
        Ratee(str(number), str(row.said[RosterField.NAME]), _posts(row), _unit(row))
        for number, row in enumerate(roster.rows, start=1)
    )
    return people, problems


def _unit(row: RosterRow) -> str:
    said = row.said.get(RosterField.UNIT)
    return said if isinstance(said, str) else ""


def _posts(row: RosterRow) -> str:
    said: Any = row.said.get(RosterField.POSTS)
    if isinstance(said, str):
        return said
    return "、".join(str(each) for each in said) if isinstance(said, tuple | list) else ""


def _sentence(problem: Problem) -> str:
    place = f"{problem.place.sheet} {problem.place.cell}"
    return f"{place}：{say(problem.code, 'zh', **problem.values)}"
