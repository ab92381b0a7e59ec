"""One round from scheme, roster and ratings to results, proposals and document values. Pure."""

from dandang.assessing.ballots import Ballot, Issue, Ratee
from dandang.assessing.disclosure import Published, published
from dandang.assessing.results import Group, RateeResult, RoundResult, Share, compute
from dandang.assessing.scheme import (
    Aspect,
    Choice,
    Finding,
    GradeCut,
    RaterClass,
    Scheme,
    check,
)
from dandang.assessing.scheme_in import SchemeMistakes, read_toml
from dandang.assessing.scheme_out import write_toml
from dandang.assessing.tally import AspectTally, Reconciled
from dandang.assessing.why import Why, why

__all__ = [
    "Aspect",
    "AspectTally",
    "Ballot",
    "Choice",
    "Finding",
    "GradeCut",
    "Group",
    "Issue",
    "Published",
    "Ratee",
    "RateeResult",
    "RaterClass",
    "Reconciled",
    "RoundResult",
    "Scheme",
    "SchemeMistakes",
    "Share",
    "Why",
    "check",
    "compute",
    "published",
    "read_toml",
    "why",
    "write_toml",
]
