"""Every write of the archive."""

from dandang.apps.archive.actions.appointing import appoint, end_appointment, transfer
from dandang.apps.archive.actions.opening import open_file, unseal
from dandang.apps.archive.actions.storing import store, store_all

__all__ = [
    "appoint",
    "end_appointment",
    "open_file",
    "store",
    "store_all",
    "transfer",
    "unseal",
]
