"""Recording an act from paper: the scan and the act, both or neither."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.core.files import File
from django.db import transaction

from dandang.apps.files.actions import put_scan
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock

T = TypeVar("T")


def recorded(
    by: Actor, verb: Verb, sent: File[bytes] | None, act: Callable[[int | None, datetime], T]
) -> T:
    """Keep the scan that was sent, and do `act` with its number and the moment.

    Where the act is refused the scan is not kept either. `verb` is what the actor must carry before
    anything is taken in; the action itself looks at where he carries it.
    """
    require(by, verb)
    now = clock.now()
    with transaction.atomic():
        scan = put_scan(name=sent.name or "", content=sent.read(), by=by, at=now) if sent else None
        return act(scan, now)
