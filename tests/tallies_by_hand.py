"""Tallies to test with: one row, one ratee, a heading."""

from dataclasses import replace
from fractions import Fraction

from dandang.scoring.tallies.rules import Counted, Rules

RULES = Rules(
    grades={"优秀": Fraction(95), "称职": Fraction(85), "不称职": Fraction(50), "不了解": None},
    classes={"A": Fraction(60), "B": Fraction(40)},
)
HEAD = "姓名,票类,应到,实到,发出,收回,有效,作废,弃权,优秀,称职,不称职,不了解"


def row(
    rater_class: str, marks: tuple[int, ...], *, ratee: str = "张虚构", line: int = 2, **more: int
) -> Counted:
    """A row that reconciles: everybody due came and handed in a valid sheet with a mark."""
    count = sum(marks) + more.pop("unmarked", 0)
    spoilt, abstained = more.get("spoilt", 0), more.get("abstained", 0)
    returned = count + spoilt + abstained
    made = Counted(line, "", ratee, rater_class, *[returned] * 4, count, spoilt, abstained, marks)
    return replace(made, **more)
