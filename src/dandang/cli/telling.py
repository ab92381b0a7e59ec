"""What the commands of upkeep print of a backup."""

from typing import TYPE_CHECKING

from dandang.terms.ballots import BoxState
from dandang.terms.sentences import say, table

if TYPE_CHECKING:
    from dandang.upkeep.manifest import Manifest

_MEGABYTE = 1024 * 1024


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
        say("upkeep.box_out", title=each.title, state=BoxState(each.state))
        for each in manifest.open_boxes
    ]
    return lines


def without_key(name: str) -> str:
    """What cannot be read without a key."""
    code = f"upkeep.key_{name}"
    return say(code if code in table("zh") else "upkeep.key_unknown")
