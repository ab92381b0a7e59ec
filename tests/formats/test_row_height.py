"""Rows are as high as their text."""

from dandang.formats.row_height import height, lines


def test_an_ideograph_takes_two_places_and_a_letter_one() -> None:
    assert lines("县水利局", 9) == 1
    assert lines("县水利局局长", 9) == 2
    assert lines("abcdefgh", 9) == 1


def test_a_written_line_break_counts() -> None:
    assert lines("甲\n乙", 9) == 2


def test_the_highest_cell_makes_the_row() -> None:
    assert height([("甲", 9), ("县水利局局长", 9)], line=14) == 32
    assert height([], line=14) == 18
