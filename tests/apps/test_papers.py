"""An act from paper: its checks stand in one place."""

from datetime import date

import pytest

from dandang.apps.files.papers import Paper, require_paper
from dandang.terms.refusal import Refusal

TODAY = date(2026, 9, 21)


def paper(acted_by: str = "张虚", acted_on: date = TODAY, scan: int | None = 7) -> Paper:
    return Paper(acted_by, acted_on, scan)


def test_a_paper_of_today_with_name_and_scan_stands_and_gives_its_scan() -> None:
    assert require_paper(paper(), on=TODAY, since=TODAY) == 7


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (paper(acted_by=" "), "actor_missing"),
        (paper(scan=None), "scan_missing"),
        (paper(acted_on=date(2026, 9, 22)), "paper_ahead"),
        (paper(acted_on=date(2026, 9, 17)), "paper_before"),
    ],
)
def test_a_paper_without_name_or_scan_or_of_an_impossible_day_is_refused(given, code) -> None:
    with pytest.raises(Refusal, match=code):
        require_paper(given, on=TODAY, since=date(2026, 9, 18))
