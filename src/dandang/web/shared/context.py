"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest

from dandang.apps.permits.actor import NOBODY


def frame(request: HttpRequest) -> dict[str, Any]:
    """The actor of the request, under the name templates use."""
    return {"actor": getattr(request, "actor", NOBODY)}
