"""A scan to hang acts from paper on."""

from datetime import datetime

from dandang.apps.files.actions import put_scan
from dandang.apps.permits.actor import Actor


def a_scan(by: Actor, at: datetime, name: str = "扫描件.pdf") -> int:
    """The number of an invented scan."""
    return put_scan(name=name, content=b"%PDF-1.4 (invented)", by=by, at=at)
