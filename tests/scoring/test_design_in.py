"""A design as an officer writes it down."""

from fractions import Fraction

import pytest

from dandang.scoring.design import Design, Raters
from dandang.scoring.design_in import read
from dandang.scoring.values import Components
from dandang.terms.refusal import Refusal

TOML = """
returned = 0.95
least = 4
[units]
"虚构镇" = 8
"虚构局" = 5
[classes]
A = 40
B = 60
[[raters]]
class = "A"
count = 12
[[raters]]
class = "B"
count = 20
units = ["虚构镇"]
[assumed]
residual = 0.8
"""


def test_a_design_is_read_as_written() -> None:
    assert read(TOML) == Design(
        units={"虚构镇": 8, "虚构局": 5},
        classes={"A": Fraction(40), "B": Fraction(60)},
        raters=(Raters("A", 12), Raters("B", 20, ("虚构镇",))),
        returned=Fraction(19, 20),
        least=4,
        assumed=Components(ratee=0.36, ratee_class=0.09, rater=0.55, residual=0.8),
    )


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("[units]", "[units", "no_toml"),
        ("least = 4", "smallest = 4", "key_unknown"),
        ("residual = 0.8", "rest = 0.8", "key_unknown"),
        ("count = 12", "number = 12", "key_unknown"),
        ("count = 12", 'count = "12"', "not_a_number"),
        ("A = 40", "A = true", "not_a_number"),
        ('units = ["虚构镇"]', 'units = "虚构镇"', "not_a_table"),
        ('units = ["虚构镇"]', "units = [1]", "not_a_table"),
    ],
)
def test_a_design_that_cannot_be_read_is_refused(before: str, after: str, code: str) -> None:
    assert before in TOML
    with pytest.raises(Refusal) as refused:
        read(TOML.replace(before, after, 1))
    assert refused.value.code == f"design.{code}"


@pytest.mark.parametrize("text", ["raters = 1", "raters = [1]", "units = 1"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.code == "design.not_a_table"
