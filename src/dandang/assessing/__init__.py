"""One round from scheme, roster and ratings to results, proposals and document values. Pure."""

from dandang.assessing.ballots import Ballot, Issue, Ratee
from dandang.assessing.results import RateeResult, RoundResult, compute
from dandang.assessing.scheme import Aspect, Choice, GradeCut, RaterClass, Scheme, check

__all__ = [
    "Aspect",
    "Ballot",
    "Choice",
    "GradeCut",
    "Issue",
    "Ratee",
    "RateeResult",
    "RaterClass",
    "RoundResult",
    "Scheme",
    "check",
    "compute",
]
