"""Every write of the archive."""

from dandang.apps.archive.actions.appointing import appoint, end_appointment, transfer
from dandang.apps.archive.actions.closing import close_unit
from dandang.apps.archive.actions.opening import open_file, unseal
from dandang.apps.archive.actions.own import own_copy_file, unseal_own
from dandang.apps.archive.actions.photos import (
    PhotoLine,
    PhotoPlan,
    put_photo,
    put_photos,
    remove_photo,
)
from dandang.apps.archive.actions.rekeying import begin_rekeying, reseal, retire_keys, verify
from dandang.apps.archive.actions.rosters import export_roster, import_roster
from dandang.apps.archive.actions.status import correct_status, end_status, record_status
from dandang.apps.archive.actions.storing import correct, store, store_all
from dandang.apps.archive.rosters.plan import Difference, ImportPlan, Planned
from dandang.apps.archive.rosters.revise import Defaults
from dandang.apps.archive.sealing import RING, SEALED_FIELDS

__all__ = [
    "RING",
    "SEALED_FIELDS",
    "Defaults",
    "Difference",
    "ImportPlan",
    "PhotoLine",
    "PhotoPlan",
    "Planned",
    "appoint",
    "begin_rekeying",
    "close_unit",
    "correct",
    "correct_status",
    "end_appointment",
    "end_status",
    "export_roster",
    "import_roster",
    "open_file",
    "own_copy_file",
    "put_photo",
    "put_photos",
    "record_status",
    "remove_photo",
    "reseal",
    "retire_keys",
    "store",
    "store_all",
    "transfer",
    "unseal",
    "unseal_own",
    "verify",
]
