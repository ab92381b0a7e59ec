"""Acts that happened on paper (纸质): who acted, on which day, with which scan; checked in one place."""

from dataclasses import dataclass
from datetime import date

from dandang.terms.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Paper:
    """An act that happened on paper: who acted, on which day, and the number of the scan.

    `office` is the post in which he acted, `person` his number in the archive (0 where he has none).
    """

    acted_by: str
    acted_on: date
    scan: int | None
    office: str = ""
    person: int = 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act as pages show it: who acted when; from paper also who recorded it (代录), and the scan.

    `recorded_by` is empty where he acted himself on screen.
    """

    acted_by: str
    acted_on: date
    recorded_by: str = ""
    scan: int | None = None


def require_paper(paper: Paper, *, on: date, since: date | None = None) -> int:
    """The number of the scan of a paper that can stand.

    Refused: nobody named, no scan, a day to come, a day before that of what it answers to. `on` is
    the day of recording, `since` the day of what the paper answers to, where there is one.
    """
    if not paper.acted_by.strip():
        raise Refusal("files.actor_missing")
    if paper.scan is None:
        raise Refusal("files.scan_missing")
    if paper.acted_on > on:
        raise Refusal("files.paper_ahead", day=paper.acted_on)
    if since is not None and paper.acted_on < since:
        raise Refusal("files.paper_before", day=paper.acted_on, since=since)
    return paper.scan
