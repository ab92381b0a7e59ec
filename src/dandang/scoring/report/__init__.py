"""The report: one self-contained page of what a run of scoring found, for screen and paper.

`written(rounds, plan, language)` is all that others call. Charts are inline SVG with every number in
a table beside them; nothing is fetched, nothing runs.
"""

from dandang.scoring.report.page import written

__all__ = ["written"]
