"""Files that a command makes, put into a folder that holds nothing else."""

from collections.abc import Mapping
from pathlib import Path

from dandang.terms.refusal import Refusal


def write(folder: Path, made: Mapping[str, bytes]) -> None:
    """All files into `folder`, which must be new, empty, or hold only files of the same names.

    Refused: a folder that holds others, or cannot be written to.
    """
    try:
        known = {folder / name for name in made}
        if any(path.is_file() and path not in known for path in folder.rglob("*")):
            raise Refusal("ratings.folder_taken", name=folder)
        for name, content in made.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ".part")
            part.write_bytes(content)
            part.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("ratings.folder_unwritable", name=folder, reason=reason) from error
