"""Receipts of service (送达回证) in PDF, a page each: filled in as far as is known, blank where one signs."""

from collections.abc import Mapping, Sequence

from dandang.formats.letters.fields import printable
from dandang.formats.letters.pdf import draw


def render_receipts(receipts: Sequence[Mapping[str, str]]) -> bytes:
    """One PDF of several receipts; each has name, post, unit, round, letter, office, fictional, date.

    It says how the letter was served, by whom and when, in blanks to be filled in by hand. The same
    input gives the same bytes.
    """
    return draw("letters", "receipt.typ", [printable(each) for each in receipts], receipts[0])
