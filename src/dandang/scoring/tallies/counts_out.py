"""counts.csv: the counts of every ratee, reconciled, with shares and the score of record."""

import csv
import io
from collections.abc import Sequence
from fractions import Fraction

from dandang.scoring.rounding import shown
from dandang.scoring.tallies.rounds import TallyRound
from dandang.scoring.tallies.rules import Rules
from dandang.terms.sentences import say

COUNTS = ("due", "present", "issued", "returned", "valid", "spoilt", "abstained")


def counts(rules: Rules, rounds: Sequence[TallyRound], language: str = "zh") -> bytes:
    """A row per round and ratee, in the order of names; shares in percent of the declared base.

    Below k, without a quorum or with too many spoilt sheets, a reason stands in place of numbers.
    """
    names = list(
        dict.fromkeys(
            share.name for each in rounds for count in each.counts for share in count.shares
        )
    )
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    heads = [f"{name}%" for name in names]
    writer.writerow(
        ["round", "ratee", *COUNTS, *heads, "mean_of_record", "least_possible", "most_possible",
         "reason"]
    )  # fmt: skip
    for each in rounds:
        for count in each.counts:
            shares = {share.name: share.percent for share in count.shares}
            reason = count.reason and say(count.reason, language, ratee=count.ratee)
            writer.writerow(
                [
                    each.scores.name,
                    count.ratee,
                    # Below k the counts of valid and spoilt sheets would tell who stayed away.
                    *(
                        ""
                        if count.reason and name not in COUNTS[:3]
                        else getattr(count.counted, name)
                        for name in COUNTS
                    ),
                    *(_percent(shares.get(name)) for name in names),
                    count.shown,
                    _printed(count.least_possible, rules.decimals),
                    _printed(count.most_possible, rules.decimals),
                    reason,
                ]
            )
    return text.getvalue().encode()


def _percent(value: Fraction | None) -> str:
    return _printed(value, 1)


def _printed(value: Fraction | None, decimals: int) -> str:
    return "" if value is None else shown(value, decimals)
