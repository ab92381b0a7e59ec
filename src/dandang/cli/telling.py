"""What the commands of upkeep print of a backup."""

from typing import TYPE_CHECKING

from dandang.terms.ballots import BoxState
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

if TYPE_CHECKING:
    from dandang.upkeep.manifest import Manifest

_MEGABYTE = 1024 * 1024


def failure(error: Exception) -> str:
    """What stopped a command, for people; what is neither a refusal nor a disk is raised again."""
    if isinstance(error, Refusal):
        return say(error.code, **error.values)
    if isinstance(error, OSError):
        return say("upkeep.disk_failed", reason=error.strerror or "?", path=error.filename or "")
    from django.db import DatabaseError

    if isinstance(error, DatabaseError):
        return say("upkeep.database_failed", reason=str(error).strip())
    raise error


def megabytes(size: int) -> float:
    """A size as people read it."""
    return round(size / _MEGABYTE, 1)


def content(manifest: "Manifest") -> list[str]:
    """What is in a backup and what was left out, a line each."""
    names = "、".join(manifest.keys)
    lines = [
        say(
            "upkeep.content",
            at=manifest.made_at,
            program=manifest.program,
            engine=manifest.engine,
            tables=len(manifest.tables),
            rows=sum(each.rows for each in manifest.tables),
            files=len(manifest.files),
        ),
        say("upkeep.keys_in", names=names)
        if manifest.locked
        else say("upkeep.keys_out", names=names),
        say("upkeep.sessions_out"),
    ]
    lines += [
        say("upkeep.table_out", name=name.removeprefix("table "))
        for name in manifest.left_out
        if name.startswith("table ")
    ]
    lines += [
        say("upkeep.file_lost", name=name.removeprefix("lost "))
        for name in manifest.left_out
        if name.startswith("lost ")
    ]
    lines += [
        say("upkeep.box_out", title=each.title, state=BoxState(each.state))
        for each in manifest.open_boxes
    ]
    return lines
