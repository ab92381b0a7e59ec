"""Every read of grants: the Actor of an account, who holds what, batches of accounts."""

from dandang.apps.grants.queries.batches import (
    BatchLine,
    BatchState,
    Slip,
    batch,
    batch_lines,
    batches,
    cadres_without_account,
    lacking,
    opener_of,
    slips_of,
    unfinished_batches,
)
from dandang.apps.grants.queries.holding import (
    GrantLine,
    Holding,
    Place,
    actor_of,
    grants_of,
    holders_of,
    own_grants,
    places,
)
from dandang.apps.grants.queries.reports import RoleReport, role_report

__all__ = [
    "BatchLine",
    "BatchState",
    "GrantLine",
    "Holding",
    "Place",
    "RoleReport",
    "Slip",
    "actor_of",
    "batch",
    "batch_lines",
    "batches",
    "cadres_without_account",
    "grants_of",
    "holders_of",
    "lacking",
    "opener_of",
    "own_grants",
    "places",
    "role_report",
    "slips_of",
    "unfinished_batches",
]
